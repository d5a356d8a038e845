// Does the engine's print duties: each becomes a job at the right printer, and each step of the job becomes a
// row in the engine's store before the next one is taken. Owns the queue, which works on the pool.
// What may not be printed yet (the office is closed, or a rule holds it) waits here for its moment. Any
// thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "counters/app/office_printers.hpp"
#include "counters/app/paper.hpp"
#include "engine/base/clock.hpp"
#include "engine/engine.hpp"
#include "printers/queue/queue.hpp"

namespace motcua::app {

class print_agent final : public printers::job_log {
public:
    using on_change = std::function<void(const printers::printer_status&)>;
    // All outlive the agent. `on` looks after what waits, one handler at a time; the agent is closed before
    // it ends. A clock that does not run by itself is looked at with wake().
    struct dependencies {
        boost::asio::any_io_executor on;
        boost::asio::any_io_executor pool;  // of the devices: printers/queue/queue.hpp
        engine& e;
        const paper& forms;
        const clock& time;
    };
    // Where an unfinished job stands.
    struct job_place {
        std::string printer;
        printers::reason_set reasons;
        bool held = false;  // for the office to open
    };

    static result<std::unique_ptr<print_agent>> start(dependencies around, office_printers all,
                                                      on_change told);
    ~print_agent() override;

    // What the last process left behind, before any new duty.
    void resume(const std::vector<duty>& unfinished);
    void take(const duty& d);
    void wake();
    void close();
    std::vector<printers::printer_status> status() const { return queue_->status(); }
    std::map<std::uint64_t, job_place> jobs() const;
    const std::vector<attached>& all() const { return printers_.all(); }

private:
    using timer = boost::asio::steady_timer;
    print_agent(const dependencies& around, office_printers all)
        : around_(around), printers_(std::move(all)), opening_(around.on) {}
    std::future<result<void>> record(const printers::job_record& what) override;
    printers::print_job job_for(const duty& d);
    printers::paper_choice choice_for(const duty& d) const;
    result<printers::document> render(std::uint64_t duty, const printers::wanted_content& wanted);
    void look_at_held();
    void hold(const duty& d);
    std::chrono::milliseconds time_until(const duty& d) const;

    const dependencies around_;
    const office_printers printers_;
    std::string prefix_;  // of job names: printers remember names for long, across data folders
    mutable std::mutex mutex_;
    bool stopping_ = false;
    std::map<printers::job_id, std::string> rendered_;  // SHA-256 of the slip's PDF, until it is recorded
    std::vector<duty> held_;
    timer opening_;  // under the mutex; only where the clock ticks
    std::optional<timer::time_point> armed_;
    std::unique_ptr<printers::print_queue> queue_;
};

}  // namespace motcua::app
