// One session lived again from its journal rows, in memory only. Made by replay for each session, used once.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/replay/replay.hpp"
#include "engine/stepping/stepper.hpp"

namespace motcua::runtime {

class session_replay {
public:
    enum class ending {
        complete,  // to its last row
        differs,   // `place` and `message` say where
        erased     // the journal does not hold it any more
    };

    // `kind`: of the session, as its row says.
    session_replay(std::string kind, deployment_history& history, store::reader& from,
                   std::span<const store::slip_row> paper)
        : kind_(std::move(kind)), history_(history), store_(from), paper_(paper) {}

    ending run(std::span<const store::journal_row> rows);
    // Whether the store holds what came out.
    bool equals(const store::session_row& row);

    const std::string& place() const { return place_; }
    const std::string& message() const { return message_; }
    std::int64_t steps() const { return steps_; }

private:
    bool take(const store::journal_row& row);
    bool begin(const store::journal_row& row, const json& payload, stepper& steps);
    bool step(const store::journal_row& row, const json& payload, stepper& steps, step_input in);
    bool settle(const store::journal_row& row, const json& payload, stepper& steps, const step_input& in,
                kinds::step_requests& w);
    bool move(const store::journal_row& row, const json& payload, stepper& steps, step_input in);
    bool same_paper(const store::slip_row& made);
    bool differ(std::string place, std::string message);
    bool differ(const store::journal_row& row, std::string message);

    const std::string kind_;
    deployment_history& history_;
    store::reader& store_;
    std::span<const store::slip_row> paper_;
    std::optional<loaded_session> s_;
    std::optional<stepper> steps_of_;
    const deployment* working_by_ = nullptr;
    store::condition standing_ = store::condition::running;
    instant last_{};
    std::int64_t steps_ = 0;
    std::size_t sheets_ = 0;
    std::string place_, message_;
};

}  // namespace motcua::runtime
