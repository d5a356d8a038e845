#include "counters/app/kept_slip.hpp"

namespace motcua::app {
namespace {

result<json> asked(const engine& e, std::string_view question, const json_object& args, failure::kind none) {
    const auto reply = e.ask(question, to_text(args));
    auto said = parse_json(reply.body);
    if (!said) return tl::make_unexpected(said.error());
    if (!reply.found) return fail(none, get_string(*said, "message"));
    return std::move(*said);
}

result<slip> kept(const engine& e, const paper& forms, const json_object& which) {
    const auto said = asked(e, "slip", which, failure::kind::not_found);
    if (!said) return tl::make_unexpected(said.error());
    auto s = slip_from(*said);
    if (!s || s->form_hash.empty()) return s;
    if (!forms.knows(s->form_hash)) {
        const auto kept = asked(e, "template", {{"hash", s->form_hash}}, failure::kind::corrupt);
        if (!kept) return tl::make_unexpected(kept.error());
        if (auto learned = forms.learn(get_string(*kept, "content")); !learned)
            return tl::make_unexpected(learned.error());
    }
    if (auto same = forms.check_same(*s); !same) return tl::make_unexpected(same.error());
    return s;
}

}  // namespace

result<slip> kept_slip(const engine& e, const paper& forms, std::uint64_t duty) {
    return kept(e, forms, {{"duty", duty}});
}

result<slip> kept_slip(const engine& e, const paper& forms, std::uint64_t session, const std::string& form,
                       int seq) {
    return kept(e, forms, {{"session", session}, {"form", form}, {"seq", seq}});
}

printed_forms forms_for_engine(const paper& forms) {
    printed_forms out;
    for (const auto& f : forms.all().forms()) out.all.push_back({f.name, *f.kept});
    out.hash = [&forms](std::string_view form, std::string_view set, std::string_view accepted) {
        const auto* f = forms.all().find({form, set, parse_day(accepted).value_or(local_day{})});
        return f ? f->hash : std::string();
    };
    return out;
}

}  // namespace motcua::app
