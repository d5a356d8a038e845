// One session lived again from its journal rows, in memory only. Made by replay for each session, used once.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/replay/replay.hpp"
#include "engine/stepping/stepper.hpp"

namespace motcua::runtime {

class second_life {
public:
    enum class ending {
        lived,    // to its last row
        strayed,  // `place` and `message` say where
        untold    // the journal does not hold it any more
    };

    second_life(past& worked_by, store::reader& from, std::span<const store::slip_row> paper)
        : past_(worked_by), store_(from), paper_(paper) {}

    ending live_through(std::span<const store::journal_row> rows);
    // Whether the store holds what came out.
    bool equals(const store::session_row& row);

    const std::string& place() const { return place_; }
    const std::string& message() const { return message_; }
    std::int64_t steps() const { return steps_; }

private:
    bool take(const store::journal_row& row);
    bool begin(const store::journal_row& row, const json& payload, stepper& steps);
    bool step(const store::journal_row& row, const json& payload, stepper& steps, stimulus in);
    bool settle(const store::journal_row& row, const json& payload, stepper& steps, const stimulus& in,
                dossier::wishes& w);
    bool move(const store::journal_row& row, const json& payload, stepper& steps, stimulus in);
    bool same_paper(const store::slip_row& made);
    bool stray(std::string place, std::string message);
    bool stray(const store::journal_row& row, std::string message);

    past& past_;
    store::reader& store_;
    std::span<const store::slip_row> paper_;
    std::optional<live> s_;
    std::optional<stepper> steps_of_;
    deployment* working_by_ = nullptr;
    store::condition standing_ = store::condition::running;
    instant last_{};
    std::int64_t steps_ = 0;
    std::size_t sheets_ = 0;
    std::string place_, message_;
};

}  // namespace motcua::runtime
