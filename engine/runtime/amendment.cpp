#include "engine/runtime/amendment.hpp"

#include <atomic>
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

some judge_page(store::reader& from, store::session_id first, const amendment& a,
                std::vector<unsigned char>& scratch) {
    std::vector<moved_dossier> out;
    const auto rows = from.sessions(first - 1, a_page);
    if (!rows) return tl::make_unexpected(rows.error());
    for (const auto& row : *rows) {
        if (row.id >= first + static_cast<store::session_id>(a_page)) break;
        auto one = judge(row, a, scratch);
        if (!one) return tl::make_unexpected(one.error());
        if (*one) out.push_back(std::move(**one));
    }
    return out;
}

// Sessions are numbered densely: page n holds those from n · a_page + 1 on.
struct pages {
    std::vector<some> judged;
    std::atomic<std::size_t> next = 0;

    void work(store::reader& from, store::session_id first, const amendment& a) {
        std::vector<unsigned char> scratch(1u << 16);
        for (std::size_t n = next++; n < judged.size(); n = next++)
            judged[n] = judge_page(from, first + static_cast<store::session_id>(n * a_page), a, scratch);
    }
};

}  // namespace

result<std::vector<moved_dossier>> moved_dossiers(store::door& from, const amendment& a) {
    auto known = from.recover();
    if (!known) return tl::make_unexpected(known.error());
    const auto first = store::make_id(store::office_of(known->next_session), 1);
    pages all;
    all.judged.resize(static_cast<std::size_t>(known->next_session - first) / a_page + 1);
    std::vector<std::unique_ptr<store::reader>> readers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
        auto one = from.snapshot();
        if (!one) return tl::make_unexpected(one.error());
        readers.push_back(std::move(*one));
    }
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < readers.size(); ++i)
        threads.emplace_back([&all, &a, first, r = readers[i].get()] { all.work(*r, first, a); });
    all.work(*readers.front(), first, a);
    threads.clear();
    std::vector<moved_dossier> out;
    for (auto& page : all.judged) {
        if (!page) return tl::make_unexpected(page.error());
        std::move(page->begin(), page->end(), std::back_inserter(out));
    }
    return out;
}

}  // namespace motcua::runtime
