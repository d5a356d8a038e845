// One named due date: accepted, term, due. The cases stand in *_cases.cpp; the expected dates were worked out
// from the table of days off, not by the engine.
#pragma once

#include <ostream>
#include <string>

#include "tests/engine/calendar/shipped.hpp"

namespace motcua {

struct due_case_of {
    const char* name;
    const char* accepted;
    calendar::term length;
    const char* due;
};

inline void PrintTo(const due_case_of& c, std::ostream* out) {
    *out << c.name;
}
inline std::string name_of_case(const testing::TestParamInfo<due_case_of>& one) {
    return one.param.name;
}

class due_case : public testing::TestWithParam<due_case_of> {};

}  // namespace motcua
