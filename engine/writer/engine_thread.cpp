#include "engine/writer/engine_thread.hpp"

#include "engine/base/log.hpp"

namespace motcua::runtime {
namespace {

// A caller often sends its next command right after an answer, and waking a sleeping thread costs as much as
// a commit: the thread spins first.
constexpr std::chrono::microseconds spin_time{100};

// An exception of a host's handler must not end the engine thread.
template <class F>
void guarded(F&& f) {
    try {
        f();
    } catch (const std::exception& e) {
        log().error("handler=threw why=\"{}\"", e.what());
    } catch (...) {
        log().error("handler=threw");
    }
}

}  // namespace

void engine_thread::start(std::function<bool()> waited_for) {
    waited_for_ = std::move(waited_for);
    thread_ = std::thread([this] { serve(); });
}

void engine_thread::stop() {
    stopping_ = true;
    io_.stop();
    if (thread_.joinable()) thread_.join();
}

void engine_thread::run_rest() {
    std::size_t ran = 0;
    do {
        ran = 0;
        io_.restart();
        guarded([&] {
            ran = 1;  // whatever it throws
            ran = io_.poll();
        });
    } while (ran > 0);
}

void engine_thread::spin() const {
    const auto end = std::chrono::steady_clock::now() + spin_time;
    while (!waited_for_() && !stopping_ && std::chrono::steady_clock::now() < end) std::this_thread::yield();
}

void engine_thread::serve() {
    while (!stopping_)
        guarded([this] {
            io_.poll();
            spin();
            io_.run_one();
        });
}

}  // namespace motcua::runtime
