#include "engine/kinds/effects.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace motcua::kinds {

void effect_registry::add(effect e) {
    const auto at =
        std::find_if(effects_.begin(), effects_.end(), [&](const auto& x) { return x.name == e.name; });
    if (at != effects_.end())
        *at = std::move(e);
    else
        effects_.push_back(std::move(e));
}

const effect* effect_registry::find(std::string_view name) const {
    for (const auto& e : effects_)
        if (e.name == name) return &e;
    return nullptr;
}

std::set<std::string, std::less<>> effect_registry::names() const {
    std::set<std::string, std::less<>> out;
    for (const auto& e : effects_) out.insert(e.name);
    return out;
}

refusal effect_registry::apply(std::string_view name, const json_object& args, session_record& s,
                               const step_context& c, step_requests& w) const {
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

rejection effect_of_other_kind(std::string_view name) {
    return {"effect_of_other_kind", fmt::format("Lệnh “{}” không dùng được ở loại phiên này.", name),
            "Báo quản trị sửa quy trình.", ""};
}

bool given(const json_object& args, std::string_view name) {
    const json* v = args.if_contains(name);
    return v && !v->is_null();
}

std::string text_of(const json_object& args, std::string_view name, std::string_view otherwise) {
    const json* v = args.if_contains(name);
    return v && v->is_string() ? std::string(v->get_string()) : std::string(otherwise);
}

std::int64_t number_of(const json_object& args, std::string_view name, std::int64_t otherwise) {
    const json* v = args.if_contains(name);
    if (!v) return otherwise;
    if (v->is_int64()) return v->get_int64();
    if (v->is_uint64()) return static_cast<std::int64_t>(v->get_uint64());
    return v->is_double() ? static_cast<std::int64_t>(v->get_double()) : otherwise;
}

bool yes_of(const json_object& args, std::string_view name, bool otherwise) {
    const json* v = args.if_contains(name);
    if (!v) return otherwise;
    if (v->is_bool()) return v->get_bool();
    return v->is_string() ? v->get_string() == "true" : otherwise;
}

}  // namespace motcua::kinds
