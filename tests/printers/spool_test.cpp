#include <gtest/gtest.h>

#include <filesystem>

#include "engine/base/text.hpp"
#include "printers/drivers/devices.hpp"
#include "printers/queue/queue.hpp"
#include "tests/printers/paper.hpp"
#include "tests/printers/recorded_jobs.hpp"

namespace motcua::printers {
namespace {

namespace fs = std::filesystem;

struct spool : testing::Test {
    std::string folder =
        testing::TempDir() + "spool-" + testing::UnitTest::GetInstance()->current_test_info()->name();
    void SetUp() override { fs::remove_all(folder); }
    void TearDown() override { fs::remove_all(folder); }
};

TEST_F(spool, writes_a_file_named_after_its_job) {
    recorded_jobs log;
    print_queue queue(workers(), log, {});
    ASSERT_TRUE(queue.add("giấy", open_device("spool:" + folder).value()));
    print_job job = pdf_job(7, "%PDF-1.4 invented", {"giấy"});
    job.copies = 2;
    queue.submit(job);
    ASSERT_TRUE(log.reaches(7, job_state::done));
    EXPECT_EQ(log.history(7), (std::vector{job_state::sending, job_state::done}));
    EXPECT_EQ(read_file(folder + "/slip-7_1.pdf").value(), "%PDF-1.4 invented");
    EXPECT_TRUE(fs::exists(folder + "/slip-7_1+2.pdf"));
}

TEST_F(spool, draws_pictures_as_png) {
    auto device = open_device("spool:" + folder + "?format=png&dots=384").value();
    const document picture = noise(384, 20, 3);
    ASSERT_TRUE(device->prepare({}).empty());
    EXPECT_EQ(device->send({"../a b/1", picture, 1}, {}, {}).what, verdict::done);
    EXPECT_TRUE(fs::exists(folder + "/%2E._a%20b_1.png")) << "no name leaves the folder";
    EXPECT_EQ(device->send({"x/1", document{std::string("%PDF")}, 1}, {}, {}).what, verdict::failed);
}

TEST_F(spool, waits_for_a_folder_it_may_write) {
    ASSERT_TRUE(write_file(folder, "a file where the folder should be"));
    recorded_jobs log;
    print_queue queue(workers(), log, {only_when_woken, 10, {}});
    ASSERT_TRUE(queue.add("giấy", open_device("spool:" + folder + "/sub").value()));
    queue.submit(pdf_job(1, "%PDF", {"giấy"}));
    EXPECT_FALSE(queue.drain(std::chrono::milliseconds(50)));
    fs::remove(folder);
    queue.wake();
    EXPECT_TRUE(log.reaches(1, job_state::done));
}

TEST_F(spool, makes_nothing_before_there_is_something_to_write) {
    auto device = open_device("spool:" + folder + "/a/b").value();
    EXPECT_TRUE(device->prepare({}).empty());
    EXPECT_FALSE(fs::exists(folder)) << "who only asks leaves no folder behind";
    EXPECT_EQ(device->send({"x/1", document{std::string("%PDF")}, 1}, {}, {}).what, verdict::done);
    EXPECT_TRUE(fs::exists(folder + "/a/b/x_1.pdf"));
}

TEST_F(spool, a_job_that_was_being_written_is_written_once) {
    recorded_jobs log;
    print_queue queue(workers(), log, {});
    ASSERT_TRUE(queue.add("giấy", open_device("spool:" + folder).value()));
    queue.recover(pdf_job(3, "%PDF", {"giấy"}), "giấy");
    ASSERT_TRUE(log.reaches(3, job_state::done));
    EXPECT_EQ(log.history(3), (std::vector{job_state::queued, job_state::sending, job_state::done}));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 1);
}

}  // namespace
}  // namespace motcua::printers
