// An engine on an io_context of its host's: nothing happens but when the test runs the context, so each batch
// and its order are the test's own.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <future>

#include "tests/engine/writer/office.hpp"

namespace motcua::sample {

class hosted {
public:
    hosted() : hosted(own_) {}
    explicit hosted(boost::asio::io_context& on)
        : folder_(testing::TempDir() + "/motcua-hosted-XXXXXX"),
          io(on),
          clock(*parse_instant("2026-02-09T08:10")) {
        EXPECT_NE(mkdtemp(folder_.data()), nullptr);
        open();
    }
    hosted(const hosted&) = delete;
    hosted& operator=(const hosted&) = delete;
    ~hosted() {
        engine_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    void open() {
        options with;
        with.data = folder_ + "/data";
        with.workflows = "workflows";
        with.time = &clock;
        with.on = io.get_executor();
        open_error error;
        engine_ = engine::open(std::move(with), error);
        for (const auto& line : error.lines) ADD_FAILURE() << line;
    }
    void close() { engine_.reset(); }
    engine* operator->() { return engine_.get(); }

    // Everything that is posted, and what that posts.
    void run() {
        io.restart();
        io.run();
    }
    template <class T>
    T wait(std::future<T> answer) {
        while (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
            io.restart();
            if (io.run_one() == 0) {
                ADD_FAILURE() << "nothing is left to run, and no answer";
                break;
            }
        }
        return answer.get();
    }
    command receive(const std::string& key = {}) const {
        command c;
        c.kind = "dossier";
        c.event = "create";
        c.data = residence();
        c.by = person("reception.lan");
        c.key = key;
        return c;
    }
    std::int64_t open_dossiers() {
        const auto found = engine_->ask("dossiers", R"({"list": "open"})");
        return std::ssize(parse_json(found.body)->at("items").as_array());
    }

private:
    std::string folder_;
    boost::asio::io_context own_;

public:
    boost::asio::io_context& io;
    virtual_clock clock;

private:
    std::unique_ptr<engine> engine_;
};

}  // namespace motcua::sample
