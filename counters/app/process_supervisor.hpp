// Training only: the counter runs in a child process, so that "pull the plug" can be a real SIGKILL and
// somebody is there to switch the power on again. Called by `serve` before any thread exists.
#pragma once

#include <functional>

namespace motcua::app {

// Runs `child` in a child process and again whenever SIGKILL ended it; returns its exit status otherwise.
// SIGINT and SIGTERM are passed on.
int keep_alive(const std::function<int()>& child);

}  // namespace motcua::app
