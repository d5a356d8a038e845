#include "counters/notices/notice_folder.hpp"

#include <filesystem>

#include "engine/base/json.hpp"
#include "engine/base/log.hpp"
#include "engine/base/text.hpp"

namespace motcua::notices {
namespace {

// How often a folder that cannot be written to is tried again, and how long a clock that ticks is trusted.
constexpr std::chrono::seconds patience{30};

}  // namespace

notice_folder::notice_folder(engine& e, const clock& time, std::string folder, bool ticks)
    : engine_(e), clock_(time), folder_(std::move(folder)), ticks_(ticks) {
    thread_ = std::thread([this] { serve(); });
}

void notice_folder::take(const duty& d) {
    if (d.kind == "print") return;
    {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(d.not_before, d);
        woken_ = true;
    }
    changed_.notify_one();
}

void notice_folder::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_one();
}

void notice_folder::close() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void notice_folder::serve() {
    for (;;) {
        std::vector<duty> now;
        {
            std::unique_lock lock(mutex_);
            const auto ready = [this] { return stopping_ || woken_; };
            if (ticks_ && !waiting_.empty())
                changed_.wait_for(lock, patience, ready);
            else
                changed_.wait(lock, ready);
            if (stopping_) return;
            woken_ = false;
            const auto until = waiting_.upper_bound(clock_.now().time_since_epoch().count());
            for (auto at = waiting_.begin(); at != until; ++at) now.push_back(std::move(at->second));
            waiting_.erase(waiting_.begin(), until);
        }
        for (auto& d : now) {
            if (deliver(d)) continue;
            const std::lock_guard lock(mutex_);
            d.state = "queued";
            waiting_.emplace(d.not_before, std::move(d));
        }
    }
}

// False: to be tried again. Writing is repeatable: the same duty gives the same file.
bool notice_folder::deliver(const duty& d) {
    if (d.state == "queued" && !engine_.report({d.id, "sending", "", "folder", ""}).get()) return true;
    const auto args = parse_json(d.args);
    const json_object notice{{"id", d.id},
                             {"session", d.session},
                             {"kind", d.kind},
                             {"name", d.name},
                             {"args", args ? *args : json(nullptr)}};
    std::error_code ignored;
    std::filesystem::create_directories(folder_, ignored);
    const auto written = write_file(folder_ + "/" + std::to_string(d.id) + ".json", to_text(notice));
    if (!written) log().error("duty={} notice=\"{}\"", d.id, written.error().message);
    engine_.report({d.id, written ? "done" : "queued", written ? "" : "cannot_write", "folder", ""}).wait();
    return written.has_value();
}

}  // namespace motcua::notices
