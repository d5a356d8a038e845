// The queue's promises, on printers that exist only as a script.
#include "printers/queue/queue.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "tests/printers/paper.hpp"
#include "tests/printers/recorded_jobs.hpp"

namespace motcua::printers {
namespace {

using namespace std::chrono_literals;
using states = std::vector<job_state>;

// What the printer would do; shared with the test while the device belongs to the queue.
struct script {
    std::mutex mutex;
    std::condition_variable changed;
    reason_set state;
    std::vector<std::string> sent;
    outcome sends{verdict::done, {}};
    outcome answers{verdict::unknown, {reason::interrupted}};
    bool holds = false;  // send() does not return until this is false
    bool throws = false;
    std::atomic<int> prepared{0}, asked{0};

    void set(reason_set now) {
        const std::lock_guard lock(mutex);
        state = now;
    }
    bool waits_for_sent(std::size_t n) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 20s, [&] { return sent.size() >= n; });
    }
    void let_go() {
        const std::lock_guard lock(mutex);
        holds = false;
        changed.notify_all();
    }
};

class scripted_device final : public device {
public:
    explicit scripted_device(script& s) : script_(s) {}
    wanted_content wanted() const override { return {}; }
    reason_set prepare(std::stop_token) override {
        ++script_.prepared;
        const std::lock_guard lock(script_.mutex);
        return script_.state;
    }
    outcome send(const shipment& job, const teller&, std::stop_token) override {
        std::unique_lock lock(script_.mutex);
        script_.sent.push_back(job.name);
        script_.changed.notify_all();
        script_.changed.wait(lock, [&] { return !script_.holds; });
        if (script_.throws) throw std::runtime_error("a fault of the driver");
        return script_.sends;
    }
    outcome ask(const std::string&, const teller&, std::stop_token) override {
        ++script_.asked;
        const std::lock_guard lock(script_.mutex);
        return script_.answers;
    }
    void rest() override {}

private:
    script& script_;
};

struct queue_of_two : testing::Test {
    script a, b;
    recorded_jobs log;
    std::unique_ptr<print_queue> queue;

    void open(std::function<std::chrono::milliseconds(int)> retry = only_when_woken, int questions = 3) {
        queue =
            std::make_unique<print_queue>(workers(), log, queue_settings{std::move(retry), questions, {}});
        ASSERT_TRUE(queue->add("A", std::make_unique<scripted_device>(a)));
        ASSERT_TRUE(queue->add("B", std::make_unique<scripted_device>(b)));
    }
    void SetUp() override { open(); }
    void submit(job_id id, std::vector<std::string> to) { queue->submit(pdf_job(id, "%PDF", std::move(to))); }
};

TEST_F(queue_of_two, prints_in_the_order_of_arrival) {
    for (job_id id = 1; id <= 50; ++id) submit(id, {"A"});
    ASSERT_TRUE(queue->drain(20s));
    ASSERT_EQ(a.sent.size(), 50U);
    for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(a.sent[i], "slip-" + std::to_string(i + 1) + "/1");
    EXPECT_EQ(log.history(50), (states{job_state::sending, job_state::done}));
}

TEST_F(queue_of_two, no_byte_leaves_before_sending_is_durable) {
    log.holds_sending = true;
    submit(1, {"A"});
    ASSERT_TRUE(log.waits_for_release());
    EXPECT_TRUE(a.sent.empty());
    EXPECT_FALSE(queue->withdraw(1)) << "its first byte may leave any moment";
    log.release();
    ASSERT_TRUE(log.reaches(1, job_state::done));
}

TEST_F(queue_of_two, a_refused_record_of_sending_keeps_the_job_queued) {
    std::atomic<bool> refuses{true};
    log.before = [&](const job_record&) -> result<void> {
        if (refuses) return fail(failure::kind::full, "disk full");
        return {};
    };
    submit(1, {"A"});
    EXPECT_FALSE(queue->drain(30ms));
    EXPECT_TRUE(a.sent.empty());
    refuses = false;
    queue->wake();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(a.sent.size(), 1U);
}

TEST_F(queue_of_two, an_end_that_could_not_be_recorded_is_recorded_later_and_nothing_is_printed_again) {
    std::atomic<int> refusals{2};
    log.before = [&](const job_record& r) -> result<void> {
        if (r.state == job_state::done && refusals-- > 0) return fail(failure::kind::busy, "not now");
        return {};
    };
    submit(1, {"A"});
    ASSERT_TRUE(a.waits_for_sent(1));
    while (refusals > 0) queue->wake();
    queue->wake();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(a.sent.size(), 1U);
}

TEST_F(queue_of_two, a_stuck_printer_does_not_hold_up_another) {
    a.holds = true;
    submit(1, {"A"});
    ASSERT_TRUE(a.waits_for_sent(1));
    submit(2, {"A"});
    for (job_id id = 3; id <= 20; ++id) submit(id, {"B"});
    ASSERT_TRUE(log.reaches(20, job_state::done));
    EXPECT_EQ(log.history(1), states{job_state::sending});
    EXPECT_TRUE(log.history(2).empty());
    const auto status = queue->status().at(0);
    EXPECT_EQ(status.current, 1);
    EXPECT_EQ(status.current_state, job_state::sending);
    EXPECT_EQ(status.waiting, 1U);
    a.let_go();
    ASSERT_TRUE(log.reaches(2, job_state::done));
}

TEST_F(queue_of_two, another_printer_takes_what_was_not_begun) {
    a.set({reason::paper_out});
    for (job_id id = 1; id <= 3; ++id) submit(id, {"A", "B"});
    ASSERT_TRUE(queue->drain(20s));
    EXPECT_TRUE(a.sent.empty());
    EXPECT_EQ(b.sent, (std::vector<std::string>{"slip-1/1", "slip-2/1", "slip-3/1"}));
    EXPECT_EQ(log.history(1), (states{job_state::sending, job_state::done}));
}

TEST_F(queue_of_two, nobody_takes_over_what_was_begun) {
    a.sends = {verdict::unknown, {reason::connection_lost}};
    submit(1, {"A", "B"});
    ASSERT_TRUE(log.reaches(1, job_state::unknown));
    queue->wake();
    ASSERT_TRUE(queue->drain(20s));
    EXPECT_TRUE(b.sent.empty());
    EXPECT_EQ(a.sent.size(), 1U);
    EXPECT_EQ(log.last_reasons(1), reason_set{reason::connection_lost});
}

TEST_F(queue_of_two, when_all_are_blocked_the_first_that_is_cured_prints) {
    open(at_once);
    a.set({reason::paper_out});
    b.set({reason::cover_open});
    submit(1, {"A", "B"});
    EXPECT_FALSE(queue->drain(30ms));
    b.set({});
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(a.sent.size() + b.sent.size(), 1U);
}

TEST_F(queue_of_two, positive_knowledge_that_nothing_left_brings_the_job_back) {
    a.sends = {verdict::untouched, {reason::busy}};
    submit(1, {"A"});
    ASSERT_TRUE(log.reaches(1, job_state::queued));
    EXPECT_EQ(log.last_reasons(1), reason_set{reason::busy});
    {
        const std::lock_guard lock(a.mutex);
        a.sends = {verdict::done, {}};
    }
    queue->wake();
    ASSERT_TRUE(log.reaches(1, job_state::done));
}

TEST_F(queue_of_two, a_printer_that_gave_up_makes_it_failed) {
    a.sends = {verdict::failed, {reason::aborted}};
    submit(1, {"A", "B"});
    ASSERT_TRUE(log.reaches(1, job_state::failed));
    EXPECT_TRUE(b.sent.empty());
}

TEST_F(queue_of_two, a_driver_that_threw_in_the_middle_makes_it_unknown_and_goes_on) {
    a.throws = true;
    submit(1, {"A", "B"});
    ASSERT_TRUE(log.reaches(1, job_state::unknown));
    EXPECT_EQ(a.sent.size(), 1U);
    {
        const std::lock_guard lock(a.mutex);
        a.throws = false;
    }
    submit(2, {"A"});
    ASSERT_TRUE(log.reaches(2, job_state::done));
    EXPECT_TRUE(b.sent.empty());
}

TEST_F(queue_of_two, paper_that_cannot_be_made_fails_alone) {
    print_job bad = pdf_job(1, "", {"A"});
    bad.render = [](const wanted_content&) -> result<document> {
        return fail(failure::kind::bad_input, "no letter");
    };
    queue->submit(bad);
    submit(2, {"A"});
    ASSERT_TRUE(log.reaches(2, job_state::done));
    EXPECT_EQ(log.history(1), states{job_state::failed});
    EXPECT_EQ(log.last_reasons(1), reason_set{reason::render_failed});
}

TEST_F(queue_of_two, paper_that_cannot_be_made_now_stays_queued_and_lets_the_others_pass) {
    open(at_once);
    std::atomic<bool> readable = false;
    print_job bad = pdf_job(1, "%PDF", {"A"});
    bad.render = [&, made = bad.render](const wanted_content& wanted) -> result<document> {
        if (!readable) return fail(failure::kind::io, "the disk does not answer");
        return made(wanted);
    };
    queue->submit(bad);
    submit(2, {"A"});
    ASSERT_TRUE(log.reaches(2, job_state::done));
    EXPECT_EQ(log.history(1), states{});
    readable = true;
    ASSERT_TRUE(log.reaches(1, job_state::done));
    EXPECT_EQ(log.history(1), (states{job_state::sending, job_state::done}));
}

TEST_F(queue_of_two, a_job_for_no_known_printer_fails_with_its_reason) {
    submit(1, {"Z"});
    ASSERT_TRUE(log.reaches(1, job_state::failed));
    EXPECT_EQ(log.last_reasons(1), reason_set{reason::no_such_printer});
    queue->recover(pdf_job(2, "%PDF", {"A"}), "Z");
    ASSERT_TRUE(log.reaches(2, job_state::unknown)) << "it may have been printed there";
}

TEST_F(queue_of_two, recovered_jobs_are_asked_about_and_not_sent) {
    queue->recover(pdf_job(1, "%PDF", {"A"}), "A");
    ASSERT_TRUE(log.reaches(1, job_state::unknown));
    {
        const std::lock_guard lock(a.mutex);
        a.answers = {verdict::done, {}};
    }
    queue->recover(pdf_job(2, "%PDF", {"A"}), "A");
    ASSERT_TRUE(log.reaches(2, job_state::done));
    EXPECT_TRUE(a.sent.empty());
}

TEST_F(queue_of_two, a_printer_that_cannot_be_asked_is_asked_only_so_often) {
    open(at_once, 3);
    a.answers = {verdict::pending, {reason::unreachable}};
    a.asked = 0;
    queue->recover(pdf_job(1, "%PDF", {"A"}), "A");
    ASSERT_TRUE(log.reaches(1, job_state::unknown));
    EXPECT_EQ(a.asked, 3);
    EXPECT_TRUE(a.sent.empty());
}

TEST_F(queue_of_two, a_queued_job_can_be_taken_back) {
    a.set({reason::paper_out});
    queue->wake();
    submit(1, {"A"});
    submit(2, {"A"});
    EXPECT_TRUE(queue->withdraw(2));
    EXPECT_FALSE(queue->withdraw(2));
    a.set({});
    queue->wake();
    ASSERT_TRUE(log.reaches(1, job_state::done));
    ASSERT_TRUE(queue->drain(20s));
    EXPECT_TRUE(log.history(2).empty());
}

TEST_F(queue_of_two, closing_finishes_what_was_begun_and_leaves_the_rest_queued) {
    a.holds = true;
    submit(1, {"A"});
    submit(2, {"A"});
    b.set({reason::unreachable});
    submit(3, {"B"});
    ASSERT_TRUE(a.waits_for_sent(1));
    std::thread closer([&] { queue->close(); });
    a.let_go();
    closer.join();
    EXPECT_EQ(log.history(1), (states{job_state::sending, job_state::done}));
    EXPECT_TRUE(log.history(3).empty());
    EXPECT_FALSE(queue->add("C", std::make_unique<scripted_device>(a)));
}

TEST_F(queue_of_two, closing_leaves_to_the_next_start_what_a_printer_still_has) {
    a.sends = {verdict::pending, {reason::paper_out}};
    submit(1, {"A"});
    ASSERT_TRUE(a.waits_for_sent(1));
    queue->close();
    EXPECT_EQ(log.history(1), states{job_state::sending});
}

TEST_F(queue_of_two, tells_every_change_of_a_printer) {
    std::mutex mutex;
    std::vector<printer_status> told;
    queue = std::make_unique<print_queue>(workers(), log,
                                          queue_settings{only_when_woken, 3, [&](const printer_status& s) {
                                                             const std::lock_guard lock(mutex);
                                                             told.push_back(s);
                                                         }});
    ASSERT_TRUE(queue->add("A", std::make_unique<scripted_device>(a)));
    a.set({reason::paper_out});
    submit(1, {"A"});
    EXPECT_FALSE(queue->drain(20ms));
    a.set({});
    queue->wake();
    ASSERT_TRUE(queue->drain(20s));
    queue->close();
    const auto has = [&](auto&& fits) { return std::any_of(told.begin(), told.end(), fits); };
    EXPECT_TRUE(has([](const auto& s) { return s.reasons.has(reason::paper_out); }));
    EXPECT_TRUE(has([](const auto& s) { return s.current == 1 && s.current_state == job_state::sending; }));
    EXPECT_EQ(told.back(), (printer_status{"A", {}, {}, {}, 0}));
}

}  // namespace
}  // namespace motcua::printers
