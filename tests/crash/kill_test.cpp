// The engine in a process of its own, killed at random moments and started again from the disk: what was
// acknowledged is there once, and what happened once did not happen twice.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/asio/use_future.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/base/text.hpp"
#include "tests/crash/script.hpp"
#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/writer/office.hpp"

extern char** environ;

namespace motcua {
namespace {

constexpr std::uint64_t first_seed = 20260302;

// One life of the driver.
class child {
public:
    child(const std::string& data, std::uint64_t seed, const std::string& acknowledged) {
        int ends[2];
        EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, ends[1], 1);
        std::string program = MOTCUA_CRASH_DRIVER, number = std::to_string(seed), folder = data,
                    log = acknowledged;
        char* arguments[] = {program.data(), folder.data(), number.data(), log.data(), nullptr};
        EXPECT_EQ(posix_spawn(&process_, program.c_str(), &files, nullptr, arguments, environ), 0);
        posix_spawn_file_actions_destroy(&files);
        close(ends[1]);
        out_ = ends[0];
    }
    ~child() { close(out_); }
    child(const child&) = delete;
    child& operator=(const child&) = delete;

    // Reads whole lines for so long, then kills; a line cut in two was not heard. What it said stays
    // readable.
    std::vector<std::string> listen_and_kill(std::size_t lines, int milliseconds) {
        while (heard() < lines && read_more(-1)) continue;
        for (int i = 0; i < milliseconds && read_more(1); ++i) continue;
        kill(process_, SIGKILL);
        while (read_more(-1)) continue;
        waitpid(process_, &status_, 0);
        std::vector<std::string> out;
        for (std::size_t from = 0, to; (to = text_.find('\n', from)) != text_.npos; from = to + 1)
            out.push_back(text_.substr(from, to + 1 - from));
        return out;
    }
    bool was_killed() const { return WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL; }

private:
    std::size_t heard() const {
        return static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n'));
    }
    // False at the end of its words; true also when nothing came in that time.
    bool read_more(int timeout) {
        pollfd wait{out_, POLLIN, 0};
        if (poll(&wait, 1, timeout) == 0) return true;
        char buffer[4096];
        const auto n = read(out_, buffer, sizeof buffer);
        if (n > 0) text_.append(buffer, static_cast<std::size_t>(n));
        return n > 0;
    }

    pid_t process_ = 0;
    int out_ = -1;
    int status_ = 0;
    std::string text_;
};

std::uint64_t offices() {
    return std::getenv("MOTCUA_PROVE") ? 20 : 1;
}

struct heard {
    std::int64_t step;
    bool done;
};

// Each office has a script of its own; many short ones, since what nobody finishes is chased for ever.
class crashes : public testing::TestWithParam<std::uint64_t> {
protected:
    // The office only opens after the last kill; until then its folder is the children's.
    crashes() : office_("2026-03-02T07:00") {
        office_.close();
        for (const char* which : {"0", "1"})
            std::filesystem::copy("workflows/calendars", office_.folder + "/calendars-" + which);
        // Every third Thursday is off in the second one.
        std::string more;
        for (auto d = *parse_day("2026-03-05"); d < *parse_day("2026-12-31"); d += std::chrono::days{21})
            more += "<entry day=\"" + to_iso(d) +
                    R"(" kind="holiday" name="Ngày nghỉ thêm" source="thử" confirmed="true"/>)";
        const auto file = office_.folder + "/calendars-1/vn-2026.xml";
        auto text = *read_file(file);
        EXPECT_TRUE(write_file(file, text.insert(text.rfind("</"), more)));
    }

    void kill_once(std::size_t lines, int milliseconds) {
        child c(data(), first_seed + GetParam(), log());
        std::ofstream to(log(), std::ios::app);
        for (const auto& line : c.listen_and_kill(lines, milliseconds)) {
            to << line;
            const auto n = std::atoll(line.c_str());
            EXPECT_TRUE(heard_.empty() || n == heard_.back().step + 1) << line;
            heard_.push_back({n, line.find("\t0\t") != line.npos});
        }
        EXPECT_TRUE(c.was_killed()) << "the driver ended by itself; its errors stand above";
    }
    std::string data() const { return office_.folder + "/data"; }
    std::string log() const { return office_.folder + "/acknowledged"; }

    void expect_each_acknowledged_once();
    void expect_gapless_numbers();
    void expect_one_apology_each();
    void expect_no_unmarked_sheet_twice();
    void expect_each_calendar_once();

    sample::office office_;
    std::vector<heard> heard_;
    int issued_ = 0;
};

// Print duties of a form that are no reprints; its slips that have a number.
int first_prints(const json& dossier, std::string_view form) {
    int n = 0;
    for (const auto& d : dossier.at("duties").as_array())
        n += get_string(d, "kind") == "print" && get_string(d, "name") == form &&
             get_integer(d.at("args"), "reprint") == 0;
    return n;
}
int numbered(const json& dossier, std::string_view form) {
    int n = 0;
    for (const auto& s : dossier.at("slips").as_array())
        n += get_string(s, "form") == form && !get_string(s, "number").empty();
    return n;
}

void crashes::expect_each_acknowledged_once() {
    const auto door = *store::open(data());
    const auto from = *door->snapshot();
    std::map<std::string, int> written;
    for (store::journal_seq after = 0;;) {
        const auto rows = *from->journal(after, 1000);
        if (rows.empty()) break;
        after = rows.back().seq;
        for (const auto& row : rows)
            if (!row.key.empty()) ++written[row.key];
    }
    for (const auto& [key, times] : written) EXPECT_EQ(times, 1) << key;
    for (const auto& h : heard_)
        if (h.done) {
            EXPECT_EQ(written.count(crash::key_of(h.step)), 1u) << "step " << h.step << " was acknowledged";
        }
}

void crashes::expect_gapless_numbers() {
    const auto door = *store::open(data());
    const auto from = *door->snapshot();
    std::map<std::string, std::set<std::int64_t>> series;
    std::int64_t slips = 0, numbered = 0;
    const auto sessions = *from->sessions(0, 1'000'000);
    for (const auto& row : sessions) {
        const auto cut = row.listed.code.rfind('-');
        EXPECT_TRUE(series[row.listed.code.substr(0, cut)]
                        .insert(std::stoll(row.listed.code.substr(cut + 1)))
                        .second);
        const auto paper = *from->slips(row.id);
        for (const auto& slip : paper) {
            ++slips;
            if (slip.series.empty()) continue;
            ++numbered;
            EXPECT_TRUE(series[slip.series + slip.period].insert(slip.number).second);
        }
    }
    for (const auto& [name, numbers] : series) {
        EXPECT_EQ(*numbers.begin(), 1) << name;
        EXPECT_EQ(*numbers.rbegin(), static_cast<std::int64_t>(numbers.size())) << name;
    }
    RecordProperty("slips", std::to_string(slips));
    RecordProperty("numbered", std::to_string(numbered));
}

void crashes::expect_one_apology_each() {
    const auto last = crash::moment_of(heard_.back().step + 1);
    office_.clock.set(last);
    office_.open();
    office_->async_quiet(boost::asio::use_future).get();
    int late = 0;
    const auto total = get_integer(office_.ask("dossiers", {{"list", "all"}}), "total");
    for (std::int64_t id = 1; id <= total; ++id) {
        const auto d = office_.dossier(static_cast<std::uint64_t>(id));
        const json& promise = d.at("promise");
        const json* kept = find_path(d, "record.promise.issued");
        const int issued = kept ? static_cast<int>(kept->as_array().size()) : 0;
        const auto prints = first_prints(d, "apology");
        EXPECT_EQ(prints, issued) << "dossier " << id;
        EXPECT_LE(prints, 1) << "dossier " << id;
        EXPECT_EQ(numbered(d, "apology"), issued) << "dossier " << id;
        issued_ += issued;
        EXPECT_FALSE(get_bool(d, "parked")) << get_string(d, "parked_reason");
        if (get_bool(d, "closed") || d.at("done").is_string()) continue;
        const auto t2 = parse_instant(get_string(promise, "t2"));
        if (!t2 || *t2 > last) continue;
        EXPECT_EQ(prints, 1) << "dossier " << id;
        ++late;
    }
    RecordProperty("late", late);
    RecordProperty("apologies", issued_);
    office_.close();
}

// What came out of the printer: one sheet of each slip without a mark, however often the power went.
void crashes::expect_no_unmarked_sheet_twice() {
    std::map<std::string, int> unmarked;
    int sheets = 0, marked = 0;
    std::ifstream file(office_.folder + "/printed");
    for (std::string line; std::getline(file, line); ++sheets) {
        const auto cut = line.rfind(' ');
        if (line.substr(cut + 1) == "0")
            ++unmarked[line.substr(0, cut)];
        else
            ++marked;
    }
    for (const auto& [slip, times] : unmarked) EXPECT_EQ(times, 1) << slip;
    RecordProperty("sheets", sheets);
    RecordProperty("reprints", marked);
}

// Each adoption met each dossier at most once, and the last one has met them all.
void crashes::expect_each_calendar_once() {
    const auto door = *store::open(data());
    const auto from = *door->snapshot();
    int moved = 0;
    const auto sessions = *from->sessions(0, 1'000'000);
    for (const auto& row : sessions) {
        std::set<std::int64_t> adoptions;
        const auto life = *from->timeline(row.id);
        for (const auto& said : life) {
            if (said.event != "calendar_moved") continue;
            ++moved;
            EXPECT_TRUE(adoptions.insert(said.at.time_since_epoch().count()).second) << "dossier " << row.id;
        }
    }
    RecordProperty("moved", moved);
    const auto last = parse_json(door->meta("calendar_adoption")->value_or("{}"));
    EXPECT_TRUE(get_bool(*last, "finished"));
}

TEST_P(crashes, lose_nothing_acknowledged_and_do_nothing_twice) {
    const int kills = offices() > 1 ? 25 : 15;
    std::mt19937_64 draw(first_seed + GetParam());
    for (int i = 0; i < kills && !HasFailure(); ++i)
        kill_once(draw() % 8 == 0 ? 0 : draw() % 40, static_cast<int>(draw() % 12));
    ASSERT_FALSE(heard_.empty());
    RecordProperty("steps", std::to_string(heard_.size()));
    expect_each_acknowledged_once();
    expect_gapless_numbers();
    sample::expect_replay_equals(data());
    expect_one_apology_each();
    expect_no_unmarked_sheet_twice();
    expect_each_calendar_once();
    sample::expect_replay_equals(data());
}

TEST_P(crashes, between_acceptance_and_the_apology_bring_it_once) {
    kill_once(1, 0);
    office_.clock.set(crash::moment_of(heard_.back().step));
    office_.open();
    const auto t2 = *parse_instant(office_.promise(1, "t2"));
    for (int i = 0; i < 3; ++i) {
        office_.go_to(t2);
        EXPECT_EQ(office_.prints(1, "apology"), 1);
        office_.reopen();
    }
    const auto duties = office_->unfinished_duties().value();
    EXPECT_EQ(std::count_if(
                  duties.begin(), duties.end(),
                  [](const duty& d) { return d.session == 1 && d.kind == "print" && d.name == "apology"; }),
              1);
}

INSTANTIATE_TEST_SUITE_P(office, crashes, testing::Range<std::uint64_t>(0, offices()));

}  // namespace
}  // namespace motcua
