// The door's second pair of hands: one thread that runs one task at a time. Started with its first task,
// ended by the destructor. A task is started, and waited for, by one thread: asserted where it is not.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <thread>

namespace motcua::store {

// Stays awake for a moment before it sleeps: to be woken can take longer than a batch takes to write.
template <class Value>
Value await_other_than(const std::atomic<Value>& of, Value known) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds{2};
    for (;;) {
        if (const auto now = of.load(std::memory_order_acquire); now != known) return now;
        if (std::chrono::steady_clock::now() < end)
            std::this_thread::yield();
        else
            of.wait(known, std::memory_order_acquire);
    }
}

// How far one thread has come, for another that follows it.
class progress_counter {
public:
    void reach(std::size_t n) {
        reached_.store(n, std::memory_order_release);
        reached_.notify_one();
    }
    // Until at least n is reached; how far it is then.
    std::size_t await(std::size_t n) const {
        auto seen = reached_.load(std::memory_order_acquire);
        while (seen < n) seen = await_other_than(reached_, seen);
        return seen;
    }

private:
    std::atomic<std::size_t> reached_ = 0;
};

class write_thread {
public:
    write_thread() = default;
    ~write_thread();
    write_thread(const write_thread&) = delete;
    write_thread& operator=(const write_thread&) = delete;

    // A task comes soon.
    void expect_task();
    void start(std::function<void()> task);
    // Until the task has ended; throws what it threw. Two threads that wait would share one error, and one
    // of them would take a half-done task for a done one.
    void wait();

private:
    enum class turn { idle, soon, task, end };

    void serve();
    void call(turn for_what);
    void pass(turn to);

    std::atomic<turn> turn_ = turn::idle;
    std::function<void()> task_;  // both belong to the thread whose turn it is
    std::exception_ptr exception_;
    std::atomic<bool> waited_for_ = false;
    std::thread thread_;
};

}  // namespace motcua::store
