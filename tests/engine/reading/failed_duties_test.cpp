// A notice or a sheet that failed stands in a list until a person has dealt with it: sent or printed again,
// or told the receiver otherwise.
#include "tests/engine/writer/office.hpp"

#include <boost/asio/use_future.hpp>

namespace motcua {
namespace {

using kind = answer::kind;
using sample::office;

class failed_duty : public testing::Test {
protected:
    failed_duty() {
        session_ = o_.accepted();
        o_.go_to("2026-03-10T17:30");  // the apology has been issued and is owed to the applicant
        notice_ = outbox_request("notify", "apology");
        fail(notice_);
    }
    std::uint64_t outbox_request(const std::string& what, const std::string& name) {
        const auto all = o_->unfinished_duties().value();
        for (const auto& d : all)
            if (d.kind == what && d.name == name && d.args.find("controlling-unit") == d.args.npos)
                return d.id;
        ADD_FAILURE() << "no " << what << ' ' << name;
        return 0;
    }
    void fail(std::uint64_t duty) {
        EXPECT_TRUE(o_->async_report({duty, "sending", "", "smtp", ""}, boost::asio::use_future).get());
        EXPECT_TRUE(o_->async_report({duty, "failed", "máy chủ thư từ chối (mã 550)", "smtp", ""},
                                     boost::asio::use_future)
                        .get());
    }
    json_array failed() { return o_.ask("duties", {{"state", "failed"}}).at("items").as_array(); }
    answer decide(std::uint64_t duty, const std::string& outcome) {
        return o_.send(session_, "reception.lan", "decide",
                       to_text(json_object{{"duty", duty}, {"outcome", outcome}}));
    }

    office o_{"2026-03-02T10:00"};
    std::uint64_t session_ = 0, notice_ = 0;
};

TEST_F(failed_duty, is_listed_with_its_dossier_and_its_reason) {
    const auto all = failed();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(get_integer(all[0], "id"), static_cast<std::int64_t>(notice_));
    EXPECT_EQ(get_string(all[0], "code"), o_.code(session_));
    EXPECT_EQ(get_string(all[0], "reason"), "máy chủ thư từ chối (mã 550)");
    const auto one = o_.ask("duties", {{"duty", notice_}}).at("items").as_array();
    ASSERT_EQ(one.size(), 1u);
    EXPECT_EQ(get_integer(one[0], "session"), static_cast<std::int64_t>(session_));
}

TEST_F(failed_duty, sent_again_is_a_new_duty_that_may_fail_in_its_turn) {
    const auto again = decide(notice_, "resend");
    ASSERT_EQ(again.what, kind::done) << again.body;
    EXPECT_TRUE(failed().empty());
    EXPECT_EQ(decide(notice_, "resend").what, kind::rejected) << "once is enough";
    const auto next = outbox_request("notify", "apology");
    EXPECT_EQ(get_integer(*parse_json(again.body), "duty"), static_cast<std::int64_t>(next));
    fail(next);
    EXPECT_EQ(failed().size(), 1u);
}

TEST_F(failed_duty, told_by_a_person_is_done) {
    EXPECT_EQ(decide(notice_, "printed").what, kind::rejected);
    EXPECT_EQ(decide(notice_, "told").what, kind::done);
    EXPECT_TRUE(failed().empty());
    o_.reopen();
    EXPECT_TRUE(failed().empty());
    EXPECT_EQ(o_.told(session_, "decide"), 1);
    for (const auto& row : o_.rows(session_, "timeline"))
        EXPECT_NE(get_string(row, "label"), get_string(row, "event")) << "told in words";
}

TEST_F(failed_duty, is_dealt_with_when_the_slip_it_brought_is_printed_for_the_receiver) {
    const auto sheet = outbox_request("print", "apology");
    EXPECT_EQ(failed().size(), 1u);
    const auto a = o_.send(session_, "reception.lan", "reprint", to_text(json_object{{"duty", sheet}}));
    ASSERT_EQ(a.what, kind::done) << a.body;
    EXPECT_TRUE(failed().empty());
}

}  // namespace
}  // namespace motcua
