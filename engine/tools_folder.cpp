// The tools that work on a data folder (engine/tools.hpp).
#include <cstdlib>
#include <filesystem>
#include <limits>

#include "engine/kinds/registry.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/reading/calendar_proposal.hpp"
#include "engine/replay/replay.hpp"
#include "engine/store/copy_folder.hpp"
#include "engine/tools.hpp"
#include "engine/translate.hpp"
#include "engine/writer/clock_hold.hpp"

namespace motcua::tools {
namespace {

namespace fs = std::filesystem;

constexpr const char* database = "motcua.db";
constexpr const char* training_clock = "training_clock";

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

tl::unexpected<open_error> world(std::string message) {
    return tl::make_unexpected(open_error{false, {std::move(message)}});
}

tl::unexpected<open_error> files(const faults& wrong) {
    open_error out{true, {}};
    for (const auto& f : wrong) out.lines.push_back(to_string(f));
    return tl::make_unexpected(std::move(out));
}

// Opening makes a folder where there is none.
result<std::unique_ptr<store::door>> open_data(const std::string& folder, const store::options& how = {}) {
    if (!holds_data(folder))
        return fail(failure::kind::not_found,
                    folder + " holds no data; name the folder that `motcua serve --data` was given");
    return store::open(folder, how);
}

replayed as_public(const runtime::replayed& r) {
    replayed out;
    if (const auto& at = r.chain.broken)
        out.broken = {at->commit_no, at->seq, static_cast<std::uint64_t>(at->session), at->message};
    out.commits = r.chain.commits;
    out.journal_rows = r.chain.journal_rows;
    out.last_commit = r.chain.last_commit;
    out.last_at = r.chain.last_at;
    out.missing = r.chain.missing;
    out.miscounted = r.chain.miscounted;
    out.equal = r.equal;
    out.not_replayable = r.not_replayable;
    out.steps = r.steps;
    for (const auto& d : r.different)
        out.different.push_back({static_cast<std::uint64_t>(d.session), d.place, d.message});
    return out;
}

result<kept_session> as_kept(const store::session_row& row, store::reader& rows) {
    kept_session out;
    out.id = static_cast<std::uint64_t>(row.id);
    out.kind = row.kind;
    if (row.standing == store::condition::parked) out.parked = row.parked_reason;
    const auto slips = rows.slips(row.id);
    if (!slips) return tl::make_unexpected(slips.error());
    for (const auto& s : *slips)
        out.slips.push_back({s.form, s.seq, s.max_seq, s.series, s.period, s.number, s.number_text});
    const auto record = kinds::registry::standard().decode(row.kind, row.record);
    if (!record) return tl::make_unexpected(record.error());
    if (const auto* l = (*record)->promise_ledger(); l && l->started())
        out.promised = {l->due, l->paused(), l->done ? l->done : l->stopped};
    return out;
}

}  // namespace

bool holds_data(const std::string& folder) {
    std::error_code ignored;
    return fs::exists(fs::path(folder) / database, ignored);
}

result<std::optional<instant>> kept_clock(const std::string& folder) {
    const auto door = open_data(folder);
    const auto stands = door ? (*door)->meta(training_clock) : tl::make_unexpected(door.error());
    if (!stands) return tl::make_unexpected(stands.error());
    return *stands ? parse_instant(**stands) : std::nullopt;
}

tl::expected<json_object, open_error> preview_calendar(const proposed_calendar& what) {
    const auto door = open_data(what.data);
    if (!door) return world(door.error().message);
    const auto adopted = runtime::adopted_calendars(**door, what.data);
    if (!adopted) return world(adopted.error().message);
    const auto rules = procedure::read_rule_sets(what.workflows + "/rules");
    const auto before =
        runtime::read_calendar_version(adopted->empty() ? what.workflows + "/calendars" : *adopted,
                                       what.office, adopted->empty() ? origin::folder : origin::store);
    auto after = runtime::read_calendar_version(what.calendars, what.office);
    faults wrong;
    const auto note = [&](const auto& read) {
        if (!read) wrong.insert(wrong.end(), read.error().begin(), read.error().end());
    };
    note(rules), note(before), note(after);
    if (!wrong.empty()) return files(wrong);
    const runtime::calendar_proposal proposal(*rules, *before->days, std::move(*after));
    auto seen = proposal.preview(**door, what.at, std::numeric_limits<std::size_t>::max());
    if (!seen) return world(seen.error().message);
    return std::move(*seen);
}

result<answer> confirm_clock(const std::string& folder, const actor& by, std::chrono::hours most_ahead,
                             const clock& time) {
    const auto door = open_data(folder);
    if (!door) return tl::make_unexpected(door.error());
    const auto training_mode = (*door)->meta(training_clock);
    const auto known = (*door)->recover();
    if (!training_mode || !known)
        return tl::make_unexpected(training_mode ? known.error() : training_mode.error());
    if (*training_mode && !(*training_mode)->empty())
        return fail(failure::kind::bad_input,
                    "this is a training folder, which has a clock of its own; there is nothing to confirm");
    runtime::clock_limits limits;
    limits.ahead = most_ahead;
    const auto seen = runtime::judged_clock(time, limits, known->committed_at).read();
    if (auto no = runtime::refuse_confirmation(seen, caller_of(by), std::nullopt))
        return as_answer(std::move(*no));
    if (seen.held()) {
        store::batch b;
        b.at = seen.clock;
        b.journal.push_back(runtime::clock_confirmed(seen, by.id));
        if (const auto done = (*door)->commit(b); !done) return fail(failure::kind::io, done.error().message);
    }
    return as_answer(runtime::confirmed(seen));
}

tl::expected<replayed, open_error> replay(const std::string& folder, const std::string& workflows,
                                          const std::string& office) {
    const passing_folder scratch;
    if (scratch.name().empty()) return world("no temporary folder; set TMPDIR to one that can be written");
    const auto door = open_data(folder, {.look_only = true});
    if (!door) return world(door.error().message);
    auto history = runtime::deployment_history::read(**door, scratch.name(), workflows, office);
    if (!history) return files(history.error());
    const auto done = runtime::replay(**door, *history);
    if (!done) return world(done.error().message);
    return as_public(*done);
}

result<void> each_session(const std::string& folder, const std::function<void(const kept_session&)>& look) {
    constexpr std::size_t a_page = 500;
    const auto door = open_data(folder);
    if (!door) return tl::make_unexpected(door.error());
    const auto rows = (*door)->snapshot();
    if (!rows) return tl::make_unexpected(rows.error());
    for (store::session_id after = 0;;) {
        const auto page = (*rows)->sessions(after, a_page);
        if (!page) return tl::make_unexpected(page.error());
        if (page->empty()) return {};
        after = page->back().id;
        for (const auto& row : *page) {
            const auto kept = as_kept(row, **rows);
            if (!kept) return tl::make_unexpected(kept.error());
            look(*kept);
        }
    }
}

result<folder_copy> copy_folder(const std::string& folder, const std::string& to) {
    const auto made = store::copy_folder(folder, to);
    if (!made) return tl::make_unexpected(made.error());
    return folder_copy{made->last_commit, made->last_at, made->sessions, made->files};
}

}  // namespace motcua::tools
