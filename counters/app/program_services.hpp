// What the API needs besides the engine, in the running program: sheets, printers, the training controls.
// Slow work (layout, the engine's questions) runs on the rendering threads, so that the root thread never
// waits; they are joined before this goes.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>

#include "counters/api/services.hpp"
#include "counters/app/paper.hpp"
#include "counters/app/print_agent.hpp"
#include "counters/app/training.hpp"

namespace motcua::app {

class program_services final : public api::services {
public:
    // `training_mode` is null outside training. `calendars`: the folder whose files an amendment is read
    // from.
    program_services(boost::asio::any_io_executor rendering, engine& e, const paper& forms,
                     print_agent& printers, const clock& time, app::training* training_mode,
                     std::string calendars);

    instant now() const override { return clock_.now(); }
    bool training() const override { return training_ != nullptr; }

    void preview(api::preview_request what, api::sheet_reply done) override;
    void slip(std::uint64_t id, api::sheet_format format, api::sheet_reply done) override;
    void reprint(std::uint64_t id, const actor& by, const std::string& key, api::answer_reply done) override;

    json printers() override;
    void jobs(api::json_reply done) override;
    void failed_jobs(api::json_reply done) override;
    void decide(std::uint64_t job, const std::string& outcome, const actor& by, const std::string& key,
                api::answer_reply done) override;

    void preview_calendar(api::engine_reply done) override;
    void adopt_calendar(engine::confirmation confirmed, const actor& by, api::answer_reply done) override;

    json training_state() override { return training_->state(); }
    void advance(std::chrono::hours by, api::json_reply done) override;
    result<void> set_virtual_printer(bool paper, bool cover_closed) override;
    void pull_power() override;
    json sheets(std::uint64_t after) override { return training_->sheets_after(after); }
    result<api::sheet> sheet_picture(std::uint64_t n) override;

private:
    void later(std::function<void()> work);
    result<json> unfinished_prints();
    result<json> failed_duties();
    void order_print(std::uint64_t duty, std::string event, json_object data, const actor& by,
                     const std::string& key, api::answer_reply done);

    const boost::asio::any_io_executor rendering_;
    engine& engine_;
    const paper& paper_;
    print_agent& printers_;
    const clock& clock_;
    app::training* const training_;
    const std::string calendars_;
};

}  // namespace motcua::app
