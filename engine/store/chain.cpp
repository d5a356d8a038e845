#include "engine/store/chain.hpp"

#include "engine/base/hash.hpp"

namespace motcua::store {

namespace {

void append_number(std::string& bytes, std::int64_t value) {
    const auto v = static_cast<std::uint64_t>(value);
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(v >> shift);
}

// With its length in front, so that no two rows have the same bytes.
void append_text(std::string& bytes, std::string_view text) {
    append_number(bytes, static_cast<std::int64_t>(text.size()));
    bytes += text;
}

std::int64_t count(instant at) {
    return at.time_since_epoch().count();
}

}  // namespace

std::string chain_start(office_id office) {
    return sha256("motcua journal 1 office " + std::to_string(office));
}

void append_link(std::string& bytes, const journal_row& row) {
    append_number(bytes, row.seq);
    append_number(bytes, row.session);
    append_number(bytes, row.version);
    append_number(bytes, row.previous);
    append_number(bytes, static_cast<std::int64_t>(row.why));
    append_number(bytes, count(row.at));
    append_text(bytes, row.actor);
    append_text(bytes, row.key);
    append_text(bytes, row.event);
    append_text(bytes, row.digest);
}

std::string chain_next(std::string_view head, std::int64_t commit_no, instant at, std::string_view links) {
    std::string bytes;
    bytes.reserve(links.size() + 16);
    append_number(bytes, commit_no);
    append_number(bytes, count(at));
    bytes += links;
    return chain(head, bytes);
}

}  // namespace motcua::store
