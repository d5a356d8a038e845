// A data folder lived again from its journal; its engine must be closed.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "engine/replay/replay.hpp"

namespace motcua::sample {

inline runtime::replayed replayed(const std::string& data, const std::string& workflows = {}) {
    const auto door = store::open(data);
    EXPECT_TRUE(door) << (door ? "" : door.error().message);
    if (!door) return {};
    const std::string scratch = data + "-unfolded";
    auto deployment_history = runtime::deployment_history::read(**door, scratch, workflows, "000.51.01.G01");
    EXPECT_TRUE(deployment_history) << (deployment_history ? ""
                                                           : to_string(deployment_history.error().front()));
    if (!deployment_history) return {};
    auto done = runtime::replay(**door, *deployment_history);
    std::error_code ignored;
    std::filesystem::remove_all(scratch, ignored);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return done ? *done : runtime::replayed{};
}

// Every session that was not erased comes out as it stands.
inline runtime::replayed expect_replay_equals(const std::string& data, const std::string& workflows = {}) {
    auto r = replayed(data, workflows);
    if (r.chain.broken) ADD_FAILURE() << "chain: " << r.chain.broken->message;
    EXPECT_EQ(r.chain.miscounted, "");
    for (const auto& d : r.different)
        ADD_FAILURE() << "session " << d.session << ": " << d.place << ": " << d.message;
    return r;
}

}  // namespace motcua::sample
