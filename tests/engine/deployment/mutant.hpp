// The shipped workflows with changes by which they should be refused, and where and how.
#pragma once

#include <string>
#include <vector>

#include "tests/engine/writer/office.hpp"

namespace motcua::sample {

struct edit {
    std::string file, from, to;  // the first place of `from`
};

// In a folder that is gone afterwards.
class changed_workflows {
public:
    explicit changed_workflows(const std::vector<edit>& edits);
    ~changed_workflows();
    changed_workflows(const changed_workflows&) = delete;
    changed_workflows& operator=(const changed_workflows&) = delete;
    const std::string folder;
};

struct mutant {
    std::string name;
    std::vector<edit> edits;
    std::string at;  // the place of the fault begins with this text
    std::string says;
    std::string file = {};  // where `at` is looked for; empty: as the test says
};

// Its deployment fails with a fault at that very line and column whose message says so.
void expect_refused(const mutant& m, const std::string& file);

}  // namespace motcua::sample
