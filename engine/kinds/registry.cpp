#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/effect_sets.hpp"
#include "engine/kinds/dossier/hard_rules.hpp"

namespace motcua::dossier {

std::string encode(const subject& s) {
    return std::visit([](const auto& what) { return encode(what); }, s);
}

result<subject> decode(std::string_view kind, std::string_view text) {
    unsigned char room[16 * 1024];
    boost::json::monotonic_resource in(room, sizeof room);
    const auto v = parse_own_json(text, in);
    if (!v) return tl::make_unexpected(v.error());
    return subject_from_json(kind, *v);
}

result<subject> subject_from_json(std::string_view kind, const json& v) {
    if (kind == "round") return round_from_json(v).map([](round r) { return subject(std::move(r)); });
    if (kind == "dossier") {
        result<subject> out(tl::in_place, std::in_place_type<record>);
        if (auto done = read_record(v, std::get<record>(*out)); !done)
            out = tl::make_unexpected(std::move(done.error()));
        return out;
    }
    return fail(failure::kind::unsupported,
                fmt::format("no record is known for sessions of kind '{}'; expected dossier or round", kind));
}

const registry& registry::standard() {
    static const registry all = [] {
        registry r;
        add_intake_effects(r);
        add_promise_effects(r);
        add_return_effects(r);
        add_paper_effects(r);
        add_round_effects(r);
        return r;
    }();
    return all;
}

void registry::add(effect e) {
    const auto at =
        std::find_if(effects_.begin(), effects_.end(), [&](const auto& x) { return x.name == e.name; });
    if (at != effects_.end())
        *at = std::move(e);
    else
        effects_.push_back(std::move(e));
}

const effect* registry::find(std::string_view name) const {
    for (const auto& e : effects_)
        if (e.name == name) return &e;
    return nullptr;
}

std::set<std::string, std::less<>> registry::names() const {
    std::set<std::string, std::less<>> out;
    for (const auto& e : effects_) out.insert(e.name);
    return out;
}

refusal registry::apply(std::string_view name, const json_object& args, subject& s, const step_context& c,
                        step_requests& w) const {
    const effect* e = find(name);
    if (!e)
        return rejection{"effect_unknown",
                         fmt::format("Quy trình dùng lệnh “{}” mà hệ thống không biết.", name),
                         "Báo quản trị kiểm tra quy trình.", ""};
    for (const auto& needed : e->required)
        if (!given(args, needed))
            return rejection{
                "effect_argument", fmt::format("Lệnh “{}” của quy trình thiếu thông tin “{}”.", name, needed),
                "Bổ sung thông tin rồi gửi lại; nếu vẫn lỗi, báo quản trị kiểm tra quy trình.", ""};
    return e->apply(s, args, c, w);
}

refusal check_step(bool accepted_before, const subject& after, const step_requests& w) {
    const auto* is = std::get_if<record>(&after);
    if (!is) return std::nullopt;
    const bool started = is->accepted() && !accepted_before;
    if (!started && !w.accepted) return std::nullopt;
    if (started != w.accepted)
        return rejection{"acceptance_incomplete",
                         "Quy trình phải tiếp nhận hồ sơ và tính thời hạn trong cùng một bước.",
                         "Báo quản trị sửa quy trình.", "acceptance", true};
    const bool receipt =
        std::any_of(w.slips.begin(), w.slips.end(), [](const auto& s) { return s.form == "receipt"; });
    if (receipt) return std::nullopt;
    return rejection{"acceptance_without_receipt",
                     "Không tiếp nhận hồ sơ mà không cấp Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
                     "Báo quản trị sửa quy trình: bước tiếp nhận phải in giấy tiếp nhận.", "receipt", true};
}

}  // namespace motcua::dossier
