// Does the engine's print duties: each becomes a job at the right printer, and each step of the job becomes a
// row in the engine's store before the next one is taken. Owns the queue; told of duties on the engine
// thread, works on others. What may not be printed yet (the office is closed, or a rule holds it) waits here.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "counters/app/office_printers.hpp"
#include "counters/app/paper.hpp"
#include "engine/base/clock.hpp"
#include "engine/engine.hpp"
#include "printers/queue/queue.hpp"

namespace motcua::app {

class print_agent final : public printers::job_log {
public:
    using on_change = std::function<void(const printers::printer_status&)>;
    // All outlive the agent. With `ticks` the clock runs by itself; else wake() says that it moved.
    struct dependencies {
        engine& e;
        const paper& forms;
        const clock& time;
        bool ticks;
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
    print_agent(dependencies around, office_printers all) : around_(around), printers_(std::move(all)) {}
    std::future<result<void>> record(const printers::job_record& what) override;
    printers::print_job job_for(const duty& d);
    printers::paper_choice choice_for(const duty& d) const;
    result<printers::document> render(std::uint64_t duty, const printers::wanted_content& wanted);
    void look_at_held();
    void wait_for_opening();

    const dependencies around_;
    const office_printers printers_;
    std::string prefix_;  // of job names: printers remember names for long, across data folders
    mutable std::mutex mutex_;
    std::condition_variable stopped_;
    bool stopping_ = false;
    std::map<printers::job_id, std::string> rendered_;  // SHA-256 of the slip's PDF, until it is recorded
    std::vector<duty> held_;
    std::unique_ptr<printers::print_queue> queue_;
    std::thread opening_;  // only where the clock ticks
};

}  // namespace motcua::app
