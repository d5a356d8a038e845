#include "engine/writer/recent_keys.hpp"

#include <algorithm>

#include "engine/base/log.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t most = 16384;            // some days of a commune; about 1 MB
constexpr store::journal_seq at_start = 4096;  // rows: they are read with all they hold

}  // namespace

void recent_keys::recall(store::door& from, store::journal_seq last) {
    const auto before = std::max(last - at_start, store::make_id(store::office_of(last), 0));
    const auto reading = from.snapshot();
    const auto rows = reading ? (*reading)->journal(before, at_start) : tl::make_unexpected(reading.error());
    if (!rows) return log().warn("keys=unread why=\"{}\"", rows.error().message);
    for (const auto& row : *rows) add(row);
}

void recent_keys::add(const store::journal_row& row) {
    if (row.key.empty()) return;
    const auto hash = store::key_hash({}, row.key);
    if (!rows_.insert_or_assign(hash, row.seq).second) return;
    order_.push_back(hash);
    if (order_.size() <= most) return;
    rows_.erase(order_.front());
    order_.pop_front();
}

result<std::optional<store::journal_row>> recent_keys::find(store::door& from, std::string_view key) const {
    std::optional<store::journal_row> found;
    const auto at = rows_.find(store::key_hash({}, key));
    if (at == rows_.end()) return found;
    const auto reading = from.snapshot();
    auto rows = reading ? (*reading)->journal(at->second - 1, 1) : tl::make_unexpected(reading.error());
    if (!rows) return tl::make_unexpected(rows.error());
    if (!rows->empty() && rows->front().key == key) found = std::move(rows->front());
    return found;
}

}  // namespace motcua::runtime
