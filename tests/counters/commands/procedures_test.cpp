// `motcua procedures import` and `list` as whoever brings a province's catalogue in meets them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "counters/commands/procedures_import.hpp"
#include "counters/commands/procedures_list.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"

namespace motcua::counters {
namespace {

namespace fs = std::filesystem;

constexpr const char* head =
    "# Danh mục thử của tỉnh An Khánh, 15/7/2026\n"
    "no\tcode\tfield\tlevel\tonline\ttitle\tterm\tfee\tfee_to_2026-12-31\tvalid_to\tnote\n";

struct answer {
    int status = 0;
    std::string out, err;
};

class procedures : public testing::Test {
protected:
    procedures() : folder_(fs::path(testing::TempDir()) / "procedures") { fs::remove_all(folder_); }
    ~procedures() override { fs::remove_all(folder_); }

    answer import(const std::string& rows, bool replace = false, const std::string& names = head) {
        fs::create_directories(folder_);
        std::ofstream(folder_ / "list.tsv") << names << rows;
        procedures_import_options o;
        o.file = (folder_ / "list.tsv").string();
        o.out = (folder_ / "procedures").string();
        o.replace = replace;
        std::ostringstream out, err;
        const int status = procedures_import(o, out, err);
        return {status, out.str(), err.str()};
    }
    std::string file(const std::string& name) const {
        return read_file((folder_ / "procedures" / name).string()).value_or("");
    }
    json listed(bool unconfirmed, const std::string& day = "2026-12-01") const {
        procedures_list_options o;
        o.workflows = folder_.string();
        o.day = day;
        o.unconfirmed = unconfirmed;
        o.json = true;
        std::ostringstream out, err;
        EXPECT_EQ(procedures_list(o, out, err), 0) << err.str();
        return *parse_json(out.str());
    }

    const fs::path folder_;
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

TEST_F(procedures, become_files_that_say_what_the_list_says_and_that_nothing_is_confirmed) {
    const auto a = import(
        "1\t1.010038\tđăng ký, quản lý cư trú\tcommune\tpartial\tTách hộ\t5 WD\t10.000 / 5.000\t-\t-\t-\n"
        "2\t-\tđăng ký, quản lý cư trú\tcommune\t-\tĐiều chỉnh <thông tin>\t1/2 WD / 3 WD\t0\t-\t-\tcó dữ "
        "liệu / "
        "phải xác minh\n");
    EXPECT_EQ(a.status, 0) << a.err;
    EXPECT_EQ(a.out, "2 procedures, 2 files written, 0 kept\n");
    const auto first = file("dang-ky-quan-ly-cu-tru/1.010038.xml");
    EXPECT_TRUE(has(first, R"(<online level="partial" confirmed="false")")) << first;
    EXPECT_TRUE(has(first, R"(<fee stream="direct" amount="10000" confirmed="false")")) << first;
    EXPECT_TRUE(has(first, R"(<fee stream="online" amount="5000" confirmed="false")")) << first;
    EXPECT_TRUE(
        has(first, R"(<term working-days="5" confirmed="false" source="Danh mục thử của tỉnh An Khánh)"))
        << first;
    const auto other = file("dang-ky-quan-ly-cu-tru/local-002.xml");
    EXPECT_TRUE(has(other, R"(<online level="unknown")")) << "never taken for not offered";
    EXPECT_TRUE(has(other, "Điều chỉnh &lt;thông tin&gt;")) << other;
    EXPECT_TRUE(has(other, R"(<case code="case-1">có dữ liệu</case>)")) << other;
    EXPECT_TRUE(has(other, R"(<term case="case-1" working-days="0.5")")) << other;
    EXPECT_TRUE(has(other, R"(<term case="case-2" working-days="3")")) << other;
}

TEST_F(procedures, keep_reduced_fees_to_their_day_and_words_where_no_amount_stands) {
    const auto a = import(
        "1\t-\tcon dấu\tprovince\tfull\tMột\t8 WH\t50.000; 100.000\t25.000; 50.000\t-\tnhỏ; lớn\n"
        "2\t-\tcon dấu\tprovince\tfull\tHai\t10 d / 4 m\tby 60/2023/TT-BTC\t-\t-\t-\n"
        "3\t-\tcon dấu\tprovince\tfull\tBa\tat once / 3 WD\t70.000\t35.000\t-\tthường / khó\n"
        "4\t-\tcon dấu\tprovince\tfull\tBốn\t2 WD / 3 WD\tnot fixed\t-\t-\tstages: tỉnh / bộ\n");
    EXPECT_EQ(a.status, 0) << a.err;
    const auto words = file("con-dau/local-001.xml");
    EXPECT_TRUE(has(words, R"(note="25.000; 50.000" until="2026-12-31")")) << words;
    EXPECT_TRUE(has(words, R"(note="50.000; 100.000" from="2027-01-01")")) << words;
    EXPECT_TRUE(has(file("con-dau/local-002.xml"), R"(note="theo 60/2023/TT-BTC")"));
    EXPECT_TRUE(has(file("con-dau/local-002.xml"), R"(<term case="case-2" calendar-days="120")"));
    EXPECT_TRUE(has(file("con-dau/local-002.xml"), R"(<case code="case-2">Trường hợp 2</case>)"));
    EXPECT_TRUE(has(file("con-dau/local-003.xml"), R"(<fee amount="35000" until="2026-12-31")"));
    EXPECT_TRUE(has(file("con-dau/local-003.xml"), R"(<fee amount="70000" from="2027-01-01")"));
    EXPECT_TRUE(has(file("con-dau/local-003.xml"), R"(<term case="case-1" at-once="true")"));
    EXPECT_TRUE(has(file("con-dau/local-004.xml"), R"(<term working-days="5")"))
        << "one dossier, both stages";
    EXPECT_TRUE(has(file("con-dau/local-004.xml"), R"(note="chưa quy định")"));
}

TEST_F(procedures, are_listed_with_what_nobody_has_confirmed_as_long_as_they_are_offered) {
    import(
        "1\t1.1\tcon dấu\tprovince\t-\tMột\t-\t-\t-\t-\t-\n"
        "2\t1.2\tcon dấu\tprovince\tfull\tHai\t3 WD\t0\t-\t2026-08-17\t-\n");
    const auto now = listed(true).at("procedures").as_array();
    ASSERT_EQ(now.size(), 1u);
    EXPECT_EQ(get_string(now[0], "code"), "1.1");
    EXPECT_EQ(get_string(now[0], "level"), "unknown");
    EXPECT_EQ(now[0].at("unconfirmed"), (json_array{"level", "term", "fee", "documents"}));
    EXPECT_EQ(listed(false, "2026-08-17").at("procedures").as_array().size(), 2u);
}

TEST_F(procedures, that_a_person_has_finished_are_not_written_over) {
    const std::string row = "1\t1.1\tcon dấu\tprovince\tfull\tMột\t3 WD\t0\t-\t-\t-\n";
    import(row);
    const auto path = (folder_ / "procedures/con-dau/1.1.xml").string();
    ASSERT_TRUE(write_file(path, "finished"));
    const auto again = import(row);
    EXPECT_EQ(again.status, 1);
    EXPECT_TRUE(has(again.err, "1.1.xml: was there already")) << again.err;
    EXPECT_EQ(file("con-dau/1.1.xml"), "finished");
    EXPECT_EQ(import(row, true).status, 0);
    EXPECT_NE(file("con-dau/1.1.xml"), "finished");
}

TEST_F(procedures, of_a_list_with_faults_are_not_made_and_all_faults_are_told_with_their_places) {
    const auto a = import(
        "1\t1.1\tcon dấu\tprovince\tfull\tMột\t3 WD\t0\t-\tyesterday\t-\n"
        "2\t1.1\tcon dấu\tprovince\tmaybe\tHai\t3 WD\t0\t-\t-\t-\n"
        "3\tcon dấu\n");
    EXPECT_EQ(a.status, 2);
    EXPECT_TRUE(has(a.err, "list.tsv:3:46: \"yesterday\" is no day")) << a.err;
    EXPECT_TRUE(has(a.err, "list.tsv:4:1: online is \"maybe\"")) << a.err;
    EXPECT_TRUE(has(a.err, "list.tsv:4:1: \"1.1\" stands in line 3 already")) << a.err;
    EXPECT_TRUE(has(a.err, "list.tsv:5:1: 2 cells, but 11 columns are named")) << a.err;
    EXPECT_FALSE(fs::exists(folder_ / "procedures"));
    const auto names = import("", false, "# x\nno\ttitle\tcolour\tno\n");
    EXPECT_TRUE(has(names.err, "list.tsv:2:10: there is no column \"colour\"")) << names.err;
    EXPECT_TRUE(has(names.err, "there is no column \"field\"")) << names.err;
    EXPECT_TRUE(has(names.err, "the column \"no\" stands here twice")) << names.err;
}

}  // namespace
}  // namespace motcua::counters
