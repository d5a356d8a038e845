// Every fault of an IPP printer in every state of a job: the table of README.md, cell by cell.
#include <gtest/gtest.h>
#include <signal.h>

#include <functional>
#include <sstream>
#include <thread>

#include "engine/base/text.hpp"
#include "printers/drivers/devices.hpp"
#include "printers/queue/queue.hpp"
#include "tests/printers/child_process.hpp"
#include "tests/printers/cutting_proxy.hpp"
#include "tests/printers/ippeveprinter.hpp"
#include "tests/printers/outcome_table.hpp"
#include "tests/printers/paper.hpp"
#include "tests/printers/recorded_jobs.hpp"

namespace motcua::printers {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t paper_bytes = 400000;
const std::string job_name = "slip-1/1";

// One printer, one job, one fault.
class stage {
public:
    stage() { open(); }

    ippeveprinter printer;
    recorded_jobs log;
    std::unique_ptr<print_queue> queue;

    void open(std::string uri = {}) {
        queue =
            std::make_unique<print_queue>(workers(), log, queue_settings{[](int) { return 20ms; }, 20, {}});
        const patience wait{5s, 5s, 5s, 5s, 10ms};
        if (uri.empty()) uri = printer.uri();
        ASSERT_TRUE(queue->add("ipp", open_device(uri, wait).value()));
    }
    print_job job() const { return pdf_job(1, "%PDF-1.4\n" + std::string(paper_bytes, 'x'), {"ipp"}); }
    void submit() { queue->submit(job()); }

    // `sending` is recorded and no byte left until go_on().
    void stop_at_recorded() {
        log.holds_sending = true;
        submit();
        ASSERT_TRUE(log.waits_for_release());
    }
    void go_on() {
        log.holds_sending = false;
        log.release();
    }
    void stop_in_printer() {
        printer.run_out_of_paper();
        submit();
        ASSERT_TRUE(printer.waits_for_jobs_taken(1));
    }
    void finish() {
        submit();
        ASSERT_TRUE(log.reaches(1, job_state::done));
    }
    // Another client's job, waiting for paper in the printer.
    void occupy() {
        printer.run_out_of_paper();
        const std::size_t before = taken_;
        others_.emplace_back([uri = printer.uri() + "?user=other"](std::stop_token stop) {
            auto device = open_device(uri).value();
            (void)device->send(
                {"other/1", document{std::string("%PDF")}, 1}, [](reason_set) {}, stop);
        });
        ASSERT_TRUE(printer.waits_for_jobs_taken(before + 1));
        taken_ = before + 1;
    }
    bool seen(reason why) {
        return until([&] { return queue->status()[0].reasons.has(why); });
    }

    // The job in a process of its own, killed when `ready` says so; then the next start, as the app does it.
    void killed_process(const std::string& uri, const std::string& point,
                        const std::function<bool()>& ready) {
        const std::string file = testing::TempDir() + "print-one-" + std::to_string(::getpid()) + ".log";
        ::unlink(file.c_str());
        const auto lines = [&] { return read_file(file).value_or(""); };
        pid_t child = start_process({PRINT_ONE, uri, job_name, std::to_string(paper_bytes), file, point}, {},
                                    testing::TempDir() + "print-one.out");
        EXPECT_TRUE(until([&] { return point.empty() || lines().find("at " + point) != std::string::npos; }));
        EXPECT_TRUE(ready());
        end_process(child);
        const std::string last = lines();
        ::unlink(file.c_str());
        restart(last.find("done") != last.npos      ? job_state::done
                : last.find("sending") != last.npos ? job_state::sending
                                                    : job_state::queued);
    }
    void restart(job_state recorded) {
        queue->close();
        open();
        if (recorded == job_state::queued) submit();
        if (recorded == job_state::sending) queue->recover(job(), "ipp");
        if (recorded == job_state::done) (void)log.record({1, job_state::done, "ipp", {}});
    }

    std::string outcome_now() {
        EXPECT_TRUE(queue->drain(20s));
        queue->wake();
        EXPECT_TRUE(queue->drain(20s));
        const auto history = log.history(1);
        const std::string state = history.empty() ? "lost" : std::string(name_of(history.back()));
        return state + " ×" + std::to_string(printer.times_printed(job_name));
    }

private:
    std::size_t taken_ = 0;
    std::vector<std::jthread> others_;
};

using cell = std::function<void(stage&)>;
using rows = std::map<std::string, std::map<std::string, cell>>;

void paper_or_busy(rows& all) {
    for (const std::string fault : {"paper out and back", "busy with another's job"}) {
        auto& row = all[fault];
        row["queued"] = [](stage& s) {
            s.occupy();
            s.submit();
            ASSERT_TRUE(s.seen(reason::paper_out));
            s.printer.put_paper_in();
        };
        row["recorded"] = [](stage& s) {
            s.stop_at_recorded();
            s.occupy();
            s.go_on();
            ASSERT_TRUE(s.log.reaches(1, job_state::queued));
            s.printer.put_paper_in();
        };
        row["done"] = [](stage& s) {
            s.finish();
            s.printer.run_out_of_paper();
            s.queue->wake();
        };
    }
    all["paper out and back"]["in the printer"] = [](stage& s) {
        s.stop_in_printer();
        ASSERT_TRUE(s.seen(reason::paper_out));
        s.printer.put_paper_in();
    };
    all["busy with another's job"]["in the printer"] = [](stage& s) {
        s.stop_in_printer();
        auto other = open_device(s.printer.uri() + "?user=other").value();
        EXPECT_EQ(other->send({"other/1", document{std::string("%PDF")}, 1}, {}, {}).what,
                  verdict::untouched);
        s.printer.put_paper_in();
    };
}

void abort_row(std::map<std::string, cell>& row) {
    row["queued"] = [](stage& s) {
        s.occupy();
        s.submit();
        s.printer.put_paper_in();
    };
    row["recorded"] = [](stage& s) {
        s.stop_at_recorded();
        s.printer.give_up_jobs();
        s.go_on();
    };
    row["in the printer"] = [](stage& s) {
        s.printer.give_up_jobs();
        s.submit();
    };
    row["done"] = [](stage& s) {
        s.finish();
        s.printer.give_up_jobs();
        s.queue->wake();
    };
}

void half_uploads(rows& all) {
    all["half upload, connection ended"]["in the printer"] = [](stage& s) {
        cutting_proxy proxy(s.printer.port(), 200000);
        s.queue->close();
        s.open("ipp://127.0.0.1:" + std::to_string(proxy.port()) + "/ipp/print");
        s.submit();
        ASSERT_TRUE(proxy.waits_for_cut());
        proxy.let_all_pass();
        proxy.cut_orderly();
        ASSERT_TRUE(s.log.reaches(1, job_state::unknown));
        ASSERT_TRUE(s.printer.waits_for_jobs_taken(1));
        ASSERT_TRUE(until([&] { return s.printer.times_printed(job_name) == 1; }));
        EXPECT_LT(s.printer.printed().at(0).bytes, paper_bytes);
        s.queue->close();
        s.open();
    };
    all["half upload, our process killed"]["in the printer"] = [](stage& s) {
        cutting_proxy proxy(s.printer.port(), 200000);
        s.killed_process("ipp://127.0.0.1:" + std::to_string(proxy.port()) + "/ipp/print", "",
                         [&] { return proxy.waits_for_cut(); });
    };
}

void printer_restart(std::map<std::string, cell>& row) {
    row["queued"] = [](stage& s) {
        s.printer.kill_printer();
        s.submit();
        ASSERT_TRUE(s.seen(reason::unreachable));
        s.printer.start_printer();
    };
    row["recorded"] = [](stage& s) {
        s.stop_at_recorded();
        s.printer.restart();
        s.go_on();
    };
    row["in the printer"] = [](stage& s) {
        s.stop_in_printer();
        s.printer.print_normally();
        s.printer.restart();
    };
    row["done"] = [](stage& s) {
        s.finish();
        s.printer.restart();
        s.queue->wake();
    };
}

void process_killed(std::map<std::string, cell>& row) {
    for (const std::string point : {"queued", "recorded"})
        row[point] = [point](stage& s) { s.killed_process(s.printer.uri(), point, [] { return true; }); };
    row["in the printer"] = [](stage& s) {
        s.printer.run_out_of_paper();
        s.killed_process(s.printer.uri(), "", [&] { return s.printer.waits_for_jobs_taken(1); });
        s.printer.put_paper_in();
    };
    row["done"] = [](stage& s) {
        s.finish();
        s.restart(job_state::done);
    };
}

rows script() {
    rows all;
    paper_or_busy(all);
    abort_row(all["abort"]);
    half_uploads(all);
    printer_restart(all["printer restarted"]);
    process_killed(all["our process killed"]);
    return all;
}

TEST(ipp_outcomes, every_cell_of_the_table) {
    if (const auto why = ippeveprinter::missing(); !why.empty()) GTEST_SKIP() << why;
    const rows cells = script();
    const auto table = outcome_table("IPP");
    ASSERT_EQ(table.size(), cells.size());
    int run = 0;
    for (const auto& [fault, states] : table) {
        for (const auto& [state, expected] : states) {
            const auto row = cells.find(fault);
            ASSERT_NE(row, cells.end()) << fault;
            ASSERT_EQ(row->second.contains(state), expected != "–") << fault << " / " << state;
            if (expected == "–") continue;
            SCOPED_TRACE(fault + " / " + state);
            stage s;
            row->second.at(state)(s);
            EXPECT_EQ(s.outcome_now(), expected);
            ++run;
        }
    }
    RecordProperty("cells", run);
    EXPECT_EQ(run, 22);
}

}  // namespace
}  // namespace motcua::printers
