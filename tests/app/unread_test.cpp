// A disk that cannot be read for a while, under the engine and those who do its duties: what is owed stays
// owed, and is done when the disk answers again.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <filesystem>

#include "counters/app/kept_slip.hpp"
#include "counters/app/print_agent.hpp"
#include "tests/app/program.hpp"
#include "tests/engine/store/fault_layer.hpp"
#include "tests/engine/writer/office.hpp"
#include "tests/printers/child_process.hpp"

namespace motcua::app::testing {
namespace {

namespace fs = std::filesystem;

class unread : public ::testing::Test {
protected:
    unread() {
        sqlite3_vfs_register(sqlite3_vfs_find(store::sample::fault_layer::name()), 1);
        open();
        command c;
        c.kind = "dossier";
        c.event = "create";
        c.data = sample::residence();
        c.by = sample::person("reception.lan");
        EXPECT_EQ(engine_->async_submit(std::move(c), boost::asio::use_future).get().what,
                  answer::kind::done);
        receipt_ = engine_->unfinished_duties().value().front();
        open();  // so that nothing of it is in memory
    }
    ~unread() override {
        agent_.reset();
        engine_.reset();
        sqlite3_vfs_register(usual_, 1);
    }
    void open() {
        engine_.reset();
        options with;
        with.data = files_.path("data");
        with.workflows = "workflows";
        with.time = &clock_;
        with.forms = forms_for_engine(forms_);
        open_error error;
        engine_ = engine::open(std::move(with), error);
        for (const auto& line : error.lines) ADD_FAILURE() << line;
    }
    // On which the receipt is to come out, as a PDF.
    void open_printer() {
        auto agent = print_agent::start({io_.get_executor(), pool_.get_executor(), *engine_, forms_, clock_},
                                        office_printers::drawn("spool:" + paper_, paper_), {});
        ASSERT_TRUE(agent) << agent.error().message;
        agent_ = std::move(*agent);
    }
    std::string standing() {
        const auto all = agent_->jobs();
        const auto at = all.find(receipt_.id);
        return at == all.end() ? "gone" : vietnamese(at->second.reasons);
    }

    sqlite3_vfs* const usual_ = sqlite3_vfs_find(nullptr);
    store::sample::fault_layer disk_;
    folder files_;
    const std::string paper_ = files_.path("paper");
    const paper forms_{templates::library::load("templates").value(), false};
    virtual_clock clock_{*parse_instant("2026-02-09T08:10")};
    boost::asio::thread_pool pool_{3};
    boost::asio::io_context io_;  // nothing waits there on a clock that stands still
    std::unique_ptr<engine> engine_;
    std::unique_ptr<print_agent> agent_;
    duty receipt_;
};

TEST_F(unread, slip_is_not_a_missing_or_a_damaged_one) {
    disk_.refuse_reads(true);
    const auto now = kept_slip(*engine_, forms_, receipt_.id);
    ASSERT_FALSE(now);
    EXPECT_EQ(now.error().what, failure::kind::io) << now.error().message;
    disk_.refuse_reads(false);
    EXPECT_TRUE(kept_slip(*engine_, forms_, receipt_.id));
    EXPECT_EQ(kept_slip(*engine_, forms_, 999'999).error().what, failure::kind::not_found);
}

TEST_F(unread, slip_is_printed_once_it_can_be_read_again) {
    open_printer();
    disk_.refuse_reads(true);
    agent_->take(receipt_);
    EXPECT_TRUE(printers::until([&] { return standing() == "chưa đọc được bản lưu của phiếu"; }))
        << standing();
    EXPECT_FALSE(fs::exists(paper_) && !fs::is_empty(paper_));
    disk_.refuse_reads(false);
    agent_->wake();
    EXPECT_TRUE(printers::until([&] { return standing() == "gone"; })) << standing();
    const auto left = engine_->unfinished_duties().value();
    for (const auto& d : left) EXPECT_NE(d.id, receipt_.id) << d.state;
    EXPECT_EQ(std::distance(fs::directory_iterator(paper_), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace motcua::app::testing
