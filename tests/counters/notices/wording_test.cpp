// The words of notices: what they may name is checked when they are read, all mistakes at once.
#include "counters/notices/wording.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "engine/base/text.hpp"

namespace motcua::notices {
namespace {

struct notice_wording : ::testing::Test {
    std::string file = ::testing::TempDir() + "motcua-wording.xml";
    void TearDown() override { std::filesystem::remove(file); }
    std::string faults_of(const std::string& text) {
        EXPECT_TRUE(write_file(file, text));
        const auto read = wording::read(file);
        std::string out;
        if (!read)
            for (const auto& f : read.error()) out += to_string(f).substr(file.size() + 1) + "\n";
        return out;
    }
};

TEST_F(notice_wording, of_the_office_is_read_and_filled_with_moments_in_words) {
    const auto all = wording::read("templates/notices.xml");
    ASSERT_TRUE(all) << to_string(all.error().front());
    const auto w = all->of("apology", *parse_json(R"({"dossier":"000-1","due":"2026-03-11T17:00:00+07:00",
        "reappointed":"2026-03-16T17:00:00+07:00","receiver":{"name":"Bà Phượng"},"office":{"name":"Công an"}})"));
    EXPECT_EQ(w.subject, "Xin lỗi và hẹn lại ngày trả kết quả hồ sơ 000-1");
    EXPECT_NE(w.text.find("hẹn trả lại: 17:00 ngày 16/03/2026"), std::string::npos) << w.text;
    EXPECT_EQ(w.text.find('{'), std::string::npos) << w.text;
}

TEST_F(notice_wording, with_mistakes_names_them_all_with_their_places) {
    EXPECT_EQ(
        faults_of(R"(<notices xmlns="urn:motcua:template:1">
<notice name="a" values="sum" subject="Hồ sơ {dossir}"><p>{sum} {due} {</p><p tone="x">b}</p></notice>
<notice subject="Hồ sơ"><p>c</p></notice>
<notice name="a" subject=""><q>d</q></notice>
<note/></notices>)"),
        R"(2:40: '{dossir}' is not known to this notice; expected one of dossier, procedure, receiver.name, office.name, sum, or name it in values='…'
2:59: '{due}' is not known to this notice; expected one of dossier, procedure, receiver.name, office.name, sum, or name it in values='…'
2:59: '{' without its partner
2:82: <p> has no attribute 'tone'
2:79: '}' without its partner
3:1: expected <notice name='…'>, each name once
4:27: <notice> says nothing
4:29: <notice> holds <p> only
4:15: expected <notice name='…'>, each name once
5:1: <notices> holds <notice> only
1:1: needs a <notice name='other'> for notices without words of their own
)");
}

TEST_F(notice_wording, of_another_kind_of_file_is_refused_at_its_root) {
    const auto said = faults_of("<?xml version=\"1.0\"?>\n<notes xmlns=\"urn:motcua:template:1\"/>");
    EXPECT_EQ(said, "2:1: expected <notices xmlns=\"urn:motcua:template:1\">\n");
}

}  // namespace
}  // namespace motcua::notices
