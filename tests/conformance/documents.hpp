// Small documents of our own for what the suite at hand leaves out: each is run as `motcua scxml run` does
// and must end in `pass`, again with the session read back at every wait, and kept in a store that is cut off
// at each commit.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/conformance/life.hpp"
#include "tests/conformance/stored_life.hpp"

namespace motcua::conformance {

struct written {
    const char* name;        // what it shows
    std::string inside;      // of <scxml>; the final states pass and fail stand behind it
    std::string attributes;  // of <scxml>
};

// Those of all files, for who wants every document.
inline std::vector<written>& own_documents() {
    static std::vector<written> all;
    return all;
}
inline bool list(const std::vector<written>& some) {
    own_documents().insert(own_documents().end(), some.begin(), some.end());
    return true;
}

inline std::string file_of(const written& d) {
    const auto file = testing::TempDir() + d.name + ".scxml";
    std::ofstream(file) << "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0' " << d.attributes
                        << ">" << d.inside << "<final id='pass'/><final id='fail'/></scxml>";
    return file;
}

inline void passes(const written& d) {
    std::istringstream in;
    std::ostringstream out, err;
    lab::scxml_run_options o;
    o.file = file_of(d);
    o.trace = true;
    EXPECT_EQ(lab::scxml_run(o, in, out, err), 0) << err.str();
}

inline void survives_restarts(const written& d) {
    const auto file = file_of(d);
    const auto straight = live(file, false), restarted = live(file, true);
    EXPECT_EQ(restarted.configuration, straight.configuration) << restarted.trouble;
    EXPECT_TRUE(restarted.trace == straight.trace);
}

inline std::string name_of(const testing::TestParamInfo<written>& info) {
    return info.param.name;
}

// What most documents end their only state with.
inline const std::string otherwise_fail = "<transition event='*' target='fail'/>";
// As <invoke>'s inside.
inline std::string child(const std::string& inside, const std::string& attributes = "") {
    return "<content><scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0' " + attributes + ">" +
           inside + "</scxml></content>";
}

}  // namespace motcua::conformance
