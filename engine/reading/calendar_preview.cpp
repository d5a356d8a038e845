#include "engine/reading/calendar_preview.hpp"

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

struct judgement {
    std::optional<promise::moved_date> moves, stays;
};

// `open`: its date may still move.
result<judgement> judge_record(const std::string& text, const proposed_move& a, bool open,
                               std::vector<unsigned char>& scratch) {
    // Checked when it was written: it is only parsed here, into memory that is reused.
    boost::json::monotonic_resource memory(scratch.data(), scratch.size());
    const auto record = parse_own_json(text, memory);
    const json* kept = record ? find(*record, "promise") : nullptr;
    const auto* rules = kept ? a.rules.by_id(get_string(*record, "rule_set")) : nullptr;
    if (!rules) return fail(failure::kind::corrupt, "its record or its rule set cannot be read");
    const auto ledger = from_described<promise::ledger>(*kept, "a promise");
    if (!ledger) return tl::make_unexpected(ledger.error());
    judgement j;
    if (open) {
        auto moves = promise::reproject(*ledger, *rules, a.change, a.after, a.at);
        if (!moves) return tl::make_unexpected(moves.error());
        j.moves = std::move(*moves);
    }
    if (j.moves) return j;
    auto stays = promise::hindsight(*ledger, *rules, a.change, a.after);
    if (stays)
        j.stays = std::move(*stays);
    else if (open)
        return tl::make_unexpected(stays.error());
    return j;
}

void judge(const store::session_row& row, const proposed_move& a, std::vector<unsigned char>& scratch,
           calendar_preview& out) {
    const auto& l = row.listed;
    if (!l.due_at) return;  // no promise
    const instant last = std::max(*l.due_at, l.reappointed_at.value_or(*l.due_at));
    const bool open = row.standing != store::condition::final && !l.done_at && a.at <= last;
    if (!open && !a.change.touches(day_of(l.received_at.value_or(*l.due_at)), day_of(last))) return;
    auto judged = judge_record(row.record, a, open, scratch);
    if (!judged) {
        // Nothing becomes of a closed one that cannot be read.
        if (open) out.unjudged.push_back({row.id, l.code, judged.error().message});
    } else if (judged->moves) {
        if (judged->moves->printed()) out.moved.push_back({row.id, l.code, std::move(*judged->moves)});
    } else if (judged->stays) {
        out.settled.push_back({row.id, l.code, std::move(*judged->stays)});
    }
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

// Sessions are numbered densely: page n holds those from n · a_page + 1 on. The first page without any ends
// it.
class pages {
public:
    pages(const proposed_move& a, store::session_id first) : amendment_(a), first_(first) {}

    void work(store::reader& from) {
        std::vector<unsigned char> scratch(1u << 16);
        for (std::size_t n = next_++; n < last_; n = next_++) {
            calendar_preview here;
            if (const auto ok = judge_page(from, n, here, scratch); !ok) return stop(ok.error());
            const std::lock_guard lock(mutex_);
            judged_.emplace(n, std::move(here));
        }
    }
    result<calendar_preview> all() {
        if (wrong_) return tl::make_unexpected(*wrong_);
        calendar_preview out;
        for (auto& [n, here] : judged_) {
            append(out.moved, here.moved);
            append(out.settled, here.settled);
            append(out.unjudged, here.unjudged);
        }
        return out;
    }

private:
    result<void> judge_page(store::reader& from, std::size_t n, calendar_preview& out,
                            std::vector<unsigned char>& scratch) {
        const auto first = first_ + static_cast<store::session_id>(n * a_page);
        const auto rows = from.sessions(first - 1, a_page);
        if (!rows) return tl::make_unexpected(rows.error());
        if (rows->empty()) last_ = 0;
        for (const auto& row : *rows) {
            if (row.id >= first + static_cast<store::session_id>(a_page)) break;
            judge(row, amendment_, scratch, out);
        }
        return {};
    }
    void stop(const failure& why) {
        const std::lock_guard lock(mutex_);
        wrong_ = why;
        last_ = 0;
    }

    const proposed_move& amendment_;
    const store::session_id first_;
    std::atomic<std::size_t> next_ = 0, last_ = std::numeric_limits<std::size_t>::max();
    std::mutex mutex_;
    std::map<std::size_t, calendar_preview> judged_;
    std::optional<failure> wrong_;
};

}  // namespace

result<calendar_preview> preview_calendar_move(store::door& from, const proposed_move& a) {
    std::vector<std::unique_ptr<store::reader>> readers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
        auto one = from.snapshot();
        if (!one) return tl::make_unexpected(one.error());
        readers.push_back(std::move(*one));
    }
    const auto start = readers.front()->sessions(0, 1);
    if (!start) return tl::make_unexpected(start.error());
    if (start->empty()) return calendar_preview{};
    pages all(a, store::make_id(store::office_of(start->front().id), 1));
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < readers.size(); ++i)
        threads.emplace_back([&all, r = readers[i].get()] { all.work(*r); });
    all.work(*readers.front());
    threads.clear();
    return all.all();
}

}  // namespace motcua::runtime
