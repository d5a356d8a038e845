#include "engine/lab/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "engine/tools.hpp"

namespace motcua::lab {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::string_view apology = "apology";

// The apologies of one dossier, and how many its rule set allows.
struct issued {
    std::vector<int> seqs;
    int most = 0;

    void add(const tools::kept_session::slip& s) {
        seqs.push_back(s.seq);
        most = std::max(most, s.most);
    }
};

class auditor {
public:
    auditor(const paper_trail& paper, instant now) : paper_(paper), now_(now) {}

    void look_at(const tools::kept_session& s) {
        if (s.parked) {
            ++out_.parked;
            note(s.id, "parked: " + *s.parked);
        }
        issued apologies;
        for (const auto& slip : s.slips) {
            if (slip.form == apology) apologies.add(slip);
            if (slip.series.empty()) continue;
            if (!numbers_[{slip.series, slip.period}].insert(slip.number).second)
                twice(s.id, "number given twice: " + slip.number_text);
        }
        if (s.kind != "dossier") return;
        ++out_.dossiers;
        out_.apologies += apologies.seqs.size();
        if (s.promised) judge(s.id, *s.promised, apologies);
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
    void note(std::uint64_t id, std::string_view what) {
        if (out_.findings.size() < most_findings)
            out_.findings.push_back(fmt::format("session {}: {}", id, what));
    }
    void twice(std::uint64_t id, std::string_view what) {
        ++out_.doubled;
        note(id, what);
    }

    void judge(std::uint64_t id, const tools::kept_session::promise& p, const issued& apologies) {
        const bool late = !p.paused && p.ended.value_or(now_) > p.due;
        out_.late += late;
        if (!late && !apologies.seqs.empty()) ++out_.premature;
        const auto most = static_cast<std::size_t>(std::max(apologies.most, 1));
        if (apologies.seqs.size() > most)
            twice(id, most == 1 ? "more than one apology" : fmt::format("more than {} apologies", most));
        const bool all_on_paper = std::all_of(apologies.seqs.begin(), apologies.seqs.end(),
                                              [&](int seq) { return on_paper(id, seq); });
        if (late && (apologies.seqs.empty() || !all_on_paper)) {
            ++out_.missed;
            note(id,
                 apologies.seqs.empty() ? "late without an apology" : "its apology never came out on paper");
        }
    }

    bool on_paper(std::uint64_t id, int seq) const {
        const auto at = paper_.find({id, std::string(apology), seq});
        return at != paper_.end() && at->second.unmarked + at->second.marked > 0;
    }

    const paper_trail& paper_;
    instant now_;
    audit out_;
    std::map<std::pair<std::string, std::string>, std::set<std::int64_t>> numbers_;
};

}  // namespace

result<audit> audit_office(const std::string& data, const paper_trail& paper, instant now) {
    auditor a(paper, now);
    if (auto ok = tools::each_session(data, [&](const tools::kept_session& s) { a.look_at(s); }); !ok)
        return tl::make_unexpected(ok.error());
    return a.finish();
}

}  // namespace motcua::lab
