#include "tests/counters/api/desk.hpp"

namespace motcua::api::testing {
namespace {

class training : public desk {
protected:
    http::testing::reply push(const std::string& path, const std::string& body) {
        return post(path, body, "");
    }
};

TEST_F(training, hours_and_days_move_the_clock) {
    EXPECT_EQ(push("/training/advance", R"({"hours":1})").status, 200);
    EXPECT_EQ(push("/training/advance", R"({"days":1})").status, 200);
    EXPECT_EQ(app_.advanced, std::chrono::hours(25));
    EXPECT_EQ(push("/training/advance", R"({"hours":-1})").status, 422);
    EXPECT_EQ(push("/training/advance", R"({"days":1000})").status, 422);
    for (const auto* far : {R"({"days":9000000000000000000})", R"({"days":-9000000000000000000,"hours":5})",
                            R"({"hours":9223372036854775807,"days":60})", R"({"days":1e300})"})
        EXPECT_EQ(push("/training/advance", far).status, 422) << far;
}

TEST_F(training, paper_runs_out_and_sheets_can_be_seen) {
    EXPECT_EQ(push("/training/printer", R"({"paper":false})").body, R"({"paper":false})");
    EXPECT_EQ(get("/training/sheets?after=4").body, R"({"after":4})");
    EXPECT_EQ(get("/training/sheets/1.png").body, "paper");
    EXPECT_EQ(get("/training/sheets/2.png").status, 404);
}

TEST_F(training, the_power_can_be_pulled) {
    EXPECT_EQ(push("/training/power", "").status, 202);
    server_->shutdown();  // the answer leaves first
    EXPECT_TRUE(app_.power_pulled);
}

TEST_F(training, in_real_service_none_of_it_exists) {
    app_.in_training = false;
    EXPECT_EQ(get("/training/state").status, 404);
    EXPECT_EQ(push("/training/advance", R"({"hours":1})").status, 404);
    EXPECT_EQ(push("/training/power", "").status, 404);
    EXPECT_FALSE(app_.power_pulled);
}

}  // namespace
}  // namespace motcua::api::testing
