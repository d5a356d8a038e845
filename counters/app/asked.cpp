#include "counters/app/asked.hpp"

#include "engine/json_values.hpp"

namespace motcua::app {

result<json> asked(const engine& e, std::string_view question, const json_object& args) {
    return content_of(e.ask(question, to_text(args)));
}

result<json> content_of(engine::reply reply) {
    auto said = take_tree(std::move(reply.body));
    if (!said) return tl::make_unexpected(said.error());
    if (reply.found()) return std::move(*said);
    const bool absent = reply.what == engine::reply::kind::absent;
    return fail(absent ? failure::kind::not_found : failure::kind::io, get_string(*said, "message"));
}

}  // namespace motcua::app
