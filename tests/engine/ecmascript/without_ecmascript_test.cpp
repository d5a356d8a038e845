// A build without Duktape: charts within the native subset run, others are refused with the place and the
// reason.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/ecmascript/ecmascript.hpp"
#include "engine/lab/scxml/scxml_run.hpp"

using namespace motcua;

namespace {

struct ended {
    int status;
    std::string said;
};

ended run(const std::string& name, const std::string& inside) {
    lab::scxml_run_options o;
    o.file = testing::TempDir() + name + ".scxml";
    std::ofstream(o.file) << "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0'>\n"
                          << inside << "<final id='pass'/></scxml>";
    std::istringstream in;
    std::ostringstream out, err;
    const auto status = lab::scxml_run(o, in, out, err);
    return {status, err.str()};
}

}  // namespace

TEST(without_ecmascript, a_document_of_the_native_subset_runs) {
    EXPECT_FALSE(datamodel::ecmascript_heap::available());
    const auto e = run("native",
                       "<datamodel><data id='n' expr='1'/></datamodel><state id='s'><transition "
                       "cond='n + 1 === 2' target='pass'/></state>");
    EXPECT_EQ(e.status, 0) << e.said;
}

TEST(without_ecmascript, another_is_refused_with_the_place_and_the_reason) {
    const auto e =
        run("script", "<state id='s'><transition cond='Math.abs(1) === 1' target='pass'/></state>");
    EXPECT_EQ(e.status, 2);
    EXPECT_NE(e.said.find("script.scxml:2:33: cond: expected"), std::string::npos) << e.said;
    EXPECT_NE(e.said.find("built without ECMAScript"), std::string::npos) << e.said;
}
