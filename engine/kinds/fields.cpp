#include "engine/kinds/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/base/text.hpp"

namespace motcua::kinds {

namespace {

constexpr std::array<std::string_view, 12> types{"text",      "number",    "money", "yes-no",
                                                 "day",       "date-time", "time",  "choice",
                                                 "documents", "person",    "phone", "officer"};

std::optional<long long> whole(std::string_view text) {
    long long n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

std::string text_problem(const json& v) {
    if (!v.is_string()) return "cần là chữ";
    const auto clean = clean_text(v.get_string());
    return clean ? "" : clean.error().message;
}

std::string number_problem(const field& f, const json& v) {
    if (!v.is_int64()) return "cần là số nguyên";
    const auto least = f.type == "money" ? whole(f.least).value_or(0) : whole(f.least).value_or(INT64_MIN);
    const auto most = whole(f.most).value_or(INT64_MAX);
    if (v.get_int64() < least) return fmt::format("cần từ {} trở lên", least);
    return v.get_int64() > most ? fmt::format("cần không quá {}", most) : "";
}

std::string choice_problem(const field& f, const json& v, const procedure::reasons& reasons, local_day day) {
    if (!v.is_string()) return "cần chọn một giá trị trong danh mục";
    const std::string_view given = v.get_string();
    if (f.choices.find('|') == f.choices.npos)
        return reasons.find(f.choices, given, day) ? "" : "cần chọn một giá trị trong danh mục";
    std::string_view rest = f.choices;
    for (;;) {
        const auto bar = rest.find('|');
        if (rest.substr(0, bar) == given) return "";
        if (bar == rest.npos) return fmt::format("cần là một trong: {}", f.choices);
        rest.remove_prefix(bar + 1);
    }
}

std::string documents_problem(const json& v) {
    if (!v.is_array()) return "cần là danh sách giấy tờ";
    for (const json& d : v.get_array())
        if (get_string(d, "type").empty()) return "mỗi giấy tờ cần mã loại giấy tờ";
    return "";
}

std::string phone_problem(const json& v) {
    if (!v.is_string()) return "cần là số điện thoại";
    const auto digits = std::count_if(v.get_string().begin(), v.get_string().end(),
                                      [](char c) { return c >= '0' && c <= '9'; });
    const bool odd =
        std::string_view(v.get_string()).find_first_not_of("0123456789+ .-()") != std::string_view::npos;
    return odd || digits < 8 || digits > 15 ? "cần là số điện thoại có từ 8 đến 15 chữ số" : "";
}

std::string problem(const field& f, const json& v, const procedure::reasons& reasons, local_day day) {
    if (f.type == "text" || f.type == "officer") return text_problem(v);
    if (f.type == "number" || f.type == "money") return number_problem(f, v);
    if (f.type == "yes-no") return v.is_bool() ? "" : "cần trả lời có hoặc không";
    if (f.type == "choice") return choice_problem(f, v, reasons, day);
    if (f.type == "documents") return documents_problem(v);
    if (f.type == "phone") return phone_problem(v);
    if (f.type == "person")
        return v.is_object() && !get_string(v, "name").empty() ? "" : "cần ít nhất họ tên";
    if (!v.is_string()) return "cần là ngày, giờ";
    const std::string_view text = v.get_string();
    if (f.type == "day") return parse_day(text) ? "" : "cần là ngày có thật, ví dụ 2026-02-27";
    if (f.type == "time") return parse_time_of_day(text) ? "" : "cần là giờ, ví dụ 07:30";
    return parse_instant(text) ? "" : "cần là ngày giờ có thật, ví dụ 2026-02-27T16:00";
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\n") == text.npos;
}

bool missing(const json* v) {
    return !v || v->is_null() || (v->is_string() && is_blank(v->get_string())) ||
           (v->is_array() && v->get_array().empty());
}

}  // namespace

std::span<const std::string_view> field_types() {
    return types;
}

bool is_field_type(std::string_view type) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

std::vector<field_error> check_fields(const std::vector<field>& fields, const json& data,
                                      const procedure::reasons& reasons, local_day day) {
    std::vector<field_error> out;
    for (const auto& f : fields) {
        const json* v = find(data, f.name);
        if (missing(v)) {
            if (f.required) out.push_back({f.name, fmt::format("“{}” chưa được điền", f.label)});
        } else if (const std::string why = problem(f, *v, reasons, day); !why.empty()) {
            out.push_back({f.name, fmt::format("“{}” {}", f.label, why)});
        }
    }
    return out;
}

refusal as_refusal(const std::vector<field_error>& errors) {
    if (errors.empty()) return std::nullopt;
    std::string all;
    for (const auto& e : errors) all += (all.empty() ? "" : "; ") + e.message;
    rejection no{"fields", "Thông tin chưa đúng: " + all + ".", "Sửa các ô được nêu rồi gửi lại.", ""};
    no.fields = errors;
    return no;
}

}  // namespace motcua::kinds
