#include "counters/commands/clock_confirm.hpp"

#include <filesystem>

#include "counters/app/clock_requests.hpp"
#include "counters/config/office_file.hpp"
#include "engine/store/door.hpp"
#include "engine/writer/clock_hold.hpp"

namespace motcua::counters {
namespace {

int failed(std::ostream& err, const std::string& why, int status) {
    err << "motcua: " << why << '\n';
    return status;
}

int tell(answer::kind what, const json& body, std::ostream& out, std::ostream& err) {
    if (what != answer::kind::done) {
        err << "motcua: " << get_string(body, "message") << ". " << get_string(body, "next") << '\n';
        return what == answer::kind::rejected ? 1 : 4;
    }
    out << "Đồng hồ được tin dùng từ " << get_string(body.at("clock"), "clock") << ".\n";
    return 0;
}

// Nobody serves the folder: the row that the server would have written.
int confirm_here(store::door& door, const office_file& office, const runtime::caller& by, const clock& time,
                 std::ostream& out, std::ostream& err) {
    const auto training_mode = door.meta("training_clock");
    const auto known = door.recover();
    if (!training_mode || !known)
        return failed(err, (training_mode ? known.error() : training_mode.error()).message, 4);
    if (*training_mode && !(*training_mode)->empty())
        return failed(
            err, "this is a training folder, which has a clock of its own; there is nothing to confirm", 2);
    runtime::clock_limits limits;
    limits.ahead = std::chrono::hours(24 * office.clock_days_ahead);
    const auto seen = runtime::judged_clock(time, limits, known->committed_at).read();
    if (const auto no = runtime::refuse_confirmation(seen, by, std::nullopt))
        return tell(answer::kind::rejected, no->body, out, err);
    if (seen.held()) {
        store::batch b;
        b.at = seen.clock;
        b.journal.push_back(runtime::clock_confirmed(seen, by.id));
        if (const auto done = door.commit(b); !done) return failed(err, done.error().message, 4);
    }
    return tell(answer::kind::done, runtime::confirmed(seen).body, out, err);
}

}  // namespace

int clock_confirm(const clock_confirm_options& o, const clock& time, std::ostream& out, std::ostream& err) {
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::path(o.data) / "motcua.db", ignored))
        return failed(err, o.data + " holds no data; name the folder that `motcua serve --data` was given",
                      2);
    const auto office = read_office_file(o.office);
    if (!office) {
        for (const auto& f : office.error()) err << to_string(f) << '\n';
        return 2;
    }
    const auto* who = office->find_staff(o.by);
    if (!who)
        return failed(
            err, "--by \"" + o.by + "\": nobody in " + o.office + " has this id; expected that of a head", 2);
    const auto door = store::open(o.data);
    if (door) return confirm_here(**door, *office, {who->id, who->unit, who->roles}, time, out, err);
    if (door.error().what != failure::kind::busy) return failed(err, door.error().message, 4);
    const auto answered = app::request_confirmation(o.data, o.by, time.now(), o.patience);
    if (!answered) return failed(err, answered.error().message, 4);
    if (!*answered)
        return failed(err,
                      "the server that uses the folder did not answer; confirm on its page, or stop it and "
                      "repeat this command",
                      3);
    return tell((*answered)->what, parse_json((*answered)->body).value_or(json{}), out, err);
}

}  // namespace motcua::counters
