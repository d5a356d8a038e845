// A kind of session and an effect that stand under tests/ only run through the whole engine: opened, stepped,
// listed, restarted and replayed, with no line about them elsewhere.
#include <gtest/gtest.h>
#include <boost/asio/use_future.hpp>

#include <filesystem>

#include "engine/engine.hpp"
#include "engine/replay/replay.hpp"
#include "engine/store/door.hpp"
#include "tests/engine/kinds/appointment/appointment.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua::sample {
namespace {

namespace fs = std::filesystem;

class third_kind : public ::testing::Test {
protected:
    third_kind() {
        fs::copy("workflows", folder_.workflows, fs::copy_options::recursive);
        fs::copy("tests/engine/kinds/appointment/appointment.scxml",
                 fs::path(folder_.workflows) / "charts" / "appointment.scxml");
        open();
    }
    void open() {
        options with;
        with.data = folder_.data;
        with.workflows = folder_.workflows;
        with.time = &time_;
        with.kinds = &with_appointments();
        open_error why;
        engine_ = engine::open(std::move(with), why);
        for (const auto& line : why.lines) ADD_FAILURE() << line;
    }
    answer send(std::uint64_t session, const std::string& event, const std::string& data) {
        command c;
        c.session = session;
        if (session == 0) c.kind = "appointment";
        c.event = event;
        c.data = data;
        c.by = person("reception.lan");
        return engine_->async_submit(std::move(c), boost::asio::use_future).get();
    }
    json ask(const std::string& question, const json_object& args) {
        return *parse_json(engine_->ask(question, to_text(args)).body);
    }

    struct folders {
        fs::path top = fs::temp_directory_path() / ("motcua-third-kind-" + std::to_string(::getpid()));
        std::string data = (top / "data").string(), workflows = (top / "workflows").string();
        folders() { fs::create_directories(top); }
        ~folders() { fs::remove_all(top); }
    } folder_;
    virtual_clock time_{*parse_instant("2026-03-02T10:00:00")};
    std::unique_ptr<engine> engine_;
};

TEST_F(third_kind, is_opened_stepped_and_listed_by_its_own_chart) {
    ASSERT_TRUE(engine_);
    const auto made = send(0, "create", R"({"visitor": "Lò Thị Mây"})");
    ASSERT_EQ(made.what, answer::kind::done) << made.body;
    const auto refused = send(made.session, "confirm", R"({"remark": ""})");
    EXPECT_EQ(refused.what, answer::kind::rejected);
    ASSERT_EQ(send(made.session, "confirm", R"({"remark": "mang theo bản chính"})").what, answer::kind::done);

    const auto seen = ask("session", {{"id", made.session}});
    EXPECT_EQ(get_string(seen.at("record"), "remark"), "mang theo bản chính");
    EXPECT_EQ(get_string(seen, "phase_label"), "Đã xác nhận");
    const auto list = ask("sessions", {{"kind", "appointment"}});
    ASSERT_EQ(list.at("items").as_array().size(), 1u);
    EXPECT_EQ(get_string(list.at("items").as_array()[0], "applicant"), "Lò Thị Mây");
    EXPECT_EQ(engine_->unfinished_duties()->size(), 1u);  // the effect's notice
}

TEST_F(third_kind, without_a_visitor_is_refused_in_its_own_words) {
    ASSERT_TRUE(engine_);
    const auto refused = send(0, "create", "{}");
    EXPECT_EQ(refused.what, answer::kind::rejected);
    EXPECT_EQ(get_string(*parse_json(refused.body), "code"), "no_visitor");
}

TEST_F(third_kind, outlives_its_process_and_replays_equal) {
    ASSERT_TRUE(engine_);
    const auto made = send(0, "create", R"({"visitor": "Giàng A Tủa"})");
    engine_.reset();
    open();
    ASSERT_TRUE(engine_);
    ASSERT_EQ(send(made.session, "confirm", R"({"remark": "buổi sáng"})").what, answer::kind::done);
    engine_.reset();
    auto door = store::open(folder_.data);
    ASSERT_TRUE(door);
    auto history = runtime::deployment_history::read(**door, (folder_.top / "kept").string(), {},
                                                     "000.51.01.G01", with_appointments());
    ASSERT_TRUE(history);
    const auto again = runtime::replay(**door, *history);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->equal, 1);
    EXPECT_TRUE(again->same());
}

}  // namespace
}  // namespace motcua::sample
