#include "engine/store/sqlite/scribe.hpp"

#include <utility>

namespace motcua::store {

scribe::~scribe() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void scribe::start(std::function<void()> task) {
    if (!thread_.joinable()) thread_ = std::thread([this] { serve(); });
    {
        const std::lock_guard lock(mutex_);
        task_ = std::move(task);
    }
    changed_.notify_all();
}

void scribe::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !task_; });
    if (auto trouble = std::exchange(trouble_, nullptr)) std::rethrow_exception(trouble);
}

void scribe::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return task_ || ending_; });
        if (!task_) return;
        lock.unlock();
        std::exception_ptr trouble;
        try {
            task_();
        } catch (...) {
            trouble = std::current_exception();
        }
        lock.lock();
        trouble_ = trouble;
        task_ = nullptr;
        changed_.notify_all();
    }
}

}  // namespace motcua::store
