// The writer of a closed office's data folder without its thread, so that a test may stop it between any two
// commits; and the calendar it adopts: the shipped one with 6 March 2026 off.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/writer/writer.hpp"
#include "tests/engine/writer/office.hpp"
#include "tests/engine/writer/stumbling_door.hpp"

namespace motcua::sample {

struct amended : edited_workflows {
    amended()
        : edited_workflows("calendars/vn-2026.xml", "</calendar>",
                           "<entry day='2026-03-06' kind='holiday' name='Quốc tang' source='thử' "
                           "confirmed='true'/></calendar>") {}
    std::string calendars() const { return folder + "/calendars"; }
};

using outcomes = std::vector<runtime::outcome>;

inline runtime::command_job command_in_a_workshop(store::session_id id, std::string event, json_object data,
                                                  outcomes& answers) {
    return {id,
            "",
            std::move(event),
            std::move(data),
            {"everybody", "CAX", {"reception", "case_officer", "head"}},
            "",
            [&answers](runtime::outcome o) { answers.push_back(std::move(o)); }};
}

struct workshop {
    workshop(const std::string& data, instant now, const std::string& workflows = "workflows")
        : real(*store::open(data)),
          door(*real),
          deployed(*runtime::deployment::read(workflows, "000.51.01.G01",
                                              *runtime::adopted_calendars(*real, data))),
          clock(now) {
        hooks.on_fatal = [this](const std::string& why) { fatal = why; };
    }
    std::unique_ptr<runtime::writer> writer() {
        in_flight = *door.recover();
        judged = std::make_unique<runtime::judged_clock>(clock, runtime::clock_limits{}, std::nullopt);
        return std::make_unique<runtime::writer>(door, deployed, *judged, in_flight, hooks);
    }
    runtime::adopt_job amendment(outcomes& answers) { return adoption_of(amended().calendars(), answers); }
    runtime::adopt_job adoption_of(const std::string& calendars, outcomes& answers) {
        const auto before = deployed.get();
        auto what = before->read_calendars(calendars);
        EXPECT_TRUE(what);
        auto change = promise::compare(before->days(), *what->days);
        return {std::move(*what),
                before->days().hash(),
                std::move(change),
                {"head.tri", "CAX", {"supervisor"}},
                [&answers](runtime::outcome o) { answers.push_back(std::move(o)); }};
    }
    // Null before there is one.
    json kept() { return *parse_json(door.meta("calendar_adoption")->value_or("null")); }
    bool adopted() { return get_bool(kept(), "finished"); }

    std::unique_ptr<store::door> real;
    stumbling_door door;
    runtime::current_deployment deployed;
    virtual_clock clock;
    std::unique_ptr<runtime::judged_clock> judged;
    store::recovery in_flight;
    runtime::writer_hooks hooks;
    std::string fatal;
};

}  // namespace motcua::sample
