// What an operator does with a data folder: copies it while people work, starts an office on the copy, and is
// told when a folder has lost work that citizens hold paper of.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "engine/store/mark.hpp"
#include "tests/app/office.hpp"

namespace motcua::app::testing {
namespace {

namespace fs = std::filesystem;

const char* const residents[] = {"Nguyễn Thế Phượng", "Lương Đăng Khoa", "Trần Thị Bưởi"};

std::vector<std::string> serve_on(const office& o, const std::string& data,
                                  std::vector<std::string> more = {}) {
    std::vector<std::string> words{"serve",
                                   "--data",
                                   o.files().path(data),
                                   "--listen",
                                   "127.0.0.1:0",
                                   "--page",
                                   o.files().path("page"),
                                   "--training",
                                   "--scenario",
                                   o.files().path("day.xml")};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::string code_of(office& o, std::uint64_t dossier) {
    return get_string(o.get("/dossiers/" + std::to_string(dossier)), "code");
}

std::int64_t total(office& o) {
    return get_integer(o.get("/dossiers?list=all"), "total");
}

ended backup(const office& o, const std::string& to) {
    return run({"backup", "--data", o.files().path("data"), "--to", o.files().path(to)}, o.files());
}

ended replay(const office& o, const std::string& data) {
    return run({"replay", "--data", o.files().path(data)}, o.files());
}

TEST(backup, of_a_running_office_opens_and_replays_although_the_office_went_on) {
    office o;
    std::atomic<bool> enough = false;
    std::atomic<std::int64_t> received = 0;
    std::thread people([&] {
        for (int i = 0; !enough; ++i) {
            o.receive(residents[i % 3]);
            ++received;
        }
    });
    while (received < 5) std::this_thread::yield();
    const std::int64_t before = received;
    const auto made = backup(o, "copy");
    enough = true;
    people.join();
    ASSERT_EQ(made.status, 0) << made.said;
    EXPECT_NE(made.said.find("chain whole"), std::string::npos) << made.said;
    EXPECT_NE(made.said.find("sessions"), std::string::npos) << made.said;
    const auto after = total(o);
    o.receive(residents[0]);

    const auto copied = replay(o, "copy");
    EXPECT_EQ(copied.status, 0) << copied.said;
    EXPECT_NE(copied.said.find("last commit: "), std::string::npos) << copied.said;
    EXPECT_EQ(copied.said.find("missing: "), std::string::npos) << copied.said;
    EXPECT_EQ(o.close(), 0);
    o.serve_instead(serve_on(o, "copy"));
    EXPECT_GE(total(o), before);
    EXPECT_LE(total(o), after);
    const auto fresh = o.receive(residents[1]);
    EXPECT_FALSE(code_of(o, fresh).empty());
    EXPECT_EQ(o.close(), 0);
    const auto again = replay(o, "copy");
    EXPECT_EQ(again.status, 0) << again.said;
    EXPECT_EQ(backup(o, "copy").status, 2) << "it holds something";
    EXPECT_EQ(backup(o, "of-a-stopped-office").status, 0);
}

// A copy without its log, as a naive backup makes it.
class lost_log : public ::testing::Test {
protected:
    lost_log() {
        for (const char* name : residents) codes_.push_back(code_of(office_, office_.receive(name)));
        fs::copy(office_.files().path("data"), office_.files().path("copy"), fs::copy_options::recursive);
        fs::remove(office_.files().path("copy/motcua.db-wal"));
        EXPECT_EQ(office_.close(), 0);
    }
    ended start(std::vector<std::string> more = {}) {
        return run(serve_on(office_, "copy", std::move(more)), office_.files());
    }
    office office_;
    std::vector<std::string> codes_;
};

TEST_F(lost_log, is_told_by_every_command_that_opens_the_folder) {
    const auto mark = store::read_mark(office_.files().path("copy"), 0);
    ASSERT_TRUE(mark);
    const auto refused = start();
    EXPECT_EQ(refused.status, 4) << refused.said;
    for (const auto& word : {"commit " + std::to_string(mark->commit_no), codes_.back(),
                             std::string("motcua backup"), std::string("--continue-after ")})
        EXPECT_NE(refused.said.find(word), std::string::npos) << word << "\n" << refused.said;
    for (const auto& words : {std::vector<std::string>{"calendar", "adopt", "--data", "copy", "--calendar",
                                                       "workflows/calendars", "--yes", "--by", "Lê Minh Trí"},
                              std::vector<std::string>{"calendar", "preview", "--data", "copy", "--calendar",
                                                       "workflows/calendars"},
                              std::vector<std::string>{"backup", "--data", "copy", "--to", "no-copy"}}) {
        auto in_files = words;
        for (auto& w : in_files)
            if (w == "copy" || w == "no-copy") w = office_.files().path(w);
        const auto came = run(in_files, office_.files());
        EXPECT_EQ(came.status, 4) << came.said;
        EXPECT_NE(came.said.find("lost commits"), std::string::npos) << words[0] << "\n" << came.said;
    }
    EXPECT_NE(replay(office_, "copy").status, 0);
    EXPECT_FALSE(fs::exists(office_.files().path("no-copy")));
}

TEST_F(lost_log, is_let_go_by_a_person_and_no_number_comes_twice) {
    EXPECT_EQ(start({"--continue-after", "0"}).status, 2) << "nobody says so";
    const auto wrong = start({"--continue-after", "77", "--by", "Lê Minh Trí"});
    EXPECT_EQ(wrong.status, 2) << wrong.said;
    const auto at = wrong.said.rfind("--continue-after ");
    ASSERT_NE(at, std::string::npos) << wrong.said;
    auto right = wrong.said.substr(at + 17);
    right = right.substr(0, right.find_first_not_of("0123456789"));
    office_.serve_instead(serve_on(office_, "copy", {"--continue-after", right, "--by", "Lê Minh Trí"}));
    const auto fresh = code_of(office_, office_.receive(residents[0]));
    for (const auto& known : codes_) EXPECT_GT(fresh, known);
    // The training room starts the same command line again.
    office_.cut_power();
    EXPECT_EQ(code_of(office_, office_.receive(residents[1])) > fresh, true);
    EXPECT_EQ(office_.close(), 0);
    const auto seen = replay(office_, "copy");
    EXPECT_EQ(seen.status, 0) << seen.said;
}

}  // namespace
}  // namespace motcua::app::testing
