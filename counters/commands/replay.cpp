#include "counters/commands/replay.hpp"

#include "engine/tools.hpp"

namespace motcua::counters {
namespace {

int failed(std::ostream& err, const std::string& why) {
    err << "motcua: " << why << '\n';
    return 4;
}

int show(const tools::replayed& r, std::ostream& out) {
    if (r.broken)
        out << "chain: broken at commit " << r.broken->commit << ", journal row " << r.broken->journal_row
            << ", session " << r.broken->session << ": " << r.broken->message << '\n';
    else
        out << "chain: whole, " << r.commits << " commits, " << r.journal_rows << " journal rows\n";
    out << "last commit: " << r.last_commit;
    if (r.last_at) out << " of " << to_iso(*r.last_at);
    out << '\n';
    if (!r.missing.empty()) out << "missing: " << r.missing << '\n';
    if (!r.miscounted.empty()) out << "lists: " << r.miscounted << '\n';
    for (const auto& d : r.different)
        out << "session " << d.session << ": " << d.place << ": " << d.message << '\n';
    out << "sessions: " << r.equal << " equal, " << r.different.size() << " different, " << r.not_replayable
        << " not replayable; " << r.steps << " steps\n";
    return r.same() ? 0 : 1;
}

}  // namespace

int replay_command(const replay_options& o, std::ostream& out, std::ostream& err) {
    if (!tools::holds_data(o.data))
        return failed(err, o.data + " holds no data; name the folder that `motcua serve --data` was given");
    const auto done = tools::replay(o.data, o.workflows, o.office);
    if (done) return show(*done, out);
    if (!done.error().bad_input) return failed(err, done.error().lines.front());
    for (const auto& line : done.error().lines) err << line << '\n';
    return 4;
}

}  // namespace motcua::counters
