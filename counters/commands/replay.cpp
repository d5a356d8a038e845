#include "counters/commands/replay.hpp"

#include <cstdlib>
#include <filesystem>

#include "engine/replay/replay.hpp"

namespace motcua::counters {
namespace {

namespace fs = std::filesystem;

// Where kept workflows are unfolded; gone afterwards.
class passing_folder {
public:
    passing_folder() {
        std::error_code error;
        auto name = (fs::temp_directory_path(error) / "motcua-replay-XXXXXX").string();
        if (mkdtemp(name.data())) name_ = name;
    }
    ~passing_folder() {
        std::error_code ignored;
        if (!name_.empty()) fs::remove_all(name_, ignored);
    }
    passing_folder(const passing_folder&) = delete;
    passing_folder& operator=(const passing_folder&) = delete;
    const std::string& name() const { return name_; }

private:
    std::string name_;
};

int failed(std::ostream& err, const std::string& why) {
    err << "motcua: " << why << '\n';
    return 4;
}

int show(const runtime::replayed& r, std::ostream& out) {
    if (r.chain.broken) {
        const auto& at = *r.chain.broken;
        out << "chain: broken at commit " << at.commit_no << ", journal row " << at.seq << ", session "
            << at.session << ": " << at.message << '\n';
    } else {
        out << "chain: whole, " << r.chain.commits << " commits, " << r.chain.journal_rows
            << " journal rows\n";
    }
    out << "last commit: " << r.chain.last_commit;
    if (r.chain.last_at) out << " of " << to_iso(*r.chain.last_at);
    out << '\n';
    if (!r.chain.missing.empty()) out << "missing: " << r.chain.missing << '\n';
    for (const auto& d : r.different)
        out << "session " << d.session << ": " << d.place << ": " << d.message << '\n';
    out << "sessions: " << r.equal << " equal, " << r.different.size() << " different, " << r.not_replayable
        << " not replayable; " << r.steps << " steps\n";
    return r.same() ? 0 : 1;
}

}  // namespace

int replay_command(const replay_options& o, std::ostream& out, std::ostream& err) {
    std::error_code error;
    if (!fs::exists(fs::path(o.data) / "motcua.db", error))
        return failed(err, o.data + " holds no data; name the folder that `motcua serve --data` was given");
    const passing_folder scratch;
    if (scratch.name().empty())
        return failed(err, "no temporary folder; set TMPDIR to one that can be written");
    const auto door = store::open(o.data, {.look_only = true});
    if (!door) return failed(err, door.error().message);
    auto deployment_history =
        runtime::deployment_history::read(**door, scratch.name(), o.workflows, o.office);
    if (!deployment_history) {
        for (const auto& f : deployment_history.error()) err << to_string(f) << '\n';
        return 4;
    }
    const auto done = runtime::replay(**door, *deployment_history);
    return done ? show(*done, out) : failed(err, done.error().message);
}

}  // namespace motcua::counters
