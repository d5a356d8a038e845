#include "counters/app/kept_slip.hpp"

#include "counters/app/asked.hpp"
#include "templates/language/needs.hpp"

namespace motcua::app {
namespace {

// The form it was issued by; a slip whose form the store does not have is a damaged one.
result<void> learn_form(const engine& e, const paper& forms, const std::string& hash) {
    if (forms.knows(hash)) return {};
    const auto kept = asked(e, "template", {{"hash", hash}});
    if (kept) return forms.learn(get_string(*kept, "content"));
    auto why = kept.error();
    if (why.what == failure::kind::not_found) why.what = failure::kind::corrupt;
    return tl::make_unexpected(std::move(why));
}

result<slip> kept(const engine& e, const paper& forms, const json_object& which) {
    const auto said = asked(e, "slip", which);
    if (!said) return tl::make_unexpected(said.error());
    auto s = slip_from(*said);
    if (!s || s->form_hash.empty()) return s;
    if (auto known = learn_form(e, forms, s->form_hash); !known) return tl::make_unexpected(known.error());
    if (auto same = forms.check_same(*s); !same) return tl::make_unexpected(same.error());
    return s;
}

std::vector<printed_forms::need> as_needs(const templates::form& f) {
    using kind = printed_forms::condition::kind;
    constexpr auto named = [](templates::test::kind k) {
        return k == templates::test::kind::has     ? kind::has
               : k == templates::test::kind::lacks ? kind::lacks
               : k == templates::test::kind::is    ? kind::is
                                                   : kind::is_not;
    };
    std::vector<printed_forms::need> out;
    for (const auto& n : templates::needs_of(f)) {
        auto& to = out.emplace_back();
        to.path = n.path;
        for (const auto& t : n.when) to.when.push_back({named(t.what), t.path, t.value});
    }
    return out;
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
    for (const auto& f : forms.all().forms()) out.all.push_back({f.name, *f.kept, as_needs(f)});
    out.hash = [&forms](std::string_view form, std::string_view set, std::string_view accepted) {
        const auto* f = forms.all().find({form, set, parse_day(accepted).value_or(local_day{})});
        return f ? f->hash : std::string();
    };
    return out;
}

}  // namespace motcua::app
