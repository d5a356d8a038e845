// What the files of a deployment name in each other: charts and units of procedures, variables of charts.
// Called once everything is read; pure but for reading a procedure file again to tell the place.
#pragma once

#include <string>

#include "engine/deployment/deployment.hpp"

namespace motcua::runtime {

// All names that lead nowhere, each with its place below `folder`, the workflows folder.
faults check_named(const deployment& d, const std::string& folder);

}  // namespace motcua::runtime
