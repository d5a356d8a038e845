#include "engine/lab/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "engine/kinds/registry.hpp"
#include "engine/store/door.hpp"

namespace motcua::lab {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::string_view apology = "apology";

// The apologies of one dossier, and how many its rule set allows.
struct issued {
    std::vector<int> seqs;
    int most = 0;

    void add(const store::slip_row& s) {
        seqs.push_back(s.seq);
        most = std::max(most, s.max_seq);
    }
};

class auditor {
public:
    auditor(const paper_trail& paper, instant now) : paper_(paper), now_(now) {}

    result<void> read(store::reader& rows) {
        for (store::session_id after = 0;;) {
            const auto page = rows.sessions(after, 500);
            if (!page) return tl::make_unexpected(page.error());
            if (page->empty()) return {};
            after = page->back().id;
            for (const auto& row : *page)
                if (auto ok = look_at(row, rows); !ok) return ok;
        }
    }

    audit finish() {
        for (const auto& [key, out] : paper_)
            if (out.unmarked > 1)
                twice(std::get<0>(key), std::get<1>(key) + " came out unmarked more than once");
        for (const auto& [series, numbers] : numbers_)
            for (std::int64_t n = 1; n <= *numbers.rbegin(); ++n)
                if (!numbers.contains(n)) {
                    ++out_.number_gaps;
                    note(0, fmt::format("number {} of {} {} is missing", n, series.first, series.second));
                }
        return std::move(out_);
    }

private:
    void note(store::session_id id, std::string_view what) {
        if (out_.findings.size() < most_findings)
            out_.findings.push_back(fmt::format("session {}: {}", id, what));
    }
    void twice(std::uint64_t id, std::string_view what) {
        ++out_.doubled;
        note(static_cast<store::session_id>(id), what);
    }

    result<void> look_at(const store::session_row& row, store::reader& rows) {
        if (row.standing == store::condition::parked) {
            ++out_.parked;
            note(row.id, "parked: " + row.parked_reason);
        }
        const auto slips = rows.slips(row.id);
        if (!slips) return tl::make_unexpected(slips.error());
        issued apologies;
        for (const auto& s : *slips) {
            if (s.form == apology) apologies.add(s);
            if (s.series.empty()) continue;
            if (!numbers_[{s.series, s.period}].insert(s.number).second)
                twice(static_cast<std::uint64_t>(row.id), "number given twice: " + s.number_text);
        }
        if (row.kind != "dossier") return {};
        const auto what = kinds::registry::standard().decode(row.kind, row.record);
        if (!what) return tl::make_unexpected(what.error());
        ++out_.dossiers;
        judge(row.id, *(*what)->promise_ledger(), apologies);
        return {};
    }

    void judge(store::session_id id, const promise::ledger& l, const issued& apologies) {
        out_.apologies += apologies.seqs.size();
        if (!l.started()) return;
        const auto ended = l.done ? l.done : l.stopped;
        const bool late = !l.paused() && ended.value_or(now_) > l.due;
        out_.late += late;
        if (!late && !apologies.seqs.empty()) ++out_.premature;
        const auto most = static_cast<std::size_t>(std::max(apologies.most, 1));
        if (apologies.seqs.size() > most)
            twice(static_cast<std::uint64_t>(id),
                  most == 1 ? "more than one apology" : fmt::format("more than {} apologies", most));
        const bool all_on_paper = std::all_of(apologies.seqs.begin(), apologies.seqs.end(),
                                              [&](int seq) { return on_paper(id, seq); });
        if (late && (apologies.seqs.empty() || !all_on_paper)) {
            ++out_.missed;
            note(id,
                 apologies.seqs.empty() ? "late without an apology" : "its apology never came out on paper");
        }
    }

    bool on_paper(store::session_id id, int seq) const {
        const auto at = paper_.find({static_cast<std::uint64_t>(id), std::string(apology), seq});
        return at != paper_.end() && at->second.unmarked + at->second.marked > 0;
    }

    const paper_trail& paper_;
    instant now_;
    audit out_;
    std::map<std::pair<std::string, std::string>, std::set<std::int64_t>> numbers_;
};

}  // namespace

result<audit> audit_office(const std::string& data, const paper_trail& paper, instant now) {
    auto door = store::open(data);
    if (!door) return tl::make_unexpected(door.error());
    auto rows = (*door)->snapshot();
    if (!rows) return tl::make_unexpected(rows.error());
    auditor a(paper, now);
    if (auto ok = a.read(**rows); !ok) return tl::make_unexpected(ok.error());
    return a.finish();
}

}  // namespace motcua::lab
