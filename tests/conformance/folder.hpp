// A data folder that is gone with its test. In memory where the system has such a place: what dies here are
// processes and their memory, not the machine.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace motcua::conformance {

struct folder {
    folder() : path("/dev/shm/motcua-life-XXXXXX") {
        if (mkdtemp(path.data())) return;
        path = testing::TempDir() + "life-XXXXXX";
        EXPECT_NE(mkdtemp(path.data()), nullptr);
    }
    ~folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;

    std::string path;
};

}  // namespace motcua::conformance
