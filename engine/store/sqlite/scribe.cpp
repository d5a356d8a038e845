#include "engine/store/sqlite/scribe.hpp"

#include <cassert>
#include <utility>

namespace motcua::store {

scribe::~scribe() {
    if (!thread_.joinable()) return;
    pass(turn::end);
    thread_.join();
}

void scribe::stand_by() {
    call(turn::soon);
}

void scribe::start(std::function<void()> task) {
    assert(turn_.load() != turn::task);
    task_ = std::move(task);
    call(turn::task);
}

void scribe::call(turn for_what) {
    if (!thread_.joinable()) thread_ = std::thread([this] { serve(); });
    pass(for_what);
}

void scribe::wait() {
    [[maybe_unused]] const bool another = waited_for_.exchange(true);
    assert(!another);
    await_other_than(turn_, turn::task);
    waited_for_ = false;
    if (auto trouble = std::exchange(trouble_, nullptr)) std::rethrow_exception(trouble);
}

void scribe::pass(turn to) {
    turn_.store(to, std::memory_order_release);
    turn_.notify_all();
}

void scribe::serve() {
    for (;;) {
        auto now = await_other_than(turn_, turn::idle);
        if (now == turn::soon) now = await_other_than(turn_, turn::soon);
        if (now == turn::end) return;
        try {
            task_();
        } catch (...) {
            trouble_ = std::current_exception();
        }
        pass(turn::idle);
    }
}

}  // namespace motcua::store
