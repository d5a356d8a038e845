// What the façade holds together: store, deployment, clock, writer, driver, readers. Private to it.
#pragma once

#include <boost/asio/thread_pool.hpp>
#include <mutex>
#include <shared_mutex>

#include "engine/base/clock.hpp"
#include "engine/deployment/deployment_builder.hpp"
#include "engine/mailbox.hpp"
#include "engine/reading/questions.hpp"
#include "engine/translate.hpp"
#include "engine/writer/engine_thread.hpp"
#include "engine/writer/writer.hpp"

namespace motcua::detail {

struct inside : std::enable_shared_from_this<inside> {
    options with;
    // First, so that it goes last: what is still posted to it may hold parts of what follows.
    std::unique_ptr<runtime::engine_thread> own_thread;
    boost::asio::any_io_executor on;
    std::unique_ptr<boost::asio::thread_pool> own_readers;
    motcua::system_clock system;
    std::unique_ptr<store::door> door;
    std::unique_ptr<runtime::judged_clock> time;
    std::optional<runtime::deployment_builder> to_deploy;  // while the engine is being opened
    std::unique_ptr<runtime::current_deployment> deployed;
    std::unique_ptr<runtime::writer> writer;
    std::shared_ptr<runtime::driver> driver;
    std::unique_ptr<runtime::questions> questions;
    detail::feed changes;

    // Opening, in this order.
    std::optional<open_error> open_store();
    std::optional<open_error> read_workflows();
    std::optional<open_error> bring_up();
    void start();

    // Takes nothing further, commits and answers what waits, lets go of the folder. Any thread but one that
    // is inside a batch. Safe to call twice.
    void close();
    void stopped_by_itself(const std::string& why);

    // Read while the folder is held; nothing after `close`.
    template <class F>
    auto while_open(F&& f) const -> std::optional<decltype(f())> {
        const std::shared_lock lock(closing);
        if (closed) return std::nullopt;
        return f();
    }
    const clock& host_clock() const { return with.time ? *with.time : system; }

    // Of `async_run`.
    using runner = std::shared_ptr<runtime::completion<std::optional<std::string>>>;
    std::mutex ending;
    std::vector<runner> runners;
    std::optional<std::string> failed_with;
    bool ended = false;

    mutable std::shared_mutex closing;
    bool closed = false;

private:
    std::optional<open_error> check_adoption();
    std::optional<open_error> deploy();
    std::optional<open_error> keep_contents();
    void add_forms();
    runtime::writer_hooks hooks();
};

}  // namespace motcua::detail
