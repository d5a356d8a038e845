// The answers a command can get besides "done", each with what was expected and the next step. Pure values.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/kinds/rejection.hpp"
#include "engine/stepping/jobs.hpp"

namespace motcua::runtime {

// The next step where only an administrator can help.
inline constexpr const char* ask_administrator = "Báo người quản trị; hồ sơ tiếp tục được sau khi xem xét.";

outcome rejected(store::session_id id, const kinds::rejection& why);
outcome rejected(store::session_id id, std::string code, std::string message, std::string next);
outcome parked(store::session_id id, std::string reason);
outcome failed(store::session_id id, std::string message);
// The answer when a session could not be opened.
outcome not_opened(store::session_id id, const failure& why);

}  // namespace motcua::runtime
