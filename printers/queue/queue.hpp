// All printers of an office: one line and one connection per printer, first in first out per printer, each on
// a strand of the pool, so that a stuck printer never blocks another. What it promises about paper: a job is
// sent at most once by itself. Every call is thread-safe. Callbacks run on the pool without any lock held;
// they must not call close().
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "printers/queue/job.hpp"
#include "printers/queue/job_log.hpp"

namespace motcua::printers {

struct printer_status {
    std::string printer;
    reason_set reasons;  // as last heard; empty: ready
    std::optional<job_id> current;
    std::optional<job_state> current_state;  // queued: waits for the printer
    std::size_t waiting = 0;                 // jobs behind the current one
    bool operator==(const printer_status&) const = default;
};

struct queue_settings {
    // Time until the next attempt after the n-th (from 1) that found the printer blocked. wake() cuts it
    // short.
    std::function<std::chrono::milliseconds(int attempt)> retry_after;
    // How often a printer that cannot be reached is asked about a job it may have, before the job becomes
    // unknown.
    int most_questions = 10;
    std::function<void(const printer_status&)> on_change;
};

// 1 s, 2 s, 4 s … 30 s.
std::chrono::milliseconds usual_retry(int attempt);

class print_queue {
public:
    // `pool` is blocked by devices and by the job log, one thread for each printer, and one for jobs that no
    // printer can take; it runs until close() has returned.
    print_queue(boost::asio::any_io_executor pool, job_log& log, queue_settings settings);
    ~print_queue();  // close()
    print_queue(const print_queue&) = delete;
    print_queue& operator=(const print_queue&) = delete;

    // Looks at it at once. The failure: a printer of this name exists already.
    result<void> add(std::string printer, std::unique_ptr<device> how);

    // A job in state `queued`. A job none of whose printers exists becomes `failed`.
    void submit(print_job job);
    // A job found in state `sending` at start: raw printers cannot tell, so it becomes `unknown`; others are
    // asked. `printer` is the one the record of `sending` named. Pass these before submit() of the queued
    // ones.
    void recover(print_job job, const std::string& printer);
    // Takes a job back while it is still queued; false when it is not here or its first byte may have left.
    bool withdraw(job_id job);

    // Something changed (paper put in, office opened, virtual clock moved): blocked printers try at once,
    // idle ones look.
    void wake();

    std::vector<printer_status> status() const;
    // At which printer each unfinished job stands now.
    std::map<job_id, std::string> places() const;
    // Waits until no job is queued or being sent; false when `at_most` is over. A blocked printer keeps its
    // jobs.
    bool drain(std::chrono::milliseconds at_most);
    // Jobs before their first byte stay queued; a document being sent is finished, or given up as its device
    // promises.
    void close();

private:
    class office;
    std::unique_ptr<office> office_;
};

}  // namespace motcua::printers
