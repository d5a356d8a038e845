// Where "now" comes from. Only the engine (`engine.hpp`, the writer, reading) and the program hold a clock;
// every other room is handed instants.
#pragma once

#include <atomic>

#include "engine/base/time.hpp"

namespace motcua {

class clock {
public:
    virtual ~clock() = default;
    virtual instant now() const = 0;  // any thread
    // Runs by itself, and may be set, stop or leap as clocks on walls do; false: moves only when told.
    virtual bool ticks() const { return true; }
};

class system_clock final : public clock {
public:
    instant now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

// Moves only when told to: tests, simulation, training.
class virtual_clock final : public clock {
public:
    explicit virtual_clock(instant start) : now_(start.time_since_epoch().count()) {}
    instant now() const override { return instant{std::chrono::milliseconds{now_.load()}}; }
    bool ticks() const override { return false; }
    void set(instant t) { now_.store(t.time_since_epoch().count()); }
    void advance(std::chrono::milliseconds by) { now_.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> now_;
};

}  // namespace motcua
