// Outbox, slips and numbers: what the office owes the world and what it put on paper.
#include "tests/engine/store/sample.hpp"

namespace motcua::store {
namespace {

using sample::at;

slip_row apology_slip(session_id session, int seq, int max_seq, std::int64_t number) {
    slip_row slip;
    slip.session = session;
    slip.form = "apology";
    slip.seq = seq;
    slip.max_seq = max_seq;
    slip.series = "apology/unit-a";
    slip.period = "2026";
    slip.number = number;
    slip.number_text = std::to_string(number) + "/PXL";
    slip.issued_at = at(5);
    slip.values = R"({"name":"Nguyễn Thế Phượng"})";
    slip.template_hash = sha256("template");
    slip.calendar_hash = sha256("calendar");
    return slip;
}

class paper : public testing::Test {
protected:
    void SetUp() override {
        door_ = sample::open(folder_.path());
        sample::committed(*door_, sample::creation(sample::dossier(1)));
        sample::committed(*door_, sample::creation(sample::dossier(2)));
    }
    commit_result issue(const slip_row& slip) {
        batch b;
        b.slips.push_back(slip);
        return door_->commit(b);
    }
    commit_result use_numbers(std::int64_t first, std::int64_t next) {
        batch b;
        b.numbers.push_back({"apology/unit-a", "2026", first, next});
        return door_->commit(b);
    }

    sample::folder folder_;
    std::unique_ptr<door> door_;
};

TEST_F(paper, refuses_a_second_reappointment) {
    ASSERT_TRUE(issue(apology_slip(1, 1, 1, 1)));
    const auto second = issue(apology_slip(1, 2, 1, 2));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().what, commit_error::kind::constraint);
    EXPECT_EQ(second.error().session, 1);
    EXPECT_EQ(second.error().subject, "slip apology 2 of 1");
    EXPECT_FALSE(door_->stopped());
}

TEST_F(paper, refuses_the_same_slip_and_the_same_number_twice) {
    ASSERT_TRUE(issue(apology_slip(1, 1, 1, 1)));
    EXPECT_EQ(issue(apology_slip(1, 1, 1, 2)).error().subject, "slip apology 1 of 1");
    const auto number = issue(apology_slip(2, 1, 1, 1));
    ASSERT_FALSE(number);
    EXPECT_EQ(number.error().subject, "number 1/PXL");
    EXPECT_TRUE(issue(apology_slip(2, 1, 1, 2)));
}

TEST_F(paper, records_what_a_slip_was_rendered_to_once) {
    ASSERT_TRUE(issue(apology_slip(1, 1, 1, 1)));
    batch b;
    b.slips_rendered.push_back({1, "apology", 1, sha256("pdf")});
    EXPECT_TRUE(door_->commit(b));
    EXPECT_TRUE(door_->commit(b));
    b.slips_rendered[0].pdf_sha256 = sha256("other pdf");
    EXPECT_FALSE(door_->commit(b));
    const auto slips = (*door_->snapshot())->slips(1);
    ASSERT_TRUE(slips);
    ASSERT_EQ(slips->size(), 1u);
    EXPECT_EQ((*slips)[0].pdf_sha256, sha256("pdf"));
    EXPECT_EQ((*slips)[0].values, R"({"name":"Nguyễn Thế Phượng"})");
    EXPECT_EQ((*slips)[0].calendar_hash, sha256("calendar"));
    EXPECT_EQ((*slips)[0].number_text, "1/PXL");
}

TEST_F(paper, hands_out_numbers_without_gaps) {
    EXPECT_EQ(door_->number("apology/unit-a", "2026")->next, 1);
    EXPECT_TRUE(use_numbers(1, 3));
    EXPECT_EQ(door_->number("apology/unit-a", "2026")->next, 3);
    EXPECT_EQ(use_numbers(1, 2).error().what, commit_error::kind::conflict);
    EXPECT_EQ(use_numbers(4, 5).error().what, commit_error::kind::conflict);
    EXPECT_TRUE(use_numbers(3, 4));
    EXPECT_EQ(door_->number("apology/unit-a", "2027")->next, 1);
}

TEST_F(paper, gives_numbers_back_when_the_batch_fails) {
    batch b;
    b.numbers.push_back({"apology/unit-a", "2026", 1, 2});
    b.slips.push_back(apology_slip(1, 2, 1, 1));
    EXPECT_FALSE(door_->commit(b));
    EXPECT_EQ(door_->number("apology/unit-a", "2026")->next, 1);
}

TEST_F(paper, recovers_what_is_in_flight_in_its_order) {
    batch b;
    for (outbox_id id = 1; id <= 5; ++id) {
        outbox_row job;
        job.id = id;
        job.session = 1;
        job.kind = "print";
        job.name = "receipt";
        job.args = R"({"copies":2})";
        job.target = "counter-1";
        job.queued_at = at(id);
        b.outbox_new.push_back(job);
    }
    ASSERT_TRUE(door_->commit(b));
    batch moved;
    const delivery states[] = {delivery::sending, delivery::done, delivery::failed, delivery::unknown};
    for (int i = 0; i < 4; ++i) {
        outbox_row job = b.outbox_new[i];
        job.state = states[i];
        job.reason = "hết giấy";
        job.attempts = i;
        job.sending_at = at(10);
        moved.outbox_changed.push_back(job);
    }
    ASSERT_TRUE(door_->commit(moved));
    door_.reset();
    door_ = sample::open(folder_.path());
    const auto found = door_->recover();
    ASSERT_TRUE(found);
    ASSERT_EQ(found->unfinished.size(), 3u);
    EXPECT_EQ(found->unfinished[0].state, delivery::sending);
    EXPECT_EQ(found->unfinished[0].reason, "hết giấy");
    EXPECT_EQ(found->unfinished[0].sending_at, at(10));
    EXPECT_EQ(found->unfinished[0].args, R"({"copies":2})");
    EXPECT_EQ(found->unfinished[1].state, delivery::unknown);
    EXPECT_EQ(found->unfinished[2].state, delivery::queued);
    EXPECT_EQ(found->next_outbox, 6);
    EXPECT_EQ(found->next_session, 3);
    EXPECT_EQ(found->commit_no, 4);
    EXPECT_EQ((*door_->snapshot())->outbox(1)->size(), 5u);
    EXPECT_EQ((*door_->snapshot())->unfinished_outbox()->size(), 3u);
}

TEST_F(paper, keeps_attachments) {
    batch b;
    b.attachments.push_back({1, 1, "don.pdf", "application/pdf", sha256("%PDF"), "%PDF", at(3)});
    ASSERT_TRUE(door_->commit(b));
    const auto reader = *door_->snapshot();
    ASSERT_EQ(reader->attachments(1)->size(), 1u);
    EXPECT_EQ(reader->attachments(1)->front().bytes, "");
    EXPECT_EQ((*reader->attachment(1, 1))->bytes, "%PDF");
}

}  // namespace
}  // namespace motcua::store
