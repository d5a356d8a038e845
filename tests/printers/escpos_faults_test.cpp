// What a receipt printer can do to a job, and what becomes of it: before the first byte it stays queued with
// its reason; after it the job is unknown and never sent again by itself.
#include <gtest/gtest.h>

#include <random>

#include "printers/drivers/devices.hpp"
#include "printers/drivers/escpos/encode.hpp"
#include "printers/queue/queue.hpp"
#include "tests/printers/fake_escpos_printer.hpp"
#include "tests/printers/paper.hpp"
#include "tests/printers/recorded_jobs.hpp"

namespace motcua::printers {
namespace {

using namespace std::chrono_literals;
using states = std::vector<job_state>;

const states printed_once{job_state::sending, job_state::done};
const states left_to_a_person{job_state::sending, job_state::unknown};

// A printer that is well must answer in time even on a busy machine; one that is silent is waited for only
// briefly.
patience patient() {
    return {5s, 5s, 5s, 5s, 10ms};
}
patience brief() {
    return {5s, 150ms, 300ms, 300ms, 10ms};
}

struct escpos_faults : testing::Test {
    fake_escpos_printer printer;
    recorded_jobs log;
    std::mutex mutex;
    std::condition_variable changed;
    printer_status last;
    print_queue queue{workers(), log, {only_when_woken, 10, [this](const printer_status& s) {
                                           const std::lock_guard lock(mutex);
                                           last = s;
                                           changed.notify_all();
                                       }}};
    bitmap picture = noise(576, 300, 5);

    void attach(const std::string& options = {}, patience wait = patient()) {
        ASSERT_TRUE(queue.add("quầy 1", open_device(printer.uri(options), wait).value()));
    }
    void print(job_id id = 1) { queue.submit(picture_job(id, picture, {"quầy 1"})); }

    // The job waits before its first byte because of this.
    bool waits_because(reason why, job_id id = 1) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 20s, [&] {
            return last.current == id && last.current_state == job_state::queued && last.reasons.has(why);
        });
    }
    void expect_printed(std::size_t sheets) {
        ASSERT_TRUE(printer.waits_for_sheets(sheets));
        const auto all = printer.sheets();
        ASSERT_EQ(all.size(), sheets);
        for (const bitmap& sheet : all) EXPECT_TRUE(sheet == picture);
    }
};

TEST_F(escpos_faults, none) {
    for (const char* way : {"", "&status=asb", "&barrier=no", "&status=none", "&status=none&barrier=no",
                            "&status=asb&barrier=no"}) {
        fake_escpos_printer other;
        const std::string name = std::string("p") + way;
        ASSERT_TRUE(queue.add(name, open_device(other.uri(way), patient()).value()));
        const job_id id = static_cast<job_id>(100 + queue.status().size());
        queue.submit(picture_job(id, picture, {name}));
        ASSERT_TRUE(log.reaches(id, job_state::done)) << way;
        EXPECT_EQ(log.history(id), printed_once);
        ASSERT_TRUE(other.waits_for_sheets(1));
        EXPECT_TRUE(other.sheets().at(0) == picture) << way;
        EXPECT_EQ(other.device().unknown_bytes(), 0U);
    }
}

TEST_F(escpos_faults, copies_are_sheets_of_one_job) {
    attach();
    print_job job = picture_job(1, picture, {"quầy 1"});
    job.copies = 3;
    queue.submit(job);
    ASSERT_TRUE(log.reaches(1, job_state::done));
    expect_printed(3);
}

TEST_F(escpos_faults, paper_out_before_and_back) {
    for (const char* way : {"", "&status=asb"}) {
        printer.device().set_paper(false);
        ASSERT_TRUE(queue.add("quầy 1" + std::string(way), open_device(printer.uri(way), patient()).value()));
        const job_id id = *way ? 2 : 1;
        queue.submit(picture_job(id, picture, {"quầy 1" + std::string(way)}));
        ASSERT_TRUE(waits_because(reason::paper_out, id)) << way;
        EXPECT_EQ(vietnamese(last.reasons), "hết giấy");
        EXPECT_TRUE(log.history(id).empty());
        printer.device().set_paper(true);
        queue.wake();
        ASSERT_TRUE(log.reaches(id, job_state::done));
        EXPECT_EQ(log.history(id), printed_once);
        expect_printed(static_cast<std::size_t>(id));
    }
}

TEST_F(escpos_faults, cover_open_before) {
    attach();
    printer.device().set_cover(true);
    print();
    ASSERT_TRUE(waits_because(reason::cover_open));
    EXPECT_EQ(vietnamese(last.reasons), "mở nắp");
    printer.device().set_cover(false);
    queue.wake();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    expect_printed(1);
}

TEST_F(escpos_faults, paper_near_its_end_prints_and_says_so) {
    attach();
    printer.device().set_near_end(true);
    print();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    expect_printed(1);
    EXPECT_EQ(vietnamese(queue.status()[0].reasons), "sắp hết giấy");
}

TEST_F(escpos_faults, silence_before) {
    attach("", brief());
    printer.be_silent(true);
    print();
    ASSERT_TRUE(waits_because(reason::no_answer));
    EXPECT_TRUE(log.history(1).empty());
    EXPECT_EQ(printer.document_bytes(), 0U);
}

TEST_F(escpos_faults, no_connection_before) {
    int port = 0;
    {
        const fake_escpos_printer gone;
        port = std::stoi(gone.uri().substr(gone.uri().rfind(':') + 1));
    }
    ASSERT_TRUE(
        queue.add("quầy 1", open_device("escpos://127.0.0.1:" + std::to_string(port), patient()).value()));
    print();
    ASSERT_TRUE(waits_because(reason::unreachable));
    EXPECT_EQ(vietnamese(last.reasons), "không kết nối được");
}

TEST_F(escpos_faults, connection_refused_after_accept_before) {
    printer.refuse_connections(true);
    attach();
    print();
    ASSERT_TRUE(waits_because(reason::connection_lost));
    printer.refuse_connections(false);
    queue.wake();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    expect_printed(1);
}

TEST_F(escpos_faults, paper_out_in_the_middle) {
    attach("", brief());
    printer.paper_ends_after(128);
    print();
    ASSERT_TRUE(log.reaches(1, job_state::unknown));
    EXPECT_EQ(log.history(1), left_to_a_person);
    EXPECT_EQ(log.last_reasons(1), (reason_set{reason::no_confirmation, reason::paper_out}));
    printer.device().set_paper(true);  // the rest comes out of the printer's own buffer
    expect_printed(1);
    queue.wake();
    EXPECT_TRUE(queue.drain(20s));
    EXPECT_EQ(log.history(1), left_to_a_person);
    print(2);
    ASSERT_TRUE(log.reaches(2, job_state::done));
    expect_printed(2);
}

TEST_F(escpos_faults, a_printer_that_reads_no_more) {
    picture = noise(576, 30000, 9);  // more than any socket buffer holds
    attach("", brief());
    printer.freeze_after(5000);
    print();
    ASSERT_TRUE(log.reaches(1, job_state::unknown));
    EXPECT_TRUE(log.last_reasons(1).has(reason::stalled));
    EXPECT_EQ(printer.sheets().size(), 0U);
}

TEST_F(escpos_faults, closing_between_status_and_first_byte_costs_nothing) {
    log.holds_sending = true;
    attach();
    print();
    ASSERT_TRUE(log.waits_for_release());
    printer.hang_up();
    log.holds_sending = false;
    log.release();
    ASSERT_TRUE(log.reaches(1, job_state::queued));
    queue.wake();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(log.history(1),
              (states{job_state::sending, job_state::queued, job_state::sending, job_state::done}));
    expect_printed(1);
}

// After n bytes of the document the printer is gone. It may have printed or not: nobody sends again by
// himself.
struct escpos_drop : escpos_faults {
    void drops_after(std::size_t n, job_id id) {
        const std::size_t sheets_before = printer.sheets().size();
        printer.drop_after(n);
        print(id);
        ASSERT_TRUE(log.reaches(id, job_state::unknown)) << n;
        EXPECT_EQ(log.history(id), left_to_a_person) << n;
        EXPECT_TRUE(log.last_reasons(id).has(reason::connection_lost)) << n << names_of(log.last_reasons(id));
        queue.wake();
        ASSERT_TRUE(queue.drain(20s));
        EXPECT_EQ(log.history(id), left_to_a_person) << n;
        const std::size_t printed = printer.sheets().size() - sheets_before;
        EXPECT_EQ(printed, n >= document_size() ? 1U : 0U) << n;
    }
    std::size_t document_size() const { return escpos::whole_document(picture, {}).size(); }
};

TEST_F(escpos_drop, at_the_edges_of_document_and_bands) {
    attach();
    const std::size_t band = 8 + 128 * 72, whole = document_size();
    job_id id = 0;
    for (std::size_t n : {std::size_t{0}, std::size_t{1}, 2 + band - 1, 2 + band, 2 + band + 1,
                          2 + 2 * band - 1, 2 + 2 * band, 2 + 2 * band + 1, whole - 1, whole})
        drops_after(n, ++id);
    print(++id);
    EXPECT_TRUE(log.reaches(id, job_state::done));
    EXPECT_TRUE(printer.sheets().back() == picture);
}

TEST_F(escpos_drop, after_200_seeded_lengths) {
    attach();
    std::mt19937 random(20260211);
    for (job_id id = 1; id <= 200; ++id) drops_after(random() % (document_size() + 1), id);
    print(201);
    EXPECT_TRUE(log.reaches(201, job_state::done));
    EXPECT_TRUE(printer.sheets().back() == picture);
    EXPECT_EQ(log.count(job_state::unknown), 200U);
}

}  // namespace
}  // namespace motcua::printers
