#include "counters/commands/calendar_adopt.hpp"

#include <boost/asio/use_future.hpp>
#include <filesystem>

#include "counters/app/kept_slip.hpp"
#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/engine.hpp"
#include "engine/json_values.hpp"
#include "engine/tools.hpp"

namespace motcua::counters {
namespace {

int refuse(const answer& a, std::ostream& err) {
    const auto& said = tree_of(a.body);
    err << "motcua: " << (said ? get_string(*said, "message") : a.body.text());
    if (said && !get_string(*said, "next").empty()) err << ". " << get_string(*said, "next");
    err << '\n';
    if (a.what == answer::kind::failed) return 4;
    return said && get_string(*said, "code") == "bad_calendar" ? 2 : 1;
}

void show(const json& adoption, bool as_json, std::ostream& out) {
    if (as_json) {
        out << to_text(adoption) << '\n';
        return;
    }
    out << "Đã áp dụng lịch " << get_string(adoption, "calendar").substr(0, 12) << ", xác nhận bởi "
        << get_string(adoption, "by") << " lúc " << get_string(adoption, "at") << ".\n"
        << get_integer(adoption, "moved") << " ngày hẹn đã chuyển (giấy hẹn mới chờ in, người nộp được báo); "
        << get_integer(adoption, "replanned") << " hồ sơ khác được đặt lại giờ nhắc.\n";
    if (const auto n = get_integer(adoption, "set_aside"); n > 0)
        out << n
            << " hồ sơ bị giữ lại vì lịch này không cho ra ngày hẹn: xem danh sách \"Bị giữ lại (sự cố)\", "
               "sửa tệp lịch rồi áp dụng lại.\n";
}

int adopt(const calendar_adopt_options& o, const clock* time, std::ostream& out, std::ostream& err) {
    if (const auto read = tools::check_calendars(o.what.calendar, o.what.office); !read) {
        for (const auto& f : read.error()) err << to_string(f) << '\n';
        return 2;
    }
    auto forms = templates::library::load(o.templates);
    if (!forms) {
        for (const auto& f : forms.error()) err << to_string(f) << '\n';
        return 2;
    }
    const app::paper sheets(std::move(*forms), false);
    options with;
    with.forms = app::forms_for_engine(sheets);
    with.data = o.what.data;
    with.workflows = o.what.workflows;
    with.office = o.what.office;
    with.time = time;
    open_error error;
    const auto office = engine::open(std::move(with), error);
    for (const auto& line : error.lines) err << line << '\n';
    if (!office) return error.bad_input ? 2 : 4;
    // What an earlier run began comes first.
    office->async_quiet(boost::asio::use_future).get();
    const auto a = office
                       ->async_adopt_calendar(o.what.calendar, {o.confirmed, o.in_force},
                                              {o.by, "", {"supervisor"}}, boost::asio::use_future)
                       .get();
    if (a.what != answer::kind::done) return refuse(a, err);
    office->async_quiet(boost::asio::use_future).get();
    const auto state = parse_json(office->calendar());
    const json* adoption = state ? find(*state, "adoption") : nullptr;
    if (!adoption || !get_bool(*adoption, "finished"))
        return err << "motcua: not finished; repeat the command to go on\n", 4;
    show(*adoption, o.what.json, out);
    return 0;
}

}  // namespace

int calendar_adopt(const calendar_adopt_options& o, std::ostream& out, std::ostream& err) {
    if (o.yes && o.by.empty())
        return err << "calendar: --by: expected the name of the person who confirms\n", 2;
    if (!o.yes) {
        const int status = calendar_preview(o.what, out, err);
        if (status > 1) return status;
        err << "Chưa thay đổi gì. Xác nhận đúng những gì đã xem bằng --yes --by TÊN --confirmed LỊCH-MỚI "
               "--in-force LỊCH-ĐANG-ÁP-DỤNG.\n";
        return 1;
    }
    const auto at = moment_of(o.what);
    if (!at) return err << to_string(at.error()) << '\n', 2;
    // A mistyped date would let everything up to it happen.
    auto unhurried = o.what;
    unhurried.at.clear();
    if (const auto stands = moment_of(unhurried); !o.what.at.empty() && stands && !*stands)
        return err << "calendar: --at: only a training folder has a clock of its own; leave it out\n", 2;
    const virtual_clock still(at->value_or(instant{}));
    return adopt(o, *at ? &still : nullptr, out, err);
}

}  // namespace motcua::counters
