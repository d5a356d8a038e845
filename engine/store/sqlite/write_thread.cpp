#include "engine/store/sqlite/write_thread.hpp"

#include <cassert>
#include <utility>

namespace motcua::store {

write_thread::~write_thread() {
    if (!thread_.joinable()) return;
    pass(turn::end);
    thread_.join();
}

void write_thread::expect_task() {
    call(turn::soon);
}

void write_thread::start(std::function<void()> task) {
    assert(turn_.load() != turn::task);
    task_ = std::move(task);
    call(turn::task);
}

void write_thread::call(turn for_what) {
    if (!thread_.joinable()) thread_ = std::thread([this] { serve(); });
    pass(for_what);
}

void write_thread::wait() {
    [[maybe_unused]] const bool another = waited_for_.exchange(true);
    assert(!another);
    await_other_than(turn_, turn::task);
    waited_for_ = false;
    if (auto trouble = std::exchange(exception_, nullptr)) std::rethrow_exception(trouble);
}

void write_thread::pass(turn to) {
    turn_.store(to, std::memory_order_release);
    turn_.notify_all();
}

void write_thread::serve() {
    for (;;) {
        auto now = await_other_than(turn_, turn::idle);
        if (now == turn::soon) now = await_other_than(turn_, turn::soon);
        if (now == turn::end) return;
        try {
            task_();
        } catch (...) {
            exception_ = std::current_exception();
        }
        pass(turn::idle);
    }
}

}  // namespace motcua::store
