// A document and its session in one hand, for tests: give events, move the clock, ask what became of it.
#pragma once

#include <gtest/gtest.h>

#include "engine/interpreter/encoding.hpp"
#include "engine/interpreter/offers.hpp"
#include "engine/interpreter/step.hpp"

namespace motcua::interpreter {

inline std::string around(const std::string& inside, const std::string& attributes = "") {
    return "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" xmlns:mc=\"urn:motcua:1\" version=\"1.0\" " +
           attributes + ">" + inside + "</scxml>";
}

class living {
public:
    explicit living(const std::string& inside, const std::string& attributes = "", bool production = false)
        : living(compile(inside, attributes), production) {}
    living(chart_pointer c, bool production) : what_(std::move(c)), one_(what_) {
        with_.production = production;
        with_.trace = true;
        run(cause::start);
    }

    static chart_pointer compile(const std::string& inside, const std::string& attributes) {
        auto made = chart::load(around(inside, attributes), "test.scxml");
        if (made) return *made;
        for (const auto& f : made.error()) ADD_FAILURE() << to_string(f);
        std::abort();
    }

    const outcome& give(const std::string& name, datamodel::value data = {}) {
        event e;
        e.name = name;
        e.data = std::move(data);
        return run(cause::external, &e);
    }
    const outcome& run(cause why, event* e = nullptr) {
        return step(one_, {why, e, now_, 1, 0}, "s1", with_, world_, space_);
    }
    // Lets time pass; timers fire on the way, each at its instant.
    void pass(std::chrono::milliseconds by) {
        const auto to = now_ + by;
        for (auto due = one_.wake_at(); due && *due <= to; due = one_.wake_at())
            now_ = *due, run(cause::timer);
        now_ = to;
    }
    // Writes the session down, forgets it, reads it again.
    void restart() {
        const auto row = encode(one_);
        ASSERT_TRUE(row) << row.error().message;
        auto again = decode(what_, *row);
        ASSERT_TRUE(again) << again.error().message;
        one_ = std::move(*again);
    }

    std::string at() const {
        std::string out;
        for (const auto& s : one_.configuration()) out += (out.empty() ? "" : " ") + s;
        return out;
    }
    double number(const std::string& name) const {
        const auto* v = one_.variable(name);
        return v ? v->as_number() : -1;
    }
    std::string text(const std::string& name) const {
        const auto* v = one_.variable(name);
        return v ? std::string(v->as_string()) : "(none)";
    }
    // "exit a, enter b, …" of the last step.
    std::string trace(trace_entry::kind what) const {
        std::string out;
        for (const auto& t : space_.result.trace)
            if (t.what == what) out += (out.empty() ? "" : " ") + t.text;
        return out;
    }

    session& one() { return one_; }
    settings& with() { return with_; }
    const outcome& last() const { return space_.result; }
    const chart_pointer& what() const { return what_; }

private:
    chart_pointer what_;
    session one_;
    settings with_;
    no_environment world_;
    scratch space_;
    instant now_{};
};

}  // namespace motcua::interpreter
