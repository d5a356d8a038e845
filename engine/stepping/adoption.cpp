#include "engine/stepping/adoption.hpp"

namespace motcua::runtime {

json_object progress_of(const adoption& a) {
    return {{"calendar", a.calendar},   {"by", a.by},
            {"at", to_iso(a.at)},       {"moved", a.moved},
            {"replanned", a.replanned}, {"set_aside", a.set_aside},
            {"finished", a.finished}};
}

json to_json(const adoption& a) {
    auto o = progress_of(a);
    o["judged"] = a.judged;
    return o;
}

result<adoption> adoption_from_json(std::string_view text) {
    const auto v = parse_json(text);
    if (!v) return tl::make_unexpected(v.error());
    const auto at = parse_instant(get_string(*v, "at"));
    adoption a;
    a.calendar = get_string(*v, "calendar");
    a.by = get_string(*v, "by");
    a.judged = get_integer(*v, "judged", -1);
    a.moved = get_integer(*v, "moved");
    a.replanned = get_integer(*v, "replanned");
    a.set_aside = get_integer(*v, "set_aside");
    a.finished = get_bool(*v, "finished");
    if (a.calendar.empty() || !at || a.judged < 0)
        return fail(failure::kind::corrupt, "expected the members \"calendar\", \"at\" and \"judged\"");
    a.at = *at;
    return a;
}

result<std::optional<adoption>> kept_adoption(store::door& in) {
    const auto unreadable = [](const char* word, const failure& why) {
        return fail(failure::kind::corrupt,
                    std::string("the data folder's word \"") + word +
                        "\" (table meta) says how far a new calendar has come and cannot be read: " +
                        why.message + "; put the data folder back from its last backup");
    };
    const auto text = in.meta(adoption::kept_as);
    if (!text) return tl::make_unexpected(text.error());
    if (!*text) return std::nullopt;
    auto a = adoption_from_json(**text);
    if (!a) return unreadable(adoption::kept_as, a.error());
    // As long as somebody may yet be told why.
    if (a->finished && a->set_aside == 0) return std::optional(std::move(*a));
    const auto change = in.meta(adoption::change_kept_as);
    if (!change) return tl::make_unexpected(change.error());
    const auto days = parse_json(change->value_or("null")).and_then(promise::change_from_json);
    if (!days) return unreadable(adoption::change_kept_as, days.error());
    a->change = *days;
    return std::optional(std::move(*a));
}

}  // namespace motcua::runtime
