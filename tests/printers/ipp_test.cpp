// Our IPP driver against an independent IPP Everywhere printer.
#include <gtest/gtest.h>

#include <thread>

#include "printers/drivers/devices.hpp"
#include "printers/queue/queue.hpp"
#include "tests/printers/ippeveprinter.hpp"
#include "tests/printers/paper.hpp"
#include "tests/printers/recorded_jobs.hpp"

namespace motcua::printers {
namespace {

using namespace std::chrono_literals;
using states = std::vector<job_state>;

const std::string paper = "%PDF-1.4\n% an invented slip " + std::string(50000, 'x') + "\n%%EOF\n";

struct ipp : testing::Test {
    std::unique_ptr<ippeveprinter> printer;
    recorded_jobs log;
    std::mutex mutex;
    std::condition_variable changed;
    printer_status last;
    std::unique_ptr<print_queue> queue;

    void SetUp() override {
        if (const auto why = ippeveprinter::missing(); !why.empty()) GTEST_SKIP() << why;
        printer = std::make_unique<ippeveprinter>();
        open_queue();
    }
    void open_queue() {
        queue = std::make_unique<print_queue>(workers(), log,
                                              queue_settings{[](int) { return 20ms; }, 5,
                                                             [this](const printer_status& s) {
                                                                 const std::lock_guard lock(mutex);
                                                                 last = s;
                                                                 changed.notify_all();
                                                             }});
        const patience wait{5s, 5s, 5s, 5s, 10ms};
        ASSERT_TRUE(queue->add("ipp", open_device(printer->uri(), wait).value()));
    }
    void print(job_id id) { queue->submit(pdf_job(id, paper, {"ipp"})); }
    static std::string name(job_id id) { return "slip-" + std::to_string(id) + "/1"; }
    bool says(reason why) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 20s, [&] { return last.reasons.has(why); });
    }
};

TEST_F(ipp, prints_whole_documents_in_order) {
    for (job_id id = 1; id <= 5; ++id) print(id);
    ASSERT_TRUE(log.reaches(5, job_state::done));
    const auto printed = printer->printed();
    ASSERT_EQ(printed.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(printed[i].job, name(static_cast<job_id>(i + 1)));
        EXPECT_EQ(printed[i].bytes, paper.size());
    }
    EXPECT_EQ(log.history(1), (states{job_state::sending, job_state::done}));
}

TEST_F(ipp, paper_out_and_back_prints_once) {
    printer->run_out_of_paper();
    print(1);
    ASSERT_TRUE(says(reason::paper_out));
    EXPECT_EQ(log.history(1), states{job_state::sending});
    EXPECT_EQ(vietnamese(queue->status()[0].reasons), "hết giấy");
    printer->put_paper_in();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 1U);
}

TEST_F(ipp, a_job_the_printer_gives_up_is_failed) {
    printer->give_up_jobs();
    print(1);
    ASSERT_TRUE(log.reaches(1, job_state::failed));
    EXPECT_EQ(log.last_reasons(1), reason_set{reason::aborted});
    printer->print_normally();
    print(2);
    ASSERT_TRUE(log.reaches(2, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 0U);
}

TEST_F(ipp, a_busy_printer_is_waited_for) {
    printer->run_out_of_paper();
    auto other = open_device(printer->uri() + "?user=other").value();
    ASSERT_TRUE(other->prepare({}).empty());
    std::jthread holder([&](std::stop_token stop) {
        (void)other->send(
            {"other/1", document{paper}, 1}, [](reason_set) {}, stop);
    });
    ASSERT_TRUE(printer->waits_for_jobs_taken(1));
    print(1);
    ASSERT_TRUE(says(reason::paper_out));
    EXPECT_TRUE(log.history(1).empty()) << "it waits before its first byte";
    printer->put_paper_in();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 1U);
}

TEST_F(ipp, busy_in_answer_to_the_document_brings_it_back) {
    printer->run_out_of_paper();
    log.holds_sending = true;
    print(1);
    ASSERT_TRUE(log.waits_for_release());
    auto other = open_device(printer->uri() + "?user=other").value();
    std::jthread holder([&](std::stop_token stop) {
        (void)other->send(
            {"other/1", document{paper}, 1}, [](reason_set) {}, stop);
    });
    ASSERT_TRUE(printer->waits_for_jobs_taken(1));
    log.holds_sending = false;
    log.release();
    ASSERT_TRUE(log.reaches(1, job_state::queued));
    EXPECT_TRUE(log.last_reasons(1).has(reason::busy));
    printer->put_paper_in();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 1U);
}

TEST_F(ipp, a_printer_off_keeps_the_job_queued) {
    printer->kill_printer();
    print(1);
    ASSERT_TRUE(says(reason::unreachable));
    EXPECT_TRUE(log.history(1).empty());
    printer->start_printer();
    queue->wake();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 1U);
}

TEST_F(ipp, a_printer_restarted_with_our_job_leaves_it_to_a_person) {
    printer->run_out_of_paper();
    print(1);
    ASSERT_TRUE(printer->waits_for_jobs_taken(1));
    printer->restart();
    printer->print_normally();
    ASSERT_TRUE(log.reaches(1, job_state::unknown));
    EXPECT_EQ(log.history(1), (states{job_state::sending, job_state::unknown}));
    print(2);
    ASSERT_TRUE(log.reaches(2, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 0U);
}

TEST_F(ipp, our_restart_asks_by_name_and_prints_nothing_twice) {
    printer->run_out_of_paper();
    print(1);
    ASSERT_TRUE(printer->waits_for_jobs_taken(1));
    queue->close();
    EXPECT_EQ(log.history(1), states{job_state::sending});
    open_queue();
    queue->recover(pdf_job(1, paper, {"ipp"}), "ipp");
    printer->put_paper_in();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 1U);
}

TEST_F(ipp, a_job_it_never_heard_of_is_left_to_a_person) {
    queue->recover(pdf_job(1, paper, {"ipp"}), "ipp");
    ASSERT_TRUE(log.reaches(1, job_state::unknown));
    EXPECT_EQ(log.last_reasons(1), reason_set{reason::not_known_to_printer});
}

struct ipps : ipp {
    void SetUp() override {
        if (const auto why = ippeveprinter::missing(); !why.empty()) GTEST_SKIP() << why;
        printer = std::make_unique<ippeveprinter>(ippeveprinter::connection::encrypted);
        open_queue();
    }
};

TEST_F(ipps, prints_over_an_encrypted_line_and_asks_by_name) {
    for (job_id id = 1; id <= 2; ++id) print(id);
    ASSERT_TRUE(log.reaches(2, job_state::done));
    ASSERT_EQ(printer->printed().size(), 2U);
    EXPECT_EQ(printer->printed()[0].bytes, paper.size());
    queue->recover(pdf_job(1, paper, {"ipp"}), "ipp");
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 1U);
}

TEST_F(ipps, another_certificate_gets_no_byte_and_is_named_as_the_reason) {
    print(1);
    ASSERT_TRUE(log.reaches(1, job_state::done));
    printer->kill_printer();
    printer->lose_certificate();
    printer->start_printer();
    print(2);
    ASSERT_TRUE(says(reason::certificate_changed));
    EXPECT_EQ(vietnamese(queue->status()[0].reasons), "chứng thư của máy in đã thay đổi");
    EXPECT_TRUE(log.history(2).empty());
    EXPECT_EQ(printer->times_printed(name(2)), 0U);
}

TEST_F(ipps, a_printer_that_was_added_is_known_again_by_its_certificate) {
    const auto address = address_to_keep(printer->uri());
    ASSERT_EQ(address.find(printer->uri() + "?certificate="), 0U) << address;
    EXPECT_EQ(address_to_keep(address), address);
    EXPECT_EQ(open_device(address).value()->prepare({}), reason_set{});
    printer->kill_printer();
    printer->lose_certificate();
    printer->start_printer();
    EXPECT_EQ(open_device(address).value()->prepare({}), reason_set{reason::certificate_changed});
    EXPECT_EQ(open_device(address_to_keep(printer->uri())).value()->prepare({}), reason_set{});
    EXPECT_FALSE(open_device("ipp://localhost/ipp/print?certificate=00"));
}

TEST_F(ipp, copies_are_asked_of_the_printer) {
    print_job job = pdf_job(1, paper, {"ipp"});
    job.copies = 2;
    queue->submit(job);
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(printer->times_printed(name(1)), 1U) << "one job; the printer makes the copies";
}

}  // namespace
}  // namespace motcua::printers
