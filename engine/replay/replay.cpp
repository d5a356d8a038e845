#include "engine/replay/replay.hpp"

#include <limits>

#include "engine/base/hash.hpp"
#include "engine/replay/session_replay.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t a_page = 1000;

faults as_faults(const failure& f) {
    return {{"the data folder", {}, f.message}};
}

struct deployed_row {
    store::journal_seq seq = 0;
    std::string deployment;  // hash
    bool calendar = false;   // an adopted one came into force
};

// Of the office's journal.
result<std::vector<deployed_row>> deployed_rows(store::reader& from) {
    std::vector<deployed_row> out;
    for (store::journal_seq after = 0;;) {
        const auto rows = from.journal(after, a_page);
        if (!rows) return tl::make_unexpected(rows.error());
        if (rows->empty()) return out;
        after = rows->back().seq;
        for (const auto& row : *rows) {
            if (row.session != 0 || row.event != "deployed") continue;
            const auto payload = parse_json(row.payload).value_or(json());
            out.push_back(
                {row.seq, get_string(payload, "deployment"), !get_string(payload, "calendar").empty()});
        }
    }
}

}  // namespace

read_result<void> deployment_history::add(store::reader& from, store::journal_seq seq,
                                          read_result<deployment_builder> what) {
    if (!what) return tl::make_unexpected(what.error());
    if (auto ok = what->recall_kept(from); !ok) return tl::make_unexpected(as_faults(ok.error()));
    spans_.push_back({seq, std::make_unique<const deployment>(std::move(*what).build())});
    return {};
}

read_result<deployment_history> deployment_history::read(store::door& door, const std::string& folder,
                                                         const std::string& workflows,
                                                         const std::string& office,
                                                         const kinds::registry& known) {
    deployment_history out;
    auto from = door.snapshot();
    if (!from) return tl::make_unexpected(as_faults(from.error()));
    const auto rows = deployed_rows(**from);
    if (!rows) return tl::make_unexpected(as_faults(rows.error()));
    const bool named = !workflows.empty();
    if (named)
        if (auto ok =
                out.add(**from, 0, deployment_builder::read(workflows, office, {}, read_for::replay, known));
            !ok)
            return tl::make_unexpected(ok.error());
    for (const auto& row : *rows) {
        if (named && !row.calendar) continue;
        const auto where = folder + "/" + std::to_string(row.seq);
        const auto of = unfold(**from, row.deployment, where, named ? "calendars" : "");
        if (!of) return tl::make_unexpected(as_faults(of.error()));
        auto what =
            named ? deployment_builder::read(workflows, office, where + "/calendars", read_for::replay, known)
                  : deployment_builder::read(where, *of, {}, read_for::replay, known);
        if (auto ok = out.add(**from, row.seq, std::move(what)); !ok) return tl::make_unexpected(ok.error());
    }
    return out;
}

const deployment* deployment_history::at(store::journal_seq seq) {
    const deployment* found = nullptr;
    for (const auto& s : spans_)
        if (s.from <= seq) found = s.what.get();
    return found;
}

bool deployment_history::is_kept(store::reader& from, const std::string& hash) {
    const auto [at, fresh] = kept_.try_emplace(hash, false);
    if (!fresh) return at->second;
    const auto row = from.content(hash);
    return at->second = row && *row && sha256((*row)->bytes) == hash;
}

result<replayed> replay(store::door& door, deployment_history& history) {
    replayed out;
    auto chain = door.verify();
    if (!chain) return tl::make_unexpected(chain.error());
    out.chain = std::move(*chain);
    auto from = door.snapshot();
    if (!from) return tl::make_unexpected(from.error());
    for (store::session_id after = 0;;) {
        const auto sessions = (*from)->sessions(after, a_page);
        if (!sessions) return tl::make_unexpected(sessions.error());
        if (sessions->empty()) return out;
        after = sessions->back().id;
        for (const auto& row : *sessions) {
            const auto life = (*from)->timeline(row.id, std::numeric_limits<std::int64_t>::max());
            const auto paper = (*from)->slips(row.id);
            if (!life) return tl::make_unexpected(life.error());
            if (!paper) return tl::make_unexpected(paper.error());
            session_replay again(row.kind, history, **from, *paper);
            const auto what = again.run(*life);
            out.steps += again.steps();
            if (what == session_replay::ending::erased)
                ++out.not_replayable;
            else if (what == session_replay::ending::differs || !again.equals(row))
                out.different.push_back({row.id, again.place(), again.message()});
            else
                ++out.equal;
        }
    }
}

}  // namespace motcua::runtime
