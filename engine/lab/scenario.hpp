// A scenario: who does what when, in a file an author writes. Read here with all its faults; what it leaves
// to chance is drawn by generate.hpp; run through a real engine by scenario_run.hpp.
//   <scenario xmlns="urn:motcua:1" name="…" office="000.51.01.G01" from="2026-02-09T07:00"
//   to="2026-03-20T17:00">
//     <staff id="lan" unit="CAX" roles="reception courier_desk"/>
//     <receive as="d01" at="2026-02-09T08:10" by="lan">{"procedure": "1.004222", …}</receive>
//     <do on="d01" at="2026-02-10T09:00" by="huong" event="resolved">{}</do>
//     <round as="r1" at="…" by="lan" of="d01 d02">{"courier": {…}}</round>
//     <restart at="…"/> <downtime at="…" until="…"/> <paper-out at="…" until="…"/>
//     <generate dossiers="20000" …> … </generate>
//   </scenario>
// The JSON inside is that of the API. `expect="rejected"` says that an action must be refused; the default is
// "done". The whole format: workflows/schema/scenario.xsd.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/engine.hpp"
#include "engine/lab/generation.hpp"

namespace motcua::lab {

struct scenario_step {
    enum class kind {
        receive,
        act,
        round,
        restart,  // the engine is shut and opened again from its store
        downtime  // the same, and nothing runs until `until`
    };
    kind what = kind::act;
    instant at{};
    instant until{};              // of a downtime
    std::string name;             // `as` or `on`
    std::string event;            // of an action
    std::vector<std::string> of;  // dossiers on a round
    json_object data;
    const actor* by = nullptr;  // one of the scenario's staff
    bool refused = false;       // must be rejected
    std::string place;          // "file:line:column", or what was generated
};

struct interval {
    instant from{}, until{};
};

struct scenario {
    std::string name;
    std::string office;
    instant from{}, to{};
    std::vector<std::string> printed;  // forms made as PDF; empty: all of them
    std::shared_ptr<const std::vector<actor>> staff;
    std::vector<scenario_step> steps;  // by time, then as written
    std::vector<interval> paper_out;
    std::optional<generation> generate;
    std::uint64_t seed = 0;  // of what was drawn
};

read_result<scenario> read_scenario(const std::string& path);

}  // namespace motcua::lab
