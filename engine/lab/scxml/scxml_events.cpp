#include "engine/lab/scxml/scxml_events.hpp"

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::lab {

namespace {

constexpr std::int64_t longest = 3'155'760'000'000;  // a hundred years in milliseconds

tl::unexpected<failure> refuse(std::string why) {
    return fail(failure::kind::bad_input, std::move(why));
}

// The first key that is none of these; empty: there is none.
std::string unknown_key(const json_object& o, std::initializer_list<std::string_view> known) {
    for (const auto& [key, _] : o)
        if (std::find(known.begin(), known.end(), std::string_view(key)) == known.end())
            return std::string(key);
    return {};
}

result<interpreter::event> read_event(const json& given) {
    if (!given.is_object()) return refuse("event is an object: {\"name\":…,\"data\":…}");
    if (const auto key = unknown_key(given.get_object(), {"name", "data"}); !key.empty())
        return refuse("an event has name and data, not " + key);
    interpreter::event e;
    e.name = get_string(given, "name");
    if (e.name.empty()) return refuse("the event needs a name, a text that is not empty");
    if (e.name.find_first_of(" \t\r\n") != e.name.npos)
        return refuse("the event's name \"" + e.name + "\" is not one word");
    if (const auto* data = find(given, "data")) {
        auto v = datamodel::from_json(*data);
        if (!v) return refuse(v.error().message);
        e.data = std::move(*v);
    }
    return e;
}

}  // namespace

result<event_line> read_event_line(std::string_view text) {
    const auto read = parse_json(text);
    if (!read) return tl::make_unexpected(read.error());
    if (!read->is_object()) return refuse("expected {\"event\":{\"name\":…,\"data\":…},\"after\":ms}");
    if (const auto key = unknown_key(read->get_object(), {"event", "after"}); !key.empty())
        return refuse("a line has event and after, not " + key);
    event_line line;
    if (const auto* after = find(*read, "after")) {
        const auto ms = after->is_int64() ? after->get_int64() : -1;
        if (ms < 0 || ms > longest)
            return refuse("after is a whole number of milliseconds from 0 to " + std::to_string(longest));
        line.after = std::chrono::milliseconds(ms);
    }
    if (const auto* given = find(*read, "event")) {
        auto e = read_event(*given);
        if (!e) return tl::make_unexpected(e.error());
        line.what = std::move(*e);
    }
    return line;
}

}  // namespace motcua::lab
