#include "printers/queue/queue.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "printers/queue/lane.hpp"

namespace motcua::printers {

std::string_view name_of(job_state s) {
    switch (s) {
        case job_state::queued:
            return "queued";
        case job_state::sending:
            return "sending";
        case job_state::done:
            return "done";
        case job_state::failed:
            return "failed";
        case job_state::unknown:
            return "unknown";
    }
    return {};
}

std::chrono::milliseconds usual_retry(int attempt) {
    const int doubled = std::clamp(attempt - 1, 0, 5);
    return std::min(std::chrono::milliseconds(1000) * (1 << doubled), std::chrono::milliseconds(30000));
}

class print_queue::office final : public lane_office {
public:
    office(boost::asio::any_io_executor pool, job_log& log, queue_settings settings)
        : log_(log),
          settings_(std::move(settings)),
          pool_(std::move(pool)),
          records_(std::make_shared<lane>(*this, pool_, "", nullptr)) {
        if (!settings_.retry_after) settings_.retry_after = usual_retry;
    }

    job_log& log() override { return log_; }
    const queue_settings& settings() const override { return settings_; }
    std::mutex& mutex() const override { return mutex_; }
    lane* stand_in(const print_job& job, const lane& blocked) override;
    void job_left() override { emptied_.notify_all(); }

    lane* find(const std::string& printer);
    lane* first_of(const print_job& job);
    bool all_idle() const;

    job_log& log_;
    queue_settings settings_;
    const boost::asio::any_io_executor pool_;
    mutable std::mutex mutex_;
    std::condition_variable emptied_;
    std::vector<std::shared_ptr<lane>> lanes_;
    const std::shared_ptr<lane> records_;  // settles jobs that no printer can take
    bool closed_ = false;
};

lane* print_queue::office::find(const std::string& printer) {
    for (const auto& l : lanes_)
        if (l->name() == printer) return l.get();
    return nullptr;
}

lane* print_queue::office::first_of(const print_job& job) {
    for (const std::string& name : job.printers)
        if (lane* l = find(name)) return l;
    return nullptr;
}

lane* print_queue::office::stand_in(const print_job& job, const lane& blocked) {
    for (const std::string& name : job.printers) {
        lane* l = find(name);
        if (l && l != &blocked && !l->blocked()) return l;
    }
    return nullptr;
}

bool print_queue::office::all_idle() const {
    return records_->idle() &&
           std::all_of(lanes_.begin(), lanes_.end(), [](const auto& l) { return l->idle(); });
}

print_queue::print_queue(boost::asio::any_io_executor pool, job_log& log, queue_settings settings)
    : office_(std::make_unique<office>(std::move(pool), log, std::move(settings))) {}

print_queue::~print_queue() {
    close();
}

result<void> print_queue::add(std::string printer, std::unique_ptr<device> how) {
    const std::lock_guard held(office_->mutex_);
    if (office_->closed_)
        return fail(failure::kind::io, "the print queue is closed; no printer can be added");
    if (office_->find(printer))
        return fail(failure::kind::bad_input,
                    "printer \"" + printer + "\" exists already; give each printer its own name");
    office_->lanes_.push_back(
        std::make_shared<lane>(*office_, office_->pool_, std::move(printer), std::move(how)));
    office_->lanes_.back()->start();
    return {};
}

void print_queue::submit(print_job job) {
    const std::lock_guard held(office_->mutex_);
    lane* to = office_->first_of(job);
    if (to) return to->put({std::move(job), lane_entry::phase::waiting, 0, job_state::queued, {}});
    office_->records_->put(
        {std::move(job), lane_entry::phase::settling, 0, job_state::failed, {reason::no_such_printer}});
}

void print_queue::recover(print_job job, const std::string& printer) {
    const std::lock_guard held(office_->mutex_);
    lane* to = office_->find(printer);
    if (to) return to->put({std::move(job), lane_entry::phase::asking, 0, job_state::sending, {}});
    office_->records_->put(
        {std::move(job), lane_entry::phase::settling, 0, job_state::unknown, {reason::no_such_printer}});
}

bool print_queue::withdraw(job_id job) {
    const std::lock_guard held(office_->mutex_);
    return std::any_of(office_->lanes_.begin(), office_->lanes_.end(),
                       [&](const auto& l) { return l->withdraw(job); });
}

void print_queue::wake() {
    const std::lock_guard held(office_->mutex_);
    for (const auto& l : office_->lanes_) l->wake();
    office_->records_->wake();
}

std::vector<printer_status> print_queue::status() const {
    const std::lock_guard held(office_->mutex_);
    std::vector<printer_status> out;
    for (const auto& l : office_->lanes_) out.push_back(l->status());
    return out;
}

std::map<job_id, std::string> print_queue::places() const {
    const std::lock_guard held(office_->mutex_);
    std::map<job_id, std::string> out;
    for (const auto& l : office_->lanes_)
        for (const job_id job : l->jobs()) out.emplace(job, l->name());
    return out;
}

bool print_queue::drain(std::chrono::milliseconds at_most) {
    std::unique_lock held(office_->mutex_);
    return office_->emptied_.wait_for(held, at_most, [this] { return office_->all_idle(); });
}

void print_queue::close() {
    {
        const std::lock_guard held(office_->mutex_);
        if (std::exchange(office_->closed_, true)) return;
        for (const auto& l : office_->lanes_) l->request_stop();
        office_->records_->request_stop();
    }
    for (const auto& l : office_->lanes_) l->join();
    office_->records_->join();
}

}  // namespace motcua::printers
