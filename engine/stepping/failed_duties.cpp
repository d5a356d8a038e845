#include "engine/stepping/failed_duties.hpp"

#include <algorithm>

#include "engine/base/json.hpp"

namespace motcua::runtime {
namespace {

struct sheet {
    std::string form;
    std::int64_t seq = 0;
    bool operator==(const sheet&) const = default;
};

// The one a duty prints, or the one a notice brings.
sheet sheet_of(const store::outbox_row& row, const json& args) {
    if (!is_notice(row)) return {row.name, get_integer(args, "seq", 1)};
    const json* slip = find(args, "slip");
    return slip ? sheet{get_string(*slip, "form"), get_integer(*slip, "seq", 1)} : sheet{};
}

}  // namespace

bool is_notice(const store::outbox_row& row) {
    return row.kind == "notify" || row.kind == "portal";
}

bool is_blocked(const store::outbox_row& row) {
    return row.kind == blocked_kind;
}

bool not_dealt_with(const store::outbox_row& row, std::span<const store::outbox_row> of_session) {
    if (row.state != store::delivery::failed) return false;
    const auto lost = sheet_of(row, parse_json(row.args).value_or(json{}));
    return std::none_of(of_session.begin(), of_session.end(), [&](const store::outbox_row& later) {
        if (later.id <= row.id) return false;
        const auto args = parse_json(later.args).value_or(json{});
        if (is_notice(later)) return get_integer(args, "again") == row.id;
        return later.kind == "print" && !lost.form.empty() && sheet_of(later, args) == lost;
    });
}

}  // namespace motcua::runtime
