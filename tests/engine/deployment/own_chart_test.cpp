// What an office's own chart may do through the façade: print its own form again, tell another session of a
// legal instant or when a delay is over.
#include "tests/engine/deployment/mutant.hpp"

#include <boost/asio/use_future.hpp>
#include "tests/engine/replay/replayed.hpp"

namespace motcua {
namespace {

using kind = answer::kind;
using sample::office;

const std::string standard = "charts/standard.scxml", region = "charts/promise.scxml";

std::vector<std::int64_t> sheets(office& o, std::uint64_t id, const std::string& form) {
    std::vector<std::int64_t> out;
    for (const auto& s : o.rows(id, "slips"))
        if (get_string(s, "form") == form) out.push_back(get_integer(s, "seq"));
    return out;
}

TEST(an_own_form, is_printed_once_for_each_time_it_is_asked_for) {
    const sample::changed_workflows own(
        {{standard, R"(<mc:term op="pause" cause="other-body" noteexpr="_event.data.body"/>)",
          R"(<mc:term op="pause" cause="other-body" noteexpr="_event.data.body"/>
             <mc:slip form="consultation" bodyexpr="_event.data.body"/>)"}});
    office o("2026-02-09T08:10", own.folder);
    const auto id = o.accepted();
    for (int time = 1; time <= 3; ++time) {
        const auto a = o.send(id, "case.binh", "wait_other_body", R"({"body": "Công an tỉnh"})");
        ASSERT_EQ(a.what, kind::done) << a.body;
        ASSERT_EQ(o.send(id, "case.binh", "other_body_answered").what, kind::done);
        if (time == 1) o.reopen();
    }
    EXPECT_EQ(sheets(o, id, "consultation"), (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(o.prints(id, "consultation"), 3);
    EXPECT_FALSE(get_bool(o.dossier(id), "parked"));
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 1);
}

TEST(a_label, is_printed_anew_for_a_bag_that_was_kept_at_the_desk) {
    office o("2026-02-09T08:10");
    const auto id = o.create(sample::passport_by_post()).session;
    ASSERT_EQ(o.send(id, "reception.lan", "record_portal_and_accept",
                     R"({"code": "G01.99.1.001456-260209-0003", "at": "2026-02-09T08:10", "signed": true})")
                  .what,
              kind::done);
    ASSERT_EQ(o.send(id, "case.mai", "submit").what, kind::done);
    ASSERT_EQ(o.send(id, "head.khai", "sign").what, kind::done);
    for (int time = 1; time <= 2; ++time) {
        const auto a = o.send(id, "reception.lan", "print_label");
        ASSERT_EQ(a.what, kind::done) << a.body;
        ASSERT_EQ(o.send(id, "reception.lan", "keep_at_desk").what, kind::done);
    }
    EXPECT_EQ(sheets(o, id, "parcel_label"), (std::vector<std::int64_t>{1, 2}));
}

TEST(an_office_without_a_courier_chart, is_told_what_is_missing_when_a_round_is_opened) {
    const sample::changed_workflows own({});
    std::filesystem::remove(own.folder + "/charts/round.scxml");
    office o("2026-02-09T08:10", own.folder);
    auto c = o.order(0, "reception.lan", "create", R"({"unit": "CAX", "dossiers": []})");
    c.kind = "round";
    const auto a = o->async_submit(std::move(c), boost::asio::use_future).get();
    EXPECT_EQ(a.what, kind::rejected) << "nothing is wrong with the disk";
    EXPECT_EQ(sample::text(a, "code"), "no_chart") << a.body;
}

// Reception names a dossier; at T2 and an hour after "watch" that one is told.
const std::vector<sample::edit> telling{
    {standard, R"(<data id="courier" expr="''"/>)",
     R"(<data id="courier" expr="''"/><data id="friend" expr="0"/><data id="heard" expr="0"/>)"},
    {standard, R"(<transition event="add_note">)",
     R"(<transition event="watch"><mc:action label="Theo dõi" role="reception">
          <mc:field name="dossier" label="Hồ sơ" type="number" required="true"/></mc:action>
          <assign location="friend" expr="_event.data.dossier"/><send event="hour_over" delay="3600s"/></transition>
        <transition event="hour_over"><mc:tell sessionexpr="friend" event="neighbour.waits"/></transition>
        <transition event="neighbour"><assign location="heard" expr="heard + 1"/>
          <mc:note textexpr="'nghe tin từ hồ sơ ' + _event.data.from"/></transition>
        <transition event="add_note">)"},
    {region, R"(<transition event="promise.t2" target="promise_issued">
      <mc:reappoint by="default"/>
    </transition>
    <transition event="work.done" target="promise_settled"/>
  </state>

  <state id="promise_issued")",
     R"(<transition event="promise.t2" target="promise_issued">
      <mc:reappoint by="default"/>
      <if cond="friend &gt; 0"><mc:tell sessionexpr="friend" event="neighbour.late"/></if>
    </transition>
    <transition event="work.done" target="promise_settled"/>
  </state>

  <state id="promise_issued")"}};

class telling_timer : public testing::Test {
protected:
    telling_timer() {
        first_ = o_.accepted();
        second_ = o_.accepted();
        const auto a = o_.send(first_, "reception.lan", "watch", to_text(json_object{{"dossier", second_}}));
        EXPECT_EQ(a.what, kind::done) << a.body;
    }
    const sample::changed_workflows own_{telling};
    office o_{"2026-02-09T08:10", own_.folder};
    std::uint64_t first_ = 0, second_ = 0;
};

TEST_F(telling_timer, reaches_the_told_session_when_a_delay_is_over) {
    o_.go_to("2026-02-09T09:09");
    EXPECT_EQ(o_.told(second_, "neighbour.waits"), 0);
    o_.go_to("2026-02-09T09:10");
    EXPECT_EQ(o_.told(second_, "neighbour.waits"), 1);
    EXPECT_EQ(o_.dossier(second_).at("record").at("notes").as_array().size(), 1u);
}

TEST_F(telling_timer, reaches_the_told_session_at_a_legal_instant_once) {
    o_.go_to(o_.promise(first_, "t2"));
    EXPECT_EQ(o_.told(first_, "promise.t2"), 1);
    EXPECT_EQ(o_.told(second_, "neighbour.late"), 1);
    EXPECT_EQ(o_.prints(first_, "apology"), 1);
    o_.reopen();
    EXPECT_EQ(o_.told(second_, "neighbour.late"), 1);
    o_.close();
    EXPECT_EQ(sample::expect_replay_equals(o_.folder + "/data").equal, 2);
}

TEST_F(telling_timer, that_reaches_nobody_is_seen_and_can_be_taken_up_again) {
    const auto differ = o_.accepted();
    ASSERT_EQ(o_.send(differ, "reception.lan", "watch", R"({"dossier": 999})").what, kind::done);
    o_.go_to("2026-02-09T09:10");
    EXPECT_EQ(o_.told(second_, "neighbour.waits"), 1) << "another's trouble is no hindrance";
    const auto d = o_.dossier(differ);
    EXPECT_TRUE(get_bool(d, "parked"));
    EXPECT_NE(get_string(d, "parked_reason").find("hồ sơ 999"), std::string::npos)
        << get_string(d, "parked_reason");
}

}  // namespace
}  // namespace motcua
