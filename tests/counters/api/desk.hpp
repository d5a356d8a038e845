// An API behind a real server on loopback, with an engine and services that remember what they were asked and
// answer what the test told them to.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "counters/api/api.hpp"
#include "tests/counters/http/client.hpp"
#include "tests/counters/http/running_server.hpp"

namespace motcua::api::testing {

struct scripted_services final : services {
    instant now() const override { return *parse_instant("2026-03-02T10:00"); }
    bool training() const override { return in_training; }
    void preview(preview_request what, sheet_reply done) override;
    void slip(std::uint64_t id, sheet_format format, sheet_reply done) override;
    void reprint(std::uint64_t id, const actor& by, const std::string& key, answer_reply done) override;
    json printers() override { return json_array{}; }
    void jobs(json_reply done) override {
        if (unread) return done(fail(failure::kind::io, "chưa đọc được kho dữ liệu lúc này"));
        done(json(json_array{}));
    }
    void failed_jobs(json_reply done) override { done(json(json_object{{"items", json_array{"failed"}}})); }
    void decide(std::uint64_t job, const std::string& outcome, const actor& by, const std::string& key,
                answer_reply done) override;
    void preview_calendar(engine_reply done) override { done(calendar); }
    void adopt_calendar(engine::confirmation confirmed, const actor&, answer_reply done) override {
        adopted = confirmed.calendar + " after " + confirmed.base;
        done({answer::kind::done, 0, R"({"calendar":"ab12"})"});
    }
    json training_state() override { return json_object{{"paper", paper}}; }
    void advance(std::chrono::hours by, json_reply done) override;
    result<void> set_virtual_printer(bool has_paper, bool cover_closed) override;
    void pull_power() override { power_pulled = true; }
    json sheets(std::uint64_t after) override { return json_object{{"after", after}}; }
    result<sheet> sheet_picture(std::uint64_t n) override;

    bool in_training = true;
    bool unread = false;
    engine::reply calendar{engine::reply::kind::found, R"({"calendar":"ab12","in_force":"cd34","moved":1})"};
    bool paper = true;
    bool power_pulled = false;
    std::chrono::hours advanced{0};
    preview_request previewed;
    std::string decided;
    std::string adopted;
};

class desk : public ::testing::Test {
protected:
    desk();
    http::testing::reply get(const std::string& path) {
        return client_.get("/api/v1" + path, as_reception());
    }
    http::testing::reply post(const std::string& path, const std::string& body, const std::string& headers);
    http::testing::reply write(const std::string& path, const std::string& body) {
        return post(path, body, as_reception() + "Idempotency-Key: key-of-this-form\r\n");
    }
    static std::string as_reception() { return "X-Motcua-Actor: lan\r\n"; }
    static json body_of(const http::testing::reply& r);

    scripted_services app_;
    std::vector<command> sent_;
    std::vector<std::pair<std::string, std::int64_t>> confirmed_;  // a clock: by whom, which
    answer next_{answer::kind::done, 7, R"({"session":7})"};
    std::map<std::string, std::string> views_;  // question → reply
    bool unread_ = false;                       // the store
    std::string tag_;                           // of answers about one session
    std::vector<std::pair<std::string, std::string>> asked_;
    std::unique_ptr<api> api_;
    std::unique_ptr<http::testing::running_server> server_;
    http::testing::client client_;

private:
    std::uint16_t open();
};

}  // namespace motcua::api::testing
