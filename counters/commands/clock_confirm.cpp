#include "counters/commands/clock_confirm.hpp"

#include "counters/app/clock_requests.hpp"
#include "counters/config/office_file.hpp"
#include "engine/json_values.hpp"
#include "engine/tools.hpp"

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

}  // namespace

int clock_confirm(const clock_confirm_options& o, const clock& time, std::ostream& out, std::ostream& err) {
    if (!tools::holds_data(o.data))
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
    const auto tell_answer = [&](const answer& a) {
        return tell(a.what, tree_of(a.body).value_or(json{}), out, err);
    };
    const auto here = tools::confirm_clock(o.data, {who->id, who->unit, who->roles},
                                           std::chrono::hours(24 * office->clock_days_ahead), time);
    if (here) return tell_answer(*here);
    if (const auto& why = here.error(); why.what != failure::kind::busy)
        return failed(err, why.message, why.what == failure::kind::bad_input ? 2 : 4);
    const auto answered = app::request_confirmation(o.data, o.by, time.now(), o.patience);
    if (!answered) return failed(err, answered.error().message, 4);
    if (!*answered)
        return failed(err,
                      "the server that uses the folder did not answer; confirm on its page, or stop it and "
                      "repeat this command",
                      3);
    return tell_answer(**answered);
}

}  // namespace motcua::counters
