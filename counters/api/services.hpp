// What the API needs besides the engine, given by the program: sheets as bytes, printers, the training
// controls. Called on the root thread and must not block there; callbacks may come from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/engine.hpp"

namespace motcua::api {

enum class sheet_format { pdf, png };

struct sheet {
    std::string content_type;
    std::string bytes;
};

using sheet_reply = std::function<void(result<sheet>)>;
using json_reply = std::function<void(result<json>)>;
using answer_reply = std::function<void(answer)>;
using engine_reply = std::function<void(engine::reply)>;

// A slip as it would be if `event` were sent with `data` now; nothing is numbered or kept.
struct preview_request {
    std::uint64_t session = 0;
    std::string event;  // "answer_late"
    json data = json_object{};
    sheet_format format = sheet_format::png;
    actor by;
};

class services {
public:
    virtual ~services() = default;

    virtual instant now() const = 0;
    virtual bool training() const = 0;

    virtual void preview(preview_request what, sheet_reply done) = 0;
    virtual void slip(std::uint64_t id, sheet_format format, sheet_reply done) = 0;
    virtual void reprint(std::uint64_t id, const actor& by, const std::string& key, answer_reply done) = 0;

    virtual json printers() = 0;  // {"items":[{"id","name","paper","state","reasons":[words],"waiting"}]}
    // {"items":[{"id","session","name","title","printer","state","reason",…}]}: prints under way; or prints
    // and notices that failed and that nobody has dealt with, with "code", the newest first.
    virtual void jobs(json_reply done) = 0;
    virtual void failed_jobs(json_reply done) = 0;
    // `outcome`: of an unknown print "printed" or "reprint", of a failed notice "resend" or "told".
    virtual void decide(std::uint64_t job, const std::string& outcome, const actor& by,
                        const std::string& key, answer_reply done) = 0;

    // The calendar files of the office beside the calendar in force: what they would move; and, once a
    // supervisor has confirmed what was shown, their taking over.
    virtual void preview_calendar(engine_reply done) = 0;
    virtual void adopt_calendar(engine::confirmation confirmed, const actor& by, answer_reply done) = 0;

    // Training only; never called when training() is false.
    virtual json training_state() = 0;  // {"now","paper","cover","waiting","sheets"}
    virtual void advance(std::chrono::hours by, json_reply done) = 0;
    virtual result<void> set_virtual_printer(bool paper, bool cover_closed) = 0;
    virtual void pull_power() = 0;  // the process dies on the spot; a supervisor starts it again
    virtual json sheets(std::uint64_t after) = 0;  // {"items":[{"n","title","cut_at"}],"last"}
    virtual result<sheet> sheet_picture(std::uint64_t n) = 0;
};

}  // namespace motcua::api
