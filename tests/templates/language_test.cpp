#include <filesystem>

#include "engine/xml/document.hpp"
#include "paper.hpp"

using namespace motcua;
using namespace motcua::templates;
using namespace motcua::templates::testing;

namespace {

local_day day(const char* text) {
    return *parse_day(text);
}

std::string faults_of(const std::string& text) {
    const auto f = read_form(text, "bad.xml");
    return f ? "no fault" : all_of(f.error());
}

void expect_place(const std::string& found, const std::string& place, const std::string& words) {
    const auto at = found.find(place);
    ASSERT_NE(at, std::string::npos) << place << " is not in\n" << found;
    const auto line = found.substr(at, found.find('\n', at) - at);
    EXPECT_NE(line.find(words), std::string::npos) << line;
}

}  // namespace

TEST(template_language, every_shipped_template_is_valid_by_the_schema) {
    int files = 0;
    for (const char* folder : {"templates/forms", "templates/forms/pieces"})
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() != ".xml") continue;
            const auto found = xml::validate(entry.path().string(), "workflows/schema/template.xsd");
            ASSERT_TRUE(found) << found.error().message;
            EXPECT_TRUE(found->empty()) << all_of(*found);
            ++files;
        }
    EXPECT_GT(files, 30);
    EXPECT_EQ(all_of(*xml::validate("templates/sets.xml", "workflows/schema/template.xsd")), "");
    const auto bad = write_temporary("invalid.xml", template_with("<p size='big'>x</p><wink/>"));
    EXPECT_GE(xml::validate(bad, "workflows/schema/template.xsd")->size(), 2u) << "the schema does look";
}

TEST(template_language, all_faults_of_a_file_come_at_once_with_their_places) {
    const auto found = faults_of(
        "<template xmlns='urn:motcua:template:1' form='Bad Name' sets=''>\n"  // no title either
        "  <layout media='a4 a7' font='comic' margin='1 2'>\n"
        "    <body>\n"
        "      <p align='middle' colour='red'>{applicant..name|nonsense} {open</p>\n"
        "      <blink/>\n"
        "      <table columns='10 20'><row><cell>one</cell></row></table>\n"
        "      <each in='documents'><p>x</p></each>\n"
        "      <if has='a' lacks='b'><p>x</p></if>\n"
        "      <p size='900'>日本</p>\n"
        "      <code128/>\n"
        "    </body>\n"
        "  </layout>\n"
        "</template>");
    expect_place(found, "bad.xml:1:47: ", "name of small letters");
    expect_place(found, "bad.xml:2:18", "a7");
    EXPECT_NE(found.find("comic"), std::string::npos) << found;
    EXPECT_NE(found.find("four margins"), std::string::npos) << found;
    expect_place(found, "bad.xml:4:", "");
    for (const char* word :
         {"middle", "'colour'", "dotted path", "'nonsense' is no filter", "without its partner",
          "<blink> is no block", "a row of 1 columns in a table of 2", "needs as='…'", "exactly one of",
          "size='900'", "U+65E5", "<code128> needs value"})
        EXPECT_NE(found.find(word), std::string::npos) << word << " is not in\n" << found;
}

TEST(template_language, broken_xml_gives_its_first_fault) {
    expect_place(faults_of("<template>\n  <layout>\n</template>"), "bad.xml:3:", "");
    EXPECT_NE(faults_of("<other/>").find("expected <template"), std::string::npos);
}

TEST(template_language, deep_nesting_is_refused_before_it_hurts) {
    std::string open, close;
    for (int i = 0; i < 200; ++i) {
        open += "<keep>";
        close += "</keep>";
    }
    EXPECT_NE(faults_of(template_with(open + close)).find("40 deep"), std::string::npos);
    std::string bold_open, bold_close;
    for (int i = 0; i < 200; ++i) {
        bold_open += "<b>";
        bold_close += "</b>";
    }
    EXPECT_NE(faults_of(template_with("<p>" + bold_open + "x" + bold_close + "</p>")).find("40 deep"),
              std::string::npos);
}

TEST(template_language, italics_on_a_roll_are_refused_because_the_face_has_none) {
    EXPECT_NE(faults_of(template_with("<p><i>x</i></p>", "media='80mm' font='sans'")).find("no italic"),
              std::string::npos);
}

TEST(template_language, a_folder_without_templates_says_so) {
    const auto l = library::load("tests/templates/values");
    ASSERT_FALSE(l);
    EXPECT_NE(all_of(l.error()).find("cannot list this folder of forms"), std::string::npos);
}

TEST(forms, the_day_of_acceptance_chooses_the_set) {
    EXPECT_EQ(shipped().set_in_force(day("2018-06-20")), "");
    EXPECT_EQ(shipped().set_in_force(day("2018-06-21")), "2018");
    EXPECT_EQ(shipped().set_in_force(day("2025-09-14")), "2018");
    EXPECT_EQ(shipped().set_in_force(day("2025-09-15")), "2025");
    const auto* before = shipped().find({"apology", {}, day("2025-09-14")});
    const auto* after = shipped().find({"apology", {}, day("2025-09-15")});
    ASSERT_TRUE(before && after);
    EXPECT_EQ(before->title, "Phiếu xin lỗi và hẹn lại ngày trả kết quả");
    EXPECT_EQ(after->title, "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết");
    EXPECT_EQ(before->number, "04");
    EXPECT_EQ(after->number, "04");
}

TEST(forms, numbers_follow_each_set) {
    EXPECT_EQ(find_form("control_sheet", "2018").number, "05");
    EXPECT_EQ(find_form("control_sheet", "2025").number, "06");
    EXPECT_EQ(find_form("register", "2018").number, "06");
    EXPECT_EQ(find_form("register", "2025").number, "07");
    EXPECT_EQ(shipped().find({"stop_notice", {}, day("2020-01-01")}), nullptr);
    EXPECT_EQ(find_form("stop_notice", "2025").number, "05");
}

TEST(forms, a_procedure_with_its_own_set_gets_its_titles_and_else_the_set_in_force) {
    EXPECT_EQ(shipped().find({"receipt", "residence", day("2026-02-05")})->number, "CT04");
    EXPECT_EQ(shipped().find({"supplement_request", "residence", day("2026-02-05")})->number, "CT05");
    EXPECT_EQ(shipped().find({"refusal", "residence", day("2026-02-05")})->number, "CT06");
    EXPECT_EQ(shipped().find({"receipt", "identity-card", day("2026-02-05")})->number, "CC02");
    EXPECT_EQ(shipped().find({"refusal", "identity-card", day("2026-02-05")})->number, "CC03");
    EXPECT_EQ(shipped().find({"apology", "residence", day("2026-02-05")})->number, "04");
    EXPECT_EQ(shipped().find({"no_such_form", {}, day("2026-02-05")}), nullptr);
}

TEST(forms, layouts_of_our_own_design_are_marked) {
    for (const char* name : {"stop_notice", "chase_note", "posting_sheet", "parcel_label"})
        EXPECT_FALSE(find_form(name).confirmed) << name;
    for (const char* name : {"receipt", "supplement_request", "refusal", "register", "manifest"})
        EXPECT_TRUE(find_form(name).confirmed) << name;
    EXPECT_FALSE(find_form("receipt", "residence").confirmed);
    for (const char* set : {"2018", "2025"}) EXPECT_TRUE(find_form("apology", set).confirmed) << set;
}

TEST(forms, a_form_is_found_again_by_its_hash_and_the_hash_covers_the_included_pieces) {
    const auto& f = find_form("receipt");
    EXPECT_EQ(f.hash.size(), 64u);
    EXPECT_EQ(shipped().find_by_hash(f.hash)->file, f.file);
    EXPECT_NE(f.hash, find_form("receipt", "residence").hash);
    const auto folder = temporary("pieces");
    std::filesystem::create_directories(folder);
    const auto hash_with = [&](const std::string& words) {
        write_temporary("pieces/p.xml", "<piece xmlns='urn:motcua:template:1'><p>" + words + "</p></piece>");
        const auto read =
            read_form(template_with("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='p.xml'/>"),
                      folder + "/f.xml");
        return read ? read->hash : all_of(read.error());
    };
    EXPECT_NE(hash_with("one"), hash_with("two"));
}
