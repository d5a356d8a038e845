#include "engine/kinds/dossier/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "engine/kinds/dossier/effect_sets.hpp"
#include "engine/kinds/fields.hpp"

namespace motcua::dossier {

namespace {

bool is_empty(const json* v) {
    return !v || v->is_null() || (v->is_string() && v->get_string().empty()) ||
           (v->is_array() && v->get_array().empty());
}

bool holds(const paper_need::condition& c, const json& values) {
    using kind = paper_need::condition::kind;
    const json* v = find_path(values, c.path);
    const bool absent = is_empty(v) || (v->is_bool() && !v->get_bool());
    if (c.what == kind::has || c.what == kind::lacks) return absent == (c.what == kind::lacks);
    const std::string text = is_empty(v) ? "" : v->is_string() ? std::string(v->get_string()) : to_text(*v);
    return (text == c.value) == (c.what == kind::is);
}

bool lacking(const paper_need& n, const json& values) {
    return is_empty(find_path(values, n.path)) &&
           std::all_of(n.when.begin(), n.when.end(), [&](const auto& c) { return holds(c, values); });
}

bool below(std::string_view path, std::string_view root) {
    return path.size() > root.size() && path.substr(0, root.size()) == root && path[root.size()] == '.';
}

bool of_people(std::string_view path) {
    return below(path, "applicant") || below(path, "submitter") || below(path, "recipient");
}

// Where reception writes it.
std::string field_of(const std::string& path, const record& r) {
    if (path == "recipient.address")
        return r.returning.mode == "post" ? "return.address" : "applicant.address";
    if (path == "recipient.name" || path == "applicant.addressed") return "applicant.name";
    if (below(path, "recipient")) return "applicant" + path.substr(path.find('.'));
    return path;
}

std::string label_of(std::string_view field) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> labels{
        {{"name", "họ tên"},
         {"address", "địa chỉ"},
         {"phone", "số điện thoại"},
         {"id_number", "số định danh"},
         {"email", "địa chỉ thư điện tử"},
         {"kind", "cách xưng hô (ông, bà hay tổ chức)"}}};
    const auto last = field.substr(field.rfind('.') + 1);
    const auto at =
        std::find_if(labels.begin(), labels.end(), [&](const auto& l) { return l.first == last; });
    const std::string_view whose = below(field, "submitter") ? " của người nộp"
                                   : below(field, "return")  ? " nhận kết quả"
                                                             : " của người đề nghị";
    return fmt::format("{}{}", at == labels.end() ? last : at->second, whose);
}

// What is missing, of all sheets together.
class shortfall {
public:
    shortfall(const record& r, const needs_finder& needs) : record_(r), needs_(needs) {}

    // `all`: everything the form needs is known by now.
    void look_at(const slip_request& slip, const json& values, bool all) {
        const auto* needs = needs_(slip.form, slip.set, slip.accepted);
        if (!needs && (slip.form == "receipt" || slip.form == "apology"))
            others_.insert(fmt::format("chưa có mẫu “{}”", slip.form));
        if (!needs) return;
        for (const auto& n : *needs) {
            if (!all && !of_people(n.path) && !below(n.path, "signer")) continue;
            if (!lacking(n, values)) continue;
            if (of_people(n.path))
                fields_.insert(field_of(n.path, record_));
            else
                others_.insert(fmt::format("mẫu “{}” cần “{}”", slip.form, n.path));
        }
    }

    refusal said() const {
        if (!fields_.empty()) {
            std::vector<field_error> out;
            for (const auto& field : fields_)
                out.push_back({field, fmt::format("chưa ghi {}; thiếu thì phiếu của hồ sơ không in được",
                                                  label_of(field))});
            return as_refusal(out);
        }
        if (others_.empty()) return std::nullopt;
        return rejection{"paper_incomplete",
                         fmt::format("Chưa tiếp nhận được vì phiếu của hồ sơ không in được: {}.",
                                     fmt::join(others_, "; ")),
                         "Báo quản trị sửa mẫu phiếu hoặc dữ liệu của cơ quan rồi tiếp nhận lại.", ""};
    }

private:
    const record& record_;
    const needs_finder& needs_;
    std::set<std::string> fields_;
    std::set<std::string> others_;
};

}  // namespace

const std::vector<std::string>& own_forms() {
    static const std::vector<std::string> all{"receipt", "apology", "supplement_request", "refusal",
                                              "chase_note"};
    return all;
}

refusal record::check_printable(const step_requests& w, const std::vector<std::string>& forms,
                                const step_context& c, const needs_finder& needs) const {
    // Numbers are drawn after the last step of a command; any number stands for them here.
    record numbered = *this;
    step_requests requests = w;
    for (const auto& request : w.numbers) numbered.assign(requests, request, 1, c);
    shortfall missing(numbered, needs);
    for (const auto& slip : requests.slips) missing.look_at(slip, numbered.slip_values(slip, c), true);
    slip_request foreseen;
    foreseen.accepted = law_day(numbered, c);
    if (c.procedure) foreseen.set = c.procedure->form_set(foreseen.accepted);
    const json values = numbered.slip_values(foreseen, c);
    for (const auto& form : forms) {
        foreseen.form = form;
        missing.look_at(foreseen, values, false);
    }
    if (numbered.returning.mode == "post") {
        foreseen.form = "parcel_label";
        missing.look_at(foreseen, values, false);
    }
    return missing.said();
}

}  // namespace motcua::dossier
