// A safe copy is whole, whatever the office does meanwhile, and is an office of its own afterwards.
#include "engine/store/copy_folder.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include "engine/store/mark.hpp"
#include "tests/engine/store/numbered.hpp"
#include "tests/engine/store/tamper.hpp"

namespace motcua::store {
namespace {

namespace fs = std::filesystem;

class copies : public testing::Test {
protected:
    std::string to(const std::string& name = "copy") const { return where_.path() + "/" + name; }
    std::string names_there() const {
        std::string all;
        for (const auto& e : fs::directory_iterator(where_.path())) all += e.path().filename().string() + " ";
        return all;
    }
    sample::folder office_, where_;
};

TEST_F(copies, of_a_busy_office_are_of_one_commit_and_open_without_complaint) {
    auto d = sample::open(office_.path(), {.checkpoint_bytes = 16 * 4096});
    std::atomic<bool> enough = false;
    std::atomic<std::int64_t> done = 0;
    std::thread busy([&] {
        for (std::int64_t n = 1; !enough && sample::commit_numbered(*d, n); ++n) done = n;
    });
    for (int i = 0; i < 5; ++i) {
        while (done < 40 * (i + 1)) std::this_thread::yield();
        const std::int64_t before = done;
        const auto made = copy_folder(office_.path(), to(std::to_string(i)));
        if (!made) ADD_FAILURE() << made.error().message;
        if (!made) break;
        EXPECT_GE(made->last_commit, before);
        EXPECT_EQ(made->sessions, sample::numbered_sessions);
        const auto copy = sample::open(to(std::to_string(i)));
        if (!copy) break;
        EXPECT_EQ(sample::holds(*copy), made->last_commit);
        EXPECT_TRUE(copy->verify()->missing.empty());
        EXPECT_TRUE(sample::commit_numbered(*copy, made->last_commit + 1));
    }
    enough = true;
    busy.join();
    EXPECT_FALSE(d->stopped());
    EXPECT_EQ(sample::holds(*d), done);
}

TEST_F(copies, of_an_office_that_was_killed_hold_its_log_and_leave_it_there) {
    sample::folder killed;
    {
        auto d = sample::open(office_.path(), {.checkpoint_bytes = 0});
        for (std::int64_t n = 1; n <= 30; ++n) ASSERT_TRUE(sample::commit_numbered(*d, n));
        for (const char* name : {"/motcua.db", "/motcua.db-wal", "/mark"})
            fs::copy_file(office_.path() + name, killed.path() + name);
    }
    const auto log = *read_file(killed.file() + "-wal");
    const auto made = copy_folder(killed.path(), to());
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->last_commit, 30);
    EXPECT_EQ(*read_file(killed.file() + "-wal"), log);
    EXPECT_EQ(sample::holds(*sample::open(to())), 30);
}

TEST_F(copies, hold_every_other_file_as_it_stands) {
    auto d = sample::open(office_.path());
    ASSERT_TRUE(sample::commit_numbered(*d, 1));
    fs::create_directories(office_.path() + "/notices");
    std::ofstream(office_.path() + "/printers.json") << "{}";
    std::ofstream(office_.path() + "/notices/7.json") << "seven";
    std::ofstream(office_.path() + "/notices/8.json.part") << "half";
    const auto made = copy_folder(office_.path(), to());
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->files, 2);
    EXPECT_EQ(*read_file(to() + "/printers.json"), "{}");
    EXPECT_EQ(*read_file(to() + "/notices/7.json"), "seven");
    EXPECT_FALSE(fs::exists(to() + "/notices/8.json.part"));
    EXPECT_FALSE(fs::exists(to() + "/lock"));
    EXPECT_EQ(names_there(), "copy ");
}

TEST_F(copies, never_take_the_place_of_something) {
    {
        auto d = sample::open(office_.path());
        ASSERT_TRUE(sample::commit_numbered(*d, 1));
    }
    fs::create_directories(to());
    ASSERT_TRUE(copy_folder(office_.path(), to() + "/")) << "an empty folder is nothing";
    const auto before = fs::last_write_time(to() + "/motcua.db");
    for (const auto& [from, target] :
         {std::pair(office_.path(), to()), std::pair(office_.path(), office_.path()),
          std::pair(office_.path(), office_.path() + "/inside"), std::pair(where_.path(), to("other")),
          std::pair(office_.path(), to("not/there"))}) {
        const auto refused = copy_folder(from, target);
        ASSERT_FALSE(refused) << target;
        EXPECT_EQ(refused.error().what, failure::kind::bad_input) << refused.error().message;
    }
    EXPECT_EQ(fs::last_write_time(to() + "/motcua.db"), before);
    EXPECT_EQ(names_there(), "copy ");
}

TEST_F(copies, of_damaged_or_incomplete_data_are_not_made) {
    {
        auto d = sample::open(office_.path(), {.checkpoint_bytes = 0});
        for (std::int64_t n = 1; n <= 20; ++n) ASSERT_TRUE(sample::commit_numbered(*d, n));
        ASSERT_TRUE(d->checkpoint());
    }
    sample::tamper(office_.file(), "UPDATE journal SET event = 'forged' WHERE seq = 5");
    const auto forged = copy_folder(office_.path(), to());
    ASSERT_FALSE(forged);
    EXPECT_EQ(forged.error().what, failure::kind::corrupt);
    EXPECT_NE(forged.error().message.find("commit 5"), std::string::npos) << forged.error().message;
    sample::tamper(office_.file(), "UPDATE journal SET event = 'batch-5' WHERE seq = 5");
    ASSERT_TRUE(copy_folder(office_.path(), to("good")));

    sample::tamper(office_.file(),
                   "DELETE FROM commits WHERE commit_no = 20; DELETE FROM journal WHERE seq = 20;"
                   "UPDATE session SET journal_head = 10 WHERE id = 10");
    const auto lost = copy_folder(office_.path(), to());
    ASSERT_FALSE(lost);
    EXPECT_NE(lost.error().message.find("has lost commits"), std::string::npos) << lost.error().message;
    EXPECT_EQ(names_there(), "good ");
}

}  // namespace
}  // namespace motcua::store
