#include "engine/runtime/amendment.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <mutex>
#include <thread>

#include "engine/base/described.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t a_page = 500;

using some = result<std::vector<moved_dossier>>;

// The record was checked when it was written: it is only parsed here, into memory that is reused.
result<std::optional<moved_dossier>> judge(const store::session_row& row, const amendment& a,
                                           std::vector<unsigned char>& scratch) {
    if (row.kind != "dossier" || row.standing == store::condition::final) return std::nullopt;
    const auto& l = row.listed;
    if (!l.due_at || l.done_at || a.at > std::max(*l.due_at, l.reappointed_at.value_or(*l.due_at)))
        return std::nullopt;
    boost::json::monotonic_resource memory(scratch.data(), scratch.size());
    const auto record = parse_own_json(row.record, memory);
    const json* kept = record ? find(*record, "promise") : nullptr;
    const auto* rules = kept ? a.rules.by_id(get_string(*record, "rule_set")) : nullptr;
    if (!rules) return std::nullopt;  // unreadable, and parked at its next wake-up
    const auto ledger = from_described<promise::ledger>(*kept, "a promise");
    if (!ledger) return tl::make_unexpected(ledger.error());
    auto moved = promise::reproject(*ledger, *rules, a.change, a.after, a.at);
    if (!moved) return tl::make_unexpected(moved.error());
    if (!*moved) return std::nullopt;
    return moved_dossier{row.id, l.code, std::move(**moved)};
}

// Sessions are numbered densely: page n holds those from n · a_page + 1 on. The first page without any ends
// it.
class pages {
public:
    pages(const amendment& a, store::session_id first) : amendment_(a), first_(first) {}

    void work(store::reader& from) {
        std::vector<unsigned char> scratch(1u << 16);
        for (std::size_t n = next_++; n < last_; n = next_++) {
            std::vector<moved_dossier> moved;
            if (const auto ok = judge_page(from, n, moved, scratch); !ok) return stop(ok.error());
            const std::lock_guard lock(mutex_);
            judged_.emplace(n, std::move(moved));
        }
    }
    some all() {
        if (wrong_) return tl::make_unexpected(*wrong_);
        std::vector<moved_dossier> out;
        for (auto& [n, moved] : judged_) std::move(moved.begin(), moved.end(), std::back_inserter(out));
        return out;
    }

private:
    result<void> judge_page(store::reader& from, std::size_t n, std::vector<moved_dossier>& out,
                            std::vector<unsigned char>& scratch) {
        const auto first = first_ + static_cast<store::session_id>(n * a_page);
        const auto rows = from.sessions(first - 1, a_page);
        if (!rows) return tl::make_unexpected(rows.error());
        if (rows->empty()) last_ = 0;
        for (const auto& row : *rows) {
            if (row.id >= first + static_cast<store::session_id>(a_page)) break;
            auto one = judge(row, amendment_, scratch);
            if (!one) return tl::make_unexpected(one.error());
            if (*one) out.push_back(std::move(**one));
        }
        return {};
    }
    void stop(const failure& why) {
        const std::lock_guard lock(mutex_);
        wrong_ = why;
        last_ = 0;
    }

    const amendment& amendment_;
    const store::session_id first_;
    std::atomic<std::size_t> next_ = 0, last_ = std::numeric_limits<std::size_t>::max();
    std::mutex mutex_;
    std::map<std::size_t, std::vector<moved_dossier>> judged_;
    std::optional<failure> wrong_;
};

}  // namespace

result<std::vector<moved_dossier>> moved_dossiers(store::door& from, const amendment& a) {
    std::vector<std::unique_ptr<store::reader>> readers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
        auto one = from.snapshot();
        if (!one) return tl::make_unexpected(one.error());
        readers.push_back(std::move(*one));
    }
    const auto start = readers.front()->sessions(0, 1);
    if (!start) return tl::make_unexpected(start.error());
    if (start->empty()) return std::vector<moved_dossier>{};
    pages all(a, store::make_id(store::office_of(start->front().id), 1));
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < readers.size(); ++i)
        threads.emplace_back([&all, r = readers[i].get()] { all.work(*r); });
    all.work(*readers.front());
    threads.clear();
    return all.all();
}

}  // namespace motcua::runtime
