// The door's second pair of hands: one thread that runs one task at a time. Started with its first task,
// ended by the destructor; used by one thread.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace motcua::store {

class scribe {
public:
    scribe() = default;
    ~scribe();
    scribe(const scribe&) = delete;
    scribe& operator=(const scribe&) = delete;

    void start(std::function<void()> task);
    // Until the task has ended; throws what it threw.
    void wait();

private:
    void serve();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::function<void()> task_;  // until it has ended
    std::exception_ptr trouble_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace motcua::store
