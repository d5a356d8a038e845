// Whether the store still takes commits. After a write error nobody knows what the disk holds beyond the last
// acknowledged commit, so the first error ends all writing until the folder is opened anew. Any thread.
#pragma once

#include <mutex>
#include <optional>

#include "engine/base/result.hpp"

namespace motcua::store {

class stop_reason {
public:
    void set(failure why) {
        const std::lock_guard hold(mutex_);
        if (!why_) why_ = std::move(why);
    }
    std::optional<failure> why() const {
        const std::lock_guard hold(mutex_);
        return why_;
    }

private:
    mutable std::mutex mutex_;
    std::optional<failure> why_;
};

}  // namespace motcua::store
