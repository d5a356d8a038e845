// The public values as the rooms inside take and give them. Private to the façade; pure, any thread.
#pragma once

#include <optional>

#include "engine/stepping/jobs.hpp"
#include "engine/values.hpp"

namespace motcua {

inline constexpr std::string_view stopping = "máy chủ đang dừng; thử lại sau ít phút";

runtime::caller caller_of(actor by);
answer as_answer(runtime::outcome o);
answer failed(std::string_view message);
answer cancelled();
duty as_duty(const store::outbox_row& row);

// Nothing, and `o` is filled; or it is not what a command can be, and the answer is known already.
std::optional<answer> take_command(command&& c, runtime::command_job& o);
// Nothing: there is no such state.
std::optional<runtime::delivery_report> take_report(progress_report&& what, std::function<void(bool)> done);

}  // namespace motcua
