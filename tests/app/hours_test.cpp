// Paper and hours: what is owed while a rule holds it waits, says so, and comes out once when the office
// opens; and the server in real service, on the clock on the wall.
#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <filesystem>

#include "counters/app/kept_slip.hpp"
#include "counters/app/print_agent.hpp"
#include "engine/base/text.hpp"
#include "tests/app/office.hpp"
#include "tests/printers/child_process.hpp"
#include "tests/printers/fake_escpos_printer.hpp"

namespace motcua::app::testing {
namespace {

namespace fs = std::filesystem;

TEST(hours, a_slip_owed_while_the_office_is_closed_comes_out_at_opening) {
    printers::fake_escpos_printer roll;
    folder spool;
    office o(roll.uri(), "spool:" + spool.path(), R"({"printers": [],
        "rules": [{"form": "apology", "hours": "15:00-07:30", "hold": true}]})");
    const auto dossier = o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(roll.waits_for_sheets(1));
    o.advance(8, 10);  // Tuesday 18:00, two hours after the apology was issued
    ASSERT_TRUE(o.waits_for_job("queued", "chờ đến giờ làm việc"));
    EXPECT_EQ(o.slips(dossier, "apology").size(), 1U) << "issued, though not yet on paper";
    o.cut_power();
    ASSERT_TRUE(o.waits_for_job("queued", "chờ đến giờ làm việc"));
    EXPECT_EQ(roll.sheets().size(), 1U);
    o.advance(0, 14);  // Wednesday 08:00
    ASSERT_TRUE(roll.waits_for_sheets(2));
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(roll.sheets().size(), 2U);
}

TEST(hours, real_service_prints_without_the_training_mark_and_goes_on_after_a_restart) {
    folder spool;
    const auto printed = [&] {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(spool.path()), {}));
    };
    office o(in_service, "spool:" + spool.path(), "spool:" + spool.path());
    o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o.waits_for_no_jobs());
    ASSERT_EQ(printed(), 1U);
    const auto pdf = read_file(fs::directory_iterator(spool.path())->path().string()).value();
    const auto text = text_of(pdf, o.files());
    EXPECT_NE(text.find("Nguyễn Thế Phượng"), std::string::npos);
    EXPECT_EQ(text.find("HUẤN LUYỆN"), std::string::npos);
    EXPECT_EQ(o.get_status("/training/state"), 404);
    EXPECT_EQ(o.close(), 0);
    o.open_again();
    o.receive("Lương Đăng Khoa");
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(printed(), 2U);
    EXPECT_EQ(o.close(), 0);
}

TEST(hours, what_waits_for_its_moment_on_a_running_clock_is_taken_up_by_itself) {
    folder files;
    const paper forms{templates::library::load("templates").value(), false};
    options with;
    with.data = files.path("data");
    with.workflows = "workflows";
    with.forms = forms_for_engine(forms);
    open_error error;
    const auto e = engine::open(std::move(with), error);
    ASSERT_TRUE(e);
    boost::asio::io_context io;
    boost::asio::thread_pool pool(3);
    auto agent = print_agent::start({io.get_executor(), pool.get_executor(), *e, forms, e->time()},
                                    office_printers::drawn("spool:" + files.path(), files.path()), {});
    ASSERT_TRUE(agent) << agent.error().message;
    duty d;
    d.id = 7;
    d.kind = "print";
    d.state = "queued";
    d.not_before = e->time().now().time_since_epoch().count() + 50;
    (*agent)->take(d);
    ASSERT_TRUE((*agent)->jobs().at(d.id).held);
    io.run();  // returns when nothing waits any more
    EXPECT_GE(e->time().now().time_since_epoch().count(), d.not_before);
    const auto left = (*agent)->jobs();
    EXPECT_TRUE(!left.contains(d.id) || !left.at(d.id).held);
}

}  // namespace
}  // namespace motcua::app::testing
