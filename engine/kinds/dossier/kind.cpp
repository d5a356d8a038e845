#include "engine/kinds/dossier/kind.hpp"

#include "engine/kinds/dossier/effect_sets.hpp"
#include "engine/kinds/dossier/intake.hpp"

namespace motcua::dossier {
namespace {

result<any_record> read(const json& v) {
    auto r = std::make_unique<record>();
    if (auto done = read_record(v, *r); !done) return tl::make_unexpected(std::move(done.error()));
    return any_record(std::move(r));
}

}  // namespace

void add_dossier_kind(kinds::registry& r) {
    r.add({.name = "dossier",
           .may_create = {"reception", "post_clerk", "portal"},
           .of_procedure = true,
           .has_promise = true,
           .open = [](json_object& data, const step_context& c, std::string_view,
                      const other_sessions&) { return open_dossier(data, c); },
           .read = read});
    add_intake_effects(r);
    add_promise_effects(r);
    add_return_effects(r);
    add_paper_effects(r);
    add_postal_effects(r);
}

}  // namespace motcua::dossier
