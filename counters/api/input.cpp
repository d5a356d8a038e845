#include "counters/api/input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "counters/api/letters.hpp"
#include "counters/config/mail_address.hpp"
#include "engine/base/text.hpp"

namespace motcua::api {
namespace {

constexpr std::size_t longest_text = 8000;  // bytes
constexpr std::size_t most_items = 1000;

void clean(json& v, const std::string& path, std::vector<field_fault>& found) {
    if (auto* text = v.if_string()) {
        if (text->size() > longest_text)
            return found.push_back({path, fmt::format("dài quá {} ký tự", longest_text)});
        auto cleaned = clean_text(*text);
        if (cleaned)
            v = std::move(*cleaned);
        else
            found.push_back({path, why_unclean(*text)});
    } else if (auto* list = v.if_array()) {
        if (list->size() > most_items)
            return found.push_back({path, fmt::format("có hơn {} mục", most_items)});
        for (std::size_t i = 0; i < list->size(); ++i)
            clean((*list)[i], inside(path, std::to_string(i)), found);
    } else if (auto* object = v.if_object()) {
        if (object->size() > most_items)
            return found.push_back({path, fmt::format("có hơn {} mục", most_items)});
        for (auto& member : *object) clean(member.value(), inside(path, member.key()), found);
    }
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A person's 12 digits, an older card's 9, or a passport: a letter and 7 digits.
bool is_id_number(std::string_view text) {
    if (all_digits(text)) return text.size() == 9 || text.size() == 12;
    return text.size() == 8 && text[0] >= 'A' && text[0] <= 'Z' && all_digits(text.substr(1));
}

bool is_telephone(std::string_view text) {
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 8 && digits <= 15 &&
           text.find_first_not_of("0123456789 .+-()") == std::string_view::npos;
}

bool is_blank(const json* v) {
    if (!v || v->is_null()) return true;
    const auto* text = v->if_string();
    return text && text->find_first_not_of(" \t\n") == boost::json::string::npos;
}

class checker {
public:
    explicit checker(const json& body) : body_(body) {}

    void required(std::string_view path, const char* message) {
        const json* v = find_path(body_, path);
        if (is_blank(v) || !v->is_string()) say(path, message);
    }
    void optional(std::string_view path, bool (*holds)(std::string_view), const char* message) {
        const json* v = find_path(body_, path);
        if (is_blank(v)) return;
        if (!v->is_string() || !holds(v->as_string())) say(path, message);
    }
    void one_of(std::string_view path, std::initializer_list<std::string_view> allowed) {
        const json* v = find_path(body_, path);
        const bool known =
            v && v->is_string() && std::find(allowed.begin(), allowed.end(), v->as_string()) != allowed.end();
        if (!known) say(path, fmt::format("phải là một trong: {}", fmt::join(allowed, ", ")));
    }
    void say(std::string_view path, std::string message) {
        found_.push_back({std::string(path), std::move(message)});
    }
    std::vector<field_fault> take() { return std::move(found_); }

private:
    const json& body_;
    std::vector<field_fault> found_;
};

void check_documents(const json& body, checker& check) {
    const json* list = find(body, "documents");
    if (!list) return;
    if (!list->is_array()) return check.say("documents", "phải là danh sách giấy tờ");
    std::size_t i = 0;
    for (const auto& item : list->as_array()) {
        const std::string path = "documents." + std::to_string(i++);
        if (get_string(item, "type").empty()) check.say(path + ".type", "thiếu mã giấy tờ");
        for (const char* count : {"originals", "certified", "photocopies", "e_copies"})
            if (const auto n = get_integer(item, count); n < 0 || n > 99)
                check.say(path + "." + count, "số lượng từ 0 đến 99");
    }
}

}  // namespace

std::string inside(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
}

tl::expected<json, http::response> read_body(std::string_view text) {
    auto parsed = parse_json(text, "body");
    if (!parsed) {
        const auto& f = parsed.error().front();
        return tl::make_unexpected(problem(400, "bad_json",
                                           fmt::format("Nội dung không phải JSON đúng (dòng {}, cột {}): {}",
                                                       f.at.line, f.at.column, f.message),
                                           "Gửi một đối tượng JSON mã hóa UTF-8."));
    }
    if (!parsed->is_object())
        return tl::make_unexpected(problem(400, "bad_json", "Nội dung JSON phải là một đối tượng {…}.",
                                           "Gửi một đối tượng JSON mã hóa UTF-8."));
    std::vector<field_fault> found;
    clean(*parsed, "", found);
    if (!found.empty()) return tl::make_unexpected(field_problem(found));
    return std::move(*parsed);
}

std::vector<field_fault> check_reception(const json& body) {
    checker check(body);
    check.required("procedure", "chọn thủ tục");
    check.required("applicant.name", "ghi họ tên người nộp");
    check.optional("applicant.id_number", is_id_number,
                   "số định danh có 12 chữ số (CMND 9 số, hộ chiếu B1234567)");
    check.optional("applicant.phone", is_telephone, "số điện thoại có 8 đến 15 chữ số");
    check.optional("applicant.email", counters::is_mail_address,
                   "địa chỉ thư điện tử không dấu, dạng ten@noi.vn");
    check.one_of("channel", {"counter", "portal", "post"});
    check.one_of("return.mode", {"desk", "post"});
    if (const json* mode = find_path(body, "return.mode"); mode && *mode == "post")
        check.required("return.address", "ghi địa chỉ nhận kết quả qua bưu chính");
    for (const char* part : {"facts", "identity", "portal", "submitter"})
        if (const json* v = find(body, part); v && !v->is_object())
            check.say(part, "phải là một đối tượng {…}");
    check_documents(body, check);
    return check.take();
}

std::optional<std::uint64_t> parse_id(std::string_view text) {
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size() || id == 0) return std::nullopt;
    return id;
}

}  // namespace motcua::api
