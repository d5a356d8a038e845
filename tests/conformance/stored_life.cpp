#include "tests/conformance/stored_life.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/base/json.hpp"
#include "tests/conformance/folder.hpp"

namespace motcua::conformance {

using moment = lab::stored_run::moment;

bool live_until(const std::string& file, const std::string& folder, const boundary* cut) {
    static datamodel::ecmascript_heap heap;  // holds no session between two steps
    faults found;
    const auto run = lab::stored_run::open(file, folder, heap, found);
    if (!run) throw std::runtime_error(run.error().message);
    bool was_cut = false;
    (*run)->at_commit = [&](moment at, std::int64_t commit) {
        was_cut = cut && at == cut->at && commit == cut->commit;
        return !was_cut;
    };
    auto& host = (*run)->host();
    if (host.trouble.empty()) host.start();
    while (!host.now_running().is_final() && host.trouble.empty())
        if (!host.take_arrival({}) && !host.fire_timers(instant::max())) break;
    return !was_cut;
}

stored_life what_stands_in(const std::string& folder) {
    stored_life out;
    const auto door = store::open(folder);
    if (!door) throw std::runtime_error(door.error().message);
    const auto from = (*door)->snapshot();
    const auto row = (*from)->session(1);
    if (!row || !*row) throw std::runtime_error("no session in " + folder);
    const auto lines = *(*from)->journal(0, 1'000'000);
    for (const auto& line : lines) {
        const auto payload = parse_json(line.payload);
        for (const auto* what : {"trace", "logs"})
            if (const auto* all = payload ? find(*payload, what) : nullptr)
                for (const auto& entry : all->as_array()) out.happened += to_text(entry) + '\n';
    }
    out.phase = (*row)->listed.phase;
    out.state = (*row)->state;
    out.trouble = (*row)->parked_reason;
    out.commits = (*from)->commit_no();
    const auto checked = (*door)->verify();
    if (checked->broken) out.broken = checked->broken->message;
    if ((*row)->version != out.commits) out.broken = "the session was not written once in each commit";
    if ((*row)->standing == store::condition::final && !(*from)->unfinished_outbox()->empty())
        out.broken = "something sent was never taken";
    return out;
}

stored_life plan_dossier(const std::string& file) {
    const folder of_its_own;
    EXPECT_TRUE(live_until(file, of_its_own.path));
    return what_stands_in(of_its_own.path);
}

void survives_power_cuts(const std::string& file) {
    const auto straight = plan_dossier(file);
    EXPECT_EQ(straight.broken, "");
    const bool alone = std::getenv("MOTCUA_PROVE") != nullptr;
    const folder often;
    for (std::int64_t n = 1; n <= straight.commits; ++n)
        for (const auto at : {moment::before, moment::after}) {
            const boundary cut{at, n};
            EXPECT_FALSE(live_until(file, often.path, &cut));
            if (!alone) continue;
            const folder once;
            EXPECT_FALSE(live_until(file, once.path, &cut));
            EXPECT_TRUE(live_until(file, once.path));
            EXPECT_TRUE(what_stands_in(once.path) == straight) << "cut once at commit " << n;
        }
    EXPECT_TRUE(live_until(file, often.path));
    EXPECT_TRUE(what_stands_in(often.path) == straight) << "cut at every commit";
}

}  // namespace motcua::conformance
