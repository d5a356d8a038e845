// A rejection that is about what somebody wrote names the field, so that a form can mark it.
#include <gtest/gtest.h>

#include "engine/kinds/dossier/hard_rules.hpp"
#include "engine/kinds/dossier/router.hpp"
#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

// "code: field field"
std::string told(const refusal& no) {
    if (!no) return "nothing";
    std::string out = no->code + ":";
    for (const auto& f : no->fields) {
        out += ' ' + f.field;
        EXPECT_FALSE(f.message.empty()) << f.field;
    }
    return out;
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
    const auto at = text.find(part);
    EXPECT_NE(at, text.npos) << part;
    return text.replace(at, part.size(), by);
}

class named_fields : public testing::Test {
protected:
    std::string opening(const std::string& part, const std::string& by) {
        const auto text = replaced(direct_residence, part, by);
        EXPECT_EQ(office.open("dossier", text.c_str()), 0u);
        return told(office.refused);
    }
    std::string sending(std::uint64_t session, const char* event, const char* data) {
        EXPECT_FALSE(office.send(session, event, data));
        return told(office.refused);
    }

    office_at_work office{"2026-03-02T10:00:00"};
};

TEST_F(named_fields, of_reception) {
    EXPECT_EQ(opening(R"("case": "kinship", )", ""), "case_unknown: case");
    EXPECT_EQ(opening("Nguyễn Thế Phượng", ""), "applicant_missing: applicant.name");
    EXPECT_EQ(opening(R"("channel": "counter")", R"("channel": "window")"), "channel_unknown: channel");
    EXPECT_EQ(opening(R"("accept": true)", R"("accept": true, "return": {"mode": "cloud"})"),
              "return_mode_unknown: return.mode");
    EXPECT_EQ(opening(R"("override": "portal-down",)", ""), "override_reason_needed: override");
    EXPECT_EQ(opening(R"("stream": "direct")", R"("stream": "sideways")"), "unknown_stream: stream");
}

TEST_F(named_fields, of_a_result_by_post_are_those_that_are_missing) {
    const auto posted = [&](const std::string& part, const std::string& by) {
        const auto text = replaced(portal_passport, part, by);
        EXPECT_EQ(office.open("dossier", text.c_str()), 0u);
        return told(office.refused);
    };
    EXPECT_EQ(posted(R"("address": "Số 11 đường Hoa Mai", )", ""), "post_address_missing: return.address");
    EXPECT_EQ(posted(R"("phone": "0900 000 003",)", ""), "post_address_missing: applicant.phone");
}

TEST_F(named_fields, of_a_supplement) {
    const auto d = office.open("dossier", direct_residence);
    auto r = office.dossier(d);
    const auto c = office.around(d);
    const auto asked = [](const char* type) { return supplement_asked{{{type, "", "paper", ""}}, "thiếu"}; };
    EXPECT_EQ(told(check_supplement(r, {{}, "thiếu"}, c)), "supplement_without_items: items");
    EXPECT_EQ(told(check_supplement(r, {{{"CT01", "", "paper", ""}}, ""}, c)),
              "supplement_not_in_writing: reason");
    EXPECT_EQ(told(check_supplement(r, asked("local:ghost"), c)), "not_on_published_list: items");
    r.documents = {{"local:kinship", "", 0, 0, 0, 1}};
    EXPECT_EQ(told(check_supplement(r, asked("local:kinship"), c)), "e_copy_present: items");
    r.route.stream = "online";
    r.digitally_signed = true;
    EXPECT_EQ(told(check_supplement(r, asked("local:kinship"), c)), "paper_supplement_refused: items");
}

TEST_F(named_fields, of_a_late_result_in_somebodys_hands) {
    const auto d = office.open("dossier", direct_residence);
    auto r = office.dossier(d);
    auto c = office.around(d);
    c.at = *parse_instant("2026-03-20T09:00:00");
    r.promise.done = c.at;
    hand_delivery given;
    EXPECT_EQ(told(check_delivery(r, given, c)), "receiver_missing: receiver");
    given.receiver = "Nguyễn Thế Phượng";
    EXPECT_EQ(told(check_delivery(r, given, c)), "hand_delivery_needed: in_person proof");
    given.in_person = true;
    EXPECT_EQ(told(check_delivery(r, given, c)), "hand_delivery_needed: proof");
}

TEST_F(named_fields, of_a_new_date_are_those_that_gave_it) {
    const auto d = office.open("dossier", direct_residence);
    office.actor = "head.tri";
    office.pass_until("2026-03-10T15:30:00");
    EXPECT_EQ(sending(d, "answer_late", R"({"days": 2})"), "reason_missing: reason reason_code");
    EXPECT_EQ(sending(d, "answer_late", R"({"reason": "thiếu người", "days": 300})"),
              "extension_too_long: days");
    EXPECT_EQ(sending(d, "answer_late", R"({"reason": "thiếu người", "date": "2026-03-14"})"),
              "day-off: date");
    EXPECT_EQ(sending(d, "answer_late", R"({"reason": "thiếu người", "date": "2026-03-11"})"),
              "extension-too-short: date");
}

}  // namespace
}  // namespace motcua::dossier
