// Does the engine's print duties: each becomes a job at the right printer, and each step of the job becomes a
// row in the engine's store before the next one is taken. Owns the queue; told of commits on the engine
// thread, works on others.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "counters/app/paper.hpp"
#include "counters/config/office_file.hpp"
#include "engine/engine.hpp"
#include "printers/queue/queue.hpp"

namespace motcua::app {

// One printer of the office.
struct attached {
    std::string name;   // "quay-1/80mm"
    std::string paper;  // "80mm", "a4"
    std::string uri;
};

class print_agent final : public printers::job_log {
public:
    using on_change = std::function<void(const printers::printer_status&)>;

    // Failure: an address that is none. The engine and the paper outlive the agent.
    static result<std::unique_ptr<print_agent>> start(engine& e, const paper& forms,
                                                      std::vector<attached> all, on_change told);
    ~print_agent() override;

    // A new duty, or at the start every unfinished one.
    void take(const duty& d);
    void wake() { queue_->wake(); }
    void close() { queue_->close(); }
    std::vector<printers::printer_status> status() const { return queue_->status(); }
    const std::vector<attached>& all() const { return all_; }

private:
    print_agent(engine& e, const paper& forms, std::vector<attached> all)
        : engine_(e), paper_(forms), all_(std::move(all)) {}
    std::future<result<void>> record(const printers::job_record& what) override;
    result<slip> slip_of(std::uint64_t duty) const;
    printers::print_job job_for(const duty& d);
    std::vector<std::string> printers_for(const slip& s) const;

    engine& engine_;
    const paper& paper_;
    std::vector<attached> all_;
    std::mutex mutex_;
    std::map<printers::job_id, std::string> rendered_;  // SHA-256 of the slip's PDF, until it is recorded
    std::unique_ptr<printers::print_queue> queue_;
};

}  // namespace motcua::app
