// Weeks as people mistype them: every one is read to its end, with a fault at its place or with a calendar
// whose terms end. A provisional year makes up for its holidays, which searches the weeks for working days.
#include <random>

#include "tests/engine/calendar/shipped.hpp"

namespace motcua {
namespace {

using namespace calendar;

using files = std::vector<std::pair<std::string, std::string>>;

const std::string provisional = R"(<calendar xmlns="urn:motcua:1" year="2027" provisional="true">
<solar-holiday day="05-01" name="n" source="s"/><tet before="1" days="5" name="n" source="s"/></calendar>)";

// Of weekdays that a faulty week leaves unknown nothing more is said.
const std::string swapped = R"(<calendar xmlns="urn:motcua:1" year="2028">
<entry day="2028-03-01" kind="swapped-off" name="n" source="s" swap="2028-03-04"/>
<entry day="2028-03-04" kind="worked-saturday" name="n" source="s" swap="2028-03-01"/></calendar>)";

std::string base_of(const std::string& days) {
    return "<base xmlns=\"urn:motcua:1\"><counting cut-off=\"15:00\"/>\n<week from=\"2020-01-01\" "
           "source=\"s\">\n" +
           days + "<worked-saturday/></week></base>";
}

std::string all_faults(const std::string& days) {
    std::string out;
    const auto read = read_source(
        files{{"base.xml", base_of(days)}, {"vn-2027.xml", provisional}, {"vn-2028.xml", swapped}});
    if (!read)
        for (const auto& f : read.error()) out += to_string(f) + "\n";
    return out;
}

const std::string morning = "<working from=\"07:00\" to=\"11:00\"/>";

TEST(faulty_week, without_working_time_is_one_fault_with_its_place) {
    const std::string fault = "base.xml:2:1: no day of this week has working time";
    for (const std::string days : {"<day of=\"mon tue\"/>\n",
                                   "<day of=\"mon\"><receiving from=\"07:00\" "
                                   "to=\"11:00\"/></day>\n",
                                   "<day of=\"sun\"></day>\n"}) {
        const auto found = all_faults(days);
        EXPECT_EQ(found.substr(0, fault.size()), fault) << days;
        EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 1) << found;
    }
}

TEST(faulty_week, mistyped_is_named_at_its_attribute_and_nothing_else) {
    EXPECT_EQ(all_faults("<day of=\"mon-fri\">" + morning + "</day>\n"),
              "base.xml:3:10: unknown day 'mon-fri'; expected mon tue wed thu fri sat sun\n");
    const auto hours = all_faults("<day of=\"mon\">\n<working from=\"7h00\" to=\"11:00\"/></day>\n");
    EXPECT_EQ(hours, "base.xml:4:16: '7h00' is no time of day; expected HH:MM, 00:00 to 24:00\n");
}

TEST(faulty_week, with_one_working_weekday_makes_up_and_counts) {
    const auto source = read_source(files{{"base.xml", base_of("<day of=\"wed\">" + morning + "</day>\n")},
                                          {"vn-2027.xml", provisional}});
    ASSERT_TRUE(source) << to_string(source.error().front());
    EXPECT_EQ(shown(make_calendar(*source).due(at("2027-04-28T08:00"), working_days(1), counting{})),
              "2027-05-12T11:00");
}

struct chance {
    std::mt19937_64 random;
    std::size_t below(std::size_t n) { return random() % n; }
    std::string one_of(std::initializer_list<const char*> all) { return *(all.begin() + below(all.size())); }
};

std::string some_days(chance& c) {
    std::string days;
    for (std::size_t n = 1 + c.below(4); n > 0; --n) {
        std::string of;
        for (std::size_t k = c.below(4); k > 0; --k)
            of += c.one_of({"mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon-fri", "T2", "", " "}) + " ";
        days += "<day of=\"" + of + "\">";
        for (std::size_t k = c.below(3); k > 0; --k)
            days += "<" + c.one_of({"working", "working", "receiving"}) + " from=\"" +
                    c.one_of({"07:00", "13:00", "7h00", "", "24:00", "25:00"}) + "\" to=\"" +
                    c.one_of({"11:00", "17:00", "11h", "07:00", "24:00"}) + "\"/>";
        days += "</day>\n";
    }
    return days;
}

TEST(faulty_week, of_any_kind_is_refused_with_a_place_or_counts_to_an_end) {
    int refused = 0, read = 0;
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        chance c{std::mt19937_64{seed}};
        const auto days = some_days(c);
        const auto source = read_source(files{{"base.xml", base_of(days)}, {"vn-2027.xml", provisional}});
        if (!source) {
            ++refused;
            for (const auto& f : source.error()) {
                EXPECT_FALSE(f.file.empty()) << days;
                EXPECT_GT(f.at.line, 0) << days << to_string(f);
            }
            continue;
        }
        ++read;
        const auto made = make_calendar(*source);
        for (const auto& t : {working_days(5), working_hours(5), calendar_days(5), at_once()}) {
            const auto due = made.due(at("2027-02-04T16:00"), t, counting{});
            ASSERT_TRUE(due) << days << due.error().message;
            EXPECT_GT(due->at, at("2027-02-04T16:00")) << days;
        }
    }
    EXPECT_GT(refused, 1000);
    EXPECT_GE(read, 20);
}

}  // namespace
}  // namespace motcua
