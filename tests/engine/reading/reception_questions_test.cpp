// What reception asks the engine before anything is written: the stream, the published list, what ends soon.
#include <filesystem>

#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using sample::office;

std::vector<std::string> texts(const json& list) {
    std::vector<std::string> out;
    for (const auto& v : list.as_array()) out.emplace_back(v.as_string());
    return out;
}

const json* warned_of(const json& all, std::string_view kind, std::string_view words) {
    for (const auto& w : all.at("items").as_array())
        if (get_string(w, "kind") == kind && get_string(w, "message").find(words) != std::string::npos)
            return &w;
    return nullptr;
}

TEST(route, stays_open_while_a_question_of_reception_is_unanswered) {
    office o("2026-03-02T10:00");
    json_object asked{{"procedure", "1.004194"}};
    const auto open = o.ask("route", asked);
    EXPECT_TRUE(open.at("stream").is_null());
    EXPECT_EQ(texts(open.at("unanswered")), (std::vector<std::string>{"e_identity", "portal_account"}));
    EXPECT_EQ(get_string(open, "reason").find("vì"), std::string::npos) << "no reason that nobody said";
    EXPECT_FALSE(get_bool(open, "may_override"));
    EXPECT_TRUE(open.at("fee").is_null()) << "it depends on the stream";
    EXPECT_EQ(get_string(open, "due"), "2026-03-05T17:00:00+07:00") << "it does not";
    asked["identity"] = {{"e_identity", true}};
    EXPECT_EQ(texts(o.ask("route", asked).at("unanswered")), std::vector<std::string>{"portal_account"});
    asked["facts"] = {{"portal_account", "no"}};
    const auto known = o.ask("route", asked);
    EXPECT_EQ(get_string(known, "stream"), "online");
    EXPECT_TRUE(known.at("unanswered").as_array().empty());
    EXPECT_EQ(get_integer(known.at("fee"), "amount"), 7000);
    EXPECT_FALSE(get_bool(known.at("guidance"), "recorded"));
    asked["identity"].as_object()["guided"] = true;
    EXPECT_TRUE(get_bool(o.ask("route", asked).at("guidance"), "recorded"));
}

TEST(route, asks_nothing_that_does_not_matter) {
    office o("2026-03-02T10:00");
    EXPECT_EQ(get_string(o.ask("route", {{"procedure", "1.004194"}, {"channel", "post"}}), "stream"),
              "direct");
    EXPECT_EQ(get_string(o.ask("route", {{"procedure", "2.000200"}, {"case", "without-data"}}), "rule"),
              "eligibility:with-data");
    const auto no_case = o.ask("route", {{"procedure", "2.000200"}});
    EXPECT_TRUE(no_case.at("stream").is_null());
    EXPECT_EQ(texts(no_case.at("unanswered")), std::vector<std::string>{"case"});
}

TEST(published_list, is_offered_by_type_and_name_for_the_case_of_the_dossier) {
    office o("2026-03-02T10:00");
    const auto opened = o.create(sample::residence(false));
    const json *guide = nullptr, *field = nullptr;
    const auto d = o.dossier(opened.session);
    for (const auto& a : d.at("actions").as_array())
        if (get_string(a, "event") == "guide") guide = &a;
    ASSERT_TRUE(guide);
    for (const auto& f : guide->at("fields").as_array())
        if (get_string(f, "name") == "items") field = &f;
    ASSERT_TRUE(field);
    const auto& options = field->at("options").as_array();
    ASSERT_EQ(options.size(), 2u);
    EXPECT_EQ(get_string(options[1], "code"), "local:dwelling");
    EXPECT_EQ(get_string(options[1], "label"), "Giấy tờ, tài liệu chứng minh chỗ ở hợp pháp");
    json_object item{{"type", get_string(options[1], "code")}, {"form", "paper"}};
    const auto asked = o.send(opened.session, "reception.lan", "guide",
                              to_text(json_object{{"items", json_array{item}}, {"reason", "chưa nộp"}}));
    EXPECT_EQ(asked.what, answer::kind::done) << asked.body;
    EXPECT_EQ(o.prints(opened.session, "supplement_request"), 1);
}

TEST(warnings, tell_thirty_days_before_a_fee_ends_what_follows) {
    office o("2026-11-30T10:00");
    EXPECT_EQ(warned_of(o.ask("warnings"), "fee_ends", ""), nullptr);
    o.go_to("2026-12-01T08:00");
    const auto all = o.ask("warnings");
    const auto* passport = warned_of(all, "fee_ends", "Mức phí 100.000 đồng của thủ tục 1.001456");
    ASSERT_TRUE(passport) << to_text(all);
    EXPECT_NE(get_string(*passport, "message").find("hết hiệu lực sau ngày 31/12/2026"), std::string::npos);
    EXPECT_NE(get_string(*passport, "next").find("Từ ngày 01/01/2027 thu 200.000 đồng (chưa xác nhận"),
              std::string::npos)
        << to_text(*passport);
    EXPECT_EQ(get_string(*passport, "until"), "2026-12-31");
    const auto* card = warned_of(all, "fee_ends", "2.001194");
    ASSERT_TRUE(card);
    EXPECT_EQ(get_string(*card, "next"), "Từ ngày 01/01/2027 thu 70.000 đồng.");
    o.go_to("2027-01-01T08:00");
    EXPECT_EQ(warned_of(o.ask("warnings"), "fee_ends", ""), nullptr);
}

TEST(warnings, say_that_nothing_follows_and_then_nothing_is_accepted) {
    const sample::edited_workflows ends("procedures/residence/1.004222.xml",
                                        R"(<fee stream="direct" amount="20000"/>)",
                                        R"(<fee stream="direct" amount="20000" until="2026-03-31"/>)");
    office o("2026-03-10T10:00", ends.folder);
    const auto all = o.ask("warnings");
    const auto* fee = warned_of(all, "fee_ends", "1.004222");
    ASSERT_TRUE(fee) << to_text(all);
    EXPECT_NE(get_string(*fee, "message").find("luồng trực tiếp"), std::string::npos);
    EXPECT_NE(get_string(*fee, "next").find("không tiếp nhận được"), std::string::npos);
    o.go_to("2026-04-01T08:00");
    EXPECT_TRUE(warned_of(o.ask("warnings"), "fee_missing", "1.004222"));
    const auto no = o.create(sample::residence());
    EXPECT_EQ(no.what, answer::kind::rejected);
    EXPECT_EQ(sample::text(no, "code"), "fee_unknown");
}

TEST(warnings, tell_in_time_where_the_calendar_ends) {
    const sample::edited_workflows cut("procedures/residence/1.004222.xml", "<term ", "<term ");
    for (const char* year : {"2027", "2028"})
        std::filesystem::remove(cut.folder + "/calendars/vn-" + year + ".xml");
    office o("2026-03-02T10:00", cut.folder);
    EXPECT_TRUE(o.ask("warnings").at("items").as_array().empty());
    o.go_to("2026-11-02T08:00");
    const auto all = o.ask("warnings");
    const auto* ends = warned_of(all, "calendar_ends", "31/12/2026");
    ASSERT_TRUE(ends) << to_text(all);
    EXPECT_EQ(get_string(*ends, "until"), "2026-12-31");
    EXPECT_NE(get_string(*ends, "next").find("vn-2027.xml"), std::string::npos);
    EXPECT_EQ(warned_of(all, "calendar_unannounced", ""), nullptr) << "said once";
}

TEST(warnings, tell_that_a_term_reaches_beyond_the_calendar_however_early) {
    const sample::edited_workflows longer("procedures/judicial-records/3.000333.xml", R"(calendar-days="15")",
                                          R"(calendar-days="700")");
    office o("2026-03-02T10:00", longer.folder);
    const auto all = o.ask("warnings");
    const auto* unannounced = warned_of(all, "calendar_unannounced", "31/12/2026");
    ASSERT_TRUE(unannounced) << to_text(all);
    EXPECT_NE(get_string(*unannounced, "message").find("3.000333"), std::string::npos);
}

TEST(warnings, say_when_nobody_said_how_early_to_warn) {
    const sample::edited_workflows bare("procedures/residence/1.004222.xml", "<term ", "<term ");
    std::filesystem::remove(bare.folder + "/warnings.xml");
    office o("2026-03-02T10:00", bare.folder);
    EXPECT_TRUE(warned_of(o.ask("warnings"), "warnings_missing", "warnings.xml"));
}

}  // namespace
}  // namespace motcua
