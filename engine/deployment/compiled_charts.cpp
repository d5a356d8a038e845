#include "engine/deployment/compiled_charts.hpp"

namespace motcua::runtime {

result<const deployed_chart*> compiled_charts::find(std::string_view hash, const find_content& kept) {
    if (const auto at = by_hash_.find(hash); at != by_hash_.end()) return &at->second;
    const auto no = [](std::string why) { return fail(failure::kind::corrupt, std::move(why)); };
    auto row = kept(hash);
    if (!row) return tl::make_unexpected(row.error());
    if (!*row) return no("the chart " + std::string(hash) + " is not in the store");
    auto compiled = compile_bundle(std::move((*row)->bytes), known_);
    if (!compiled) return no(to_string(compiled.error().front()));
    if (compiled->hash != hash) return no("the kept chart " + std::string(hash) + " has another hash");
    return &by_hash_.emplace(std::string(hash), std::move(*compiled)).first->second;
}

}  // namespace motcua::runtime
