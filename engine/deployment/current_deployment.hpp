// The deployment in force. The writer alone puts another one in its place, once that is in the store;
// everybody else takes it once at the beginning of a piece of work and does all of it by that one. Any
// thread.
//
// Who owns what: values inside compiled charts count their owners without locks, so sessions run on the
// charts of a deployment only in the writer, and readers compile charts of their own (compiled_charts.hpp).
// All deployments that follow each other share the same charts, and the last of them stays here until writer
// and readers have ended: whoever lets go of a former one, on whatever thread, frees its calendar and never a
// chart.
#pragma once

#include <memory>
#include <mutex>

#include "engine/deployment/deployment.hpp"

namespace motcua::runtime {

class current_deployment {
public:
    explicit current_deployment(deployment first)
        : in_force_(std::make_shared<const deployment>(std::move(first))) {}

    // Never null.
    std::shared_ptr<const deployment> get() const {
        const std::lock_guard lock(mutex_);
        return in_force_;
    }
    // `next` was made from the one in force (deployment::with_calendar).
    void put_in_force(std::shared_ptr<const deployment> next) {
        const std::lock_guard lock(mutex_);
        in_force_.swap(next);  // the former one goes after the lock
    }

private:
    // Not an atomic shared_ptr: that of GCC 12 hides its own lock from the thread sanitizer.
    mutable std::mutex mutex_;
    std::shared_ptr<const deployment> in_force_;
};

}  // namespace motcua::runtime
