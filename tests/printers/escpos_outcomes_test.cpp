// Every fault of a receipt printer in every state of a job: the table of README.md, cell by cell.
#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>

#include "engine/base/text.hpp"
#include "printers/drivers/devices.hpp"
#include "printers/queue/queue.hpp"
#include "tests/printers/child_process.hpp"
#include "tests/printers/fake_escpos_printer.hpp"
#include "tests/printers/outcome_table.hpp"
#include "tests/printers/paper.hpp"
#include "tests/printers/recorded_jobs.hpp"

namespace motcua::printers {
namespace {

using namespace std::chrono_literals;

constexpr int rows_of_paper = 300;

class stage {
public:
    stage() { open(); }

    fake_escpos_printer printer;
    recorded_jobs log;
    std::unique_ptr<print_queue> queue;

    void open() {
        queue = std::make_unique<print_queue>(workers(), log, queue_settings{only_when_woken, 3, {}});
        const patience wait{5s, 300ms, 300ms, 300ms, 10ms};
        ASSERT_TRUE(queue->add("p", open_device(printer.uri(), wait).value()));
    }
    void submit() { queue->submit(picture_job(1, noise(576, rows_of_paper, 5), {"p"})); }
    void waits_because(reason_set why) {
        const auto now = [&] { return queue->status()[0]; };
        EXPECT_TRUE(until([&] { return now().current_state == job_state::queued && now().reasons == why; }));
    }
    void stop_at_recorded() {
        log.holds_sending = true;
        submit();
        ASSERT_TRUE(log.waits_for_release());
    }
    void go_on() {
        log.holds_sending = false;
        log.release();
    }
    void finish() {
        submit();
        ASSERT_TRUE(log.reaches(1, job_state::done));
    }
    void left_unknown() { ASSERT_TRUE(log.reaches(1, job_state::unknown)); }

    void killed_process(const std::string& point) {
        const std::string file = testing::TempDir() + "print-escpos-" + std::to_string(::getpid()) + ".log";
        ::unlink(file.c_str());
        const auto lines = [&] { return read_file(file).value_or(""); };
        queue->close();  // one connection at a time
        pid_t child =
            start_process({PRINT_ONE, printer.uri(), "slip-1/1", std::to_string(rows_of_paper), file, point},
                          {}, testing::TempDir() + "print-escpos.out");
        if (point.empty()) {
            EXPECT_TRUE(until([&] { return lines().find("sending") != std::string::npos; }));
            EXPECT_TRUE(until([&] { return printer.document_bytes() > 0; }));
        } else {
            EXPECT_TRUE(until([&] { return lines().find("at " + point) != std::string::npos; }));
        }
        end_process(child);
        const bool sending = lines().find("sending") != std::string::npos;
        ::unlink(file.c_str());
        open();
        if (sending)
            queue->recover(picture_job(1, noise(576, rows_of_paper, 5), {"p"}), "p");
        else
            submit();
    }

    std::string outcome_now() {
        EXPECT_TRUE(queue->drain(20s));
        queue->wake();
        EXPECT_TRUE(queue->drain(20s));
        const auto history = log.history(1);
        const std::string state = history.empty() ? "lost" : std::string(name_of(history.back()));
        return state + " ×" + std::to_string(printer.sheets().size());
    }
};

using cell = std::function<void(stage&)>;
using rows = std::map<std::string, std::map<std::string, cell>>;

// A fault that the printer reports and that can be put right: how it comes, how it goes, what it is called.
void reported(std::map<std::string, cell>& row, std::function<void(stage&, bool)> set, reason why) {
    row["queued"] = [=](stage& s) {
        set(s, true);
        s.submit();
        s.waits_because({why});
        set(s, false);
        s.queue->wake();
    };
    row["recorded"] = [=](stage& s) {
        s.stop_at_recorded();
        set(s, true);
        s.go_on();
        s.left_unknown();
        set(s, false);
        EXPECT_TRUE(s.printer.waits_for_sheets(1));
    };
    row["done"] = [=](stage& s) {
        s.finish();
        set(s, true);
        s.queue->wake();
        set(s, false);
    };
}

void paper_and_cover(rows& all) {
    const auto paper = [](stage& s, bool out) { s.printer.device().set_paper(!out); };
    const auto cover = [](stage& s, bool open) { s.printer.device().set_cover(open); };
    reported(all["paper out and back"], paper, reason::paper_out);
    reported(all["cover open and closed"], cover, reason::cover_open);
    all["paper out and back"]["in the printer"] = [](stage& s) {
        s.printer.paper_ends_after(128);
        s.submit();
        s.left_unknown();
        s.printer.device().set_paper(true);
        EXPECT_TRUE(s.printer.waits_for_sheets(1));
    };
    all["cover open and closed"]["in the printer"] = [](stage& s) {
        s.printer.cover_opens_after(128);
        s.submit();
        s.left_unknown();
        s.printer.device().set_cover(false);
        EXPECT_TRUE(s.printer.waits_for_sheets(1));
    };
}

void connection_dropped(std::map<std::string, cell>& row) {
    row["queued"] = [](stage& s) {
        s.printer.refuse_connections(true);
        s.submit();
        s.waits_because({reason::connection_lost});
        s.printer.refuse_connections(false);
        s.queue->wake();
    };
    row["recorded"] = [](stage& s) {
        s.stop_at_recorded();
        s.printer.hang_up();
        s.go_on();
        ASSERT_TRUE(s.log.reaches(1, job_state::queued));
        s.queue->wake();
    };
    row["in the printer"] = [](stage& s) {
        s.printer.drop_after(10000);
        s.submit();
    };
    row["done"] = [](stage& s) {
        s.finish();
        s.printer.refuse_connections(true);
        s.queue->wake();
    };
}

void silent(std::map<std::string, cell>& row) {
    row["queued"] = [](stage& s) {
        s.printer.be_silent(true);
        s.submit();
        s.waits_because({reason::no_answer});
        s.printer.be_silent(false);
        s.queue->wake();
    };
    row["recorded"] = [](stage& s) {
        s.stop_at_recorded();
        s.printer.be_silent(true);
        s.go_on();
        EXPECT_TRUE(s.printer.waits_for_sheets(1));
    };
    row["in the printer"] = [](stage& s) {
        s.printer.falls_silent_after(128);
        s.submit();
        EXPECT_TRUE(s.printer.waits_for_sheets(1));
    };
    row["done"] = [](stage& s) {
        s.finish();
        s.printer.be_silent(true);
        s.queue->wake();
    };
}

void process_killed(std::map<std::string, cell>& row) {
    row["queued"] = [](stage& s) { s.killed_process("queued"); };
    row["recorded"] = [](stage& s) { s.killed_process("recorded"); };
    row["in the printer"] = [](stage& s) {
        s.printer.be_silent_at_barriers();
        s.killed_process("");
        EXPECT_TRUE(s.printer.waits_for_sheets(1));
    };
    row["done"] = [](stage& s) {
        s.finish();
        s.queue->close();
        s.open();
    };
}

TEST(escpos_outcomes, every_cell_of_the_table) {
    rows cells;
    paper_and_cover(cells);
    connection_dropped(cells["connection dropped"]);
    silent(cells["printer silent"]);
    process_killed(cells["our process killed"]);
    const auto table = outcome_table("ESC/POS");
    ASSERT_EQ(table.size(), cells.size());
    int run = 0;
    for (const auto& [fault, states] : table) {
        for (const auto& [state, expected] : states) {
            SCOPED_TRACE(fault + " / " + state);
            stage s;
            cells.at(fault).at(state)(s);
            EXPECT_EQ(s.outcome_now(), expected);
            ++run;
        }
    }
    EXPECT_EQ(run, 20);
}

}  // namespace
}  // namespace motcua::printers
