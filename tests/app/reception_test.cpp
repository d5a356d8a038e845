// Reception through the running program: what its own templates could not print is not taken in.
#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>

#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/ostream_sink.h>

#include <sstream>

#include "counters/app/warnings.hpp"
#include "engine/base/log.hpp"
#include "tests/app/office.hpp"

namespace motcua::app::testing {
namespace {

json_object residence() {
    return {{"procedure", "1.004194"},
            {"applicant", json_object{{"kind", "woman"}, {"name", "Tạ Ngọc Thủy"}, {"address", "Số 48/7B"}}},
            {"identity", json_object{{"e_identity", true}, {"portal_account", true}}},
            {"channel", "counter"},
            {"stream", "direct"},
            {"override", "person-needs-help"},
            {"documents", json_array{json_object{{"type", "CT01"}, {"originals", 1}}}},
            {"return", json_object{{"mode", "desk"}}},
            {"accept", true}};
}

std::vector<std::string> faulty_fields(const json& problem) {
    std::vector<std::string> out;
    if (const json* faults = find(problem, "faults"))
        for (const auto& f : faults->as_array()) out.push_back(get_string(f, "field"));
    return out;
}

TEST(reception, takes_in_no_dossier_whose_receipt_could_not_be_printed) {
    office o;
    for (const bool accept : {true, false})
        for (const char* address : {"", "absent"}) {
            auto body = residence();
            body["accept"] = accept;
            auto& applicant = body["applicant"].as_object();
            if (*address)
                applicant.erase("address");
            else
                applicant["address"] = "";
            EXPECT_EQ(faulty_fields(o.post("/dossiers", body, "reception.lan", 422)),
                      std::vector<std::string>{"applicant.address"});
        }
    EXPECT_EQ(get_integer(o.get("/dossiers?list=all"), "total"), 0);
    const auto made = o.post("/dossiers", residence(), "reception.lan", 201);
    EXPECT_TRUE(o.waits_for_sheets(1));
    EXPECT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(o.slips(static_cast<std::uint64_t>(get_integer(made, "session")), "receipt").size(), 1u);
}

TEST(reception, asks_of_what_comes_from_the_portal_what_its_papers_need) {
    office o;
    auto body = residence();
    body["channel"] = "portal";
    body.erase("stream");
    body.erase("override");
    body["portal"] = json_object{{"code", "G01.99-260302-000001"}, {"at", "2026-03-02T07:00:00"}};
    body["applicant"].as_object().erase("address");
    EXPECT_EQ(faulty_fields(o.post("/dossiers", body, "reception.lan", 422)),
              std::vector<std::string>{"applicant.address"});
}

TEST(reception, keeps_what_was_asked_and_guided_at_creation) {
    office o;
    auto body = residence();
    body["identity"] = json_object{{"e_identity", false}, {"portal_account", false}};
    EXPECT_EQ(faulty_fields(o.post("/dossiers", body, "reception.lan", 409)),
              std::vector<std::string>{"identity.guided"});
    body["identity"].as_object()["guided"] = true;
    const auto made = o.post("/dossiers", body, "reception.lan", 201);
    const auto d = o.get("/dossiers/" + std::to_string(get_integer(made, "session")));
    EXPECT_TRUE(get_bool(d.at("record").at("identity"), "guided"));
}

TEST(warnings, are_served_printed_at_the_start_and_logged_once_a_day) {
    folder files;
    virtual_clock clock(*parse_instant("2026-12-01T07:00"));
    options with;
    with.data = files.path("data");
    with.workflows = "workflows";
    with.time = &clock;
    open_error error;
    const auto e = engine::open(std::move(with), error);
    ASSERT_TRUE(e);
    boost::asio::io_context io;
    daily_warnings watch(io.get_executor(), *e, clock);
    std::ostringstream out;
    watch.print(out);
    EXPECT_NE(out.str().find("motcua: warning: Mức phí 100.000 đồng của thủ tục 1.001456"), std::string::npos)
        << out.str();
    std::ostringstream logged;
    set_log(
        std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(logged)));
    watch.look();
    io.poll();
    EXPECT_EQ(logged.str(), "") << "said today already";
    clock.set(*parse_instant("2026-12-02T00:30"));
    watch.look();
    while (logged.str().empty()) io.run_one();
    const auto said = logged.str();
    EXPECT_NE(said.find("warning=fee_ends until=2026-12-31"), std::string::npos) << said;
    watch.look();
    io.poll();
    EXPECT_EQ(logged.str(), said);
    set_log(std::make_shared<spdlog::logger>("silent", std::make_shared<spdlog::sinks::null_sink_mt>()));
}

}  // namespace
}  // namespace motcua::app::testing
