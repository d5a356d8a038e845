// Does the engine's duties to tell somebody something (kinds "notify" and "portal") by writing each as a JSON
// file into a folder, whence an office's own gateway sends it. Told in office hours: a duty waits for its
// not_before, and for a folder that can be written to. Own thread.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "engine/base/clock.hpp"
#include "engine/engine.hpp"

namespace motcua::notices {

class notice_folder {
public:
    // With `ticks` the clock runs by itself; else wake() says that it moved. Engine and clock outlive this.
    notice_folder(engine& e, const clock& time, std::string folder, bool ticks);
    ~notice_folder() { close(); }

    // A new duty, or one an earlier process left behind. Any thread.
    void take(const duty& d);
    void wake();
    void close();

private:
    void serve();
    bool deliver(const duty& d);

    engine& engine_;
    const clock& clock_;
    const std::string folder_;
    const bool ticks_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<std::int64_t, duty> waiting_;  // by not_before
    bool stopping_ = false, woken_ = false;
    std::thread thread_;
};

}  // namespace motcua::notices
