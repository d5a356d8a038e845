#include <filesystem>

#include "engine/interpreter/encoding.hpp"
#include "engine/lab/scxml/http_message.hpp"
#include "engine/lab/scxml/scxml_run.hpp"

namespace motcua::lab {

using interpreter::cause;

namespace {

constexpr instant beginning{std::chrono::milliseconds{1'767'225'600'000}};  // 2026-01-01T00:00Z
constexpr std::string_view session_id = "session";

}  // namespace

scxml_host::scxml_host(interpreter::chart_pointer document, document_cache& shelf, io_port& io,
                       bool with_trace)
    : shelf_(shelf), io_(io), session_(std::move(document)), now_(beginning) {
    settings_.production = false;
    settings_.trace = with_trace;
    settings_.heap = &shelf.heap();
    settings_.processors = io.processors();
}

interpreter::chart_pointer scxml_host::chart_at(std::string_view address, const std::string& beside) {
    if (address.starts_with("file://"))
        address.remove_prefix(7);
    else if (address.starts_with("file:"))
        address.remove_prefix(5);
    if (address.find("://") != address.npos) return nullptr;
    faults found;
    return shelf_.at((std::filesystem::path(beside).parent_path() / address).string(), found);
}

// As if the request had gone out and come back, so that its event is the same.
std::optional<interpreter::event> scxml_host::arriving_here(const interpreter::outgoing& message) {
    const auto to = parse_address(message.target);
    return to ? from_request(to_request(message, *to)) : std::nullopt;
}

// Hands out what the last turn brought; false when the run is to stop.
bool scxml_host::wait() {
    auto& turn = scratch_.result;
    for (const auto& s : turn.sends) io_.send(s);
    const bool go_on =
        !keeper_ || turn.trouble != interpreter::incident::none || keeper_->at_wait(session_, turn);
    trace.insert(trace.end(), turn.trace.begin(), turn.trace.end());
    logs.insert(logs.end(), turn.logs.begin(), turn.logs.end());
    unhandled.insert(unhandled.end(), turn.errors.begin(), turn.errors.end());
    turn.sends.clear();
    turn.trace.clear();
    turn.logs.clear();
    turn.errors.clear();
    return go_on;
}

// Another number for each turn. A run that is kept draws the same when it is cut off and goes on, so there
// its row alone says which.
std::uint64_t scxml_host::chance() {
    const auto at = static_cast<std::uint64_t>(now_.time_since_epoch().count());
    if (!keeper_) return at + 0xd1342543de82ef95u * steps_++;
    scratch_.turns = 0;
    const auto row = interpreter::encode(session_);
    return row ? at + std::hash<std::string>{}(*row) : at;
}

void scxml_host::run(interpreter::input in) {
    in.seed = chance();
    begin(session_, in, session_id, settings_, *this, scratch_);
    for (std::uint32_t turns = 0; wait(); ++turns) {
        if (turns > settings_.bounds.turns) {
            scratch_.result.trouble = interpreter::incident::runaway;
            scratch_.result.why = "the sessions of this document never come to rest";
            break;
        }
        in.seed = chance();
        if (!advance(session_, in, session_id, settings_, *this, scratch_)) break;
    }
    if (scratch_.result.trouble != interpreter::incident::none) wait();
    const auto& o = finish(session_, scratch_);
    if (!o.why.empty()) trouble = o.why;
    if (!o.why.empty() && keeper_) keeper_->at_incident(o.why);
}

void scxml_host::put_back(interpreter::session s, instant now) {
    session_ = std::move(s);
    now_ = now;
}

// A timer step runs what waits in the queues first, so it goes on wherever another step was cut off.
void scxml_host::start() {
    run({session_.started() ? cause::timer : cause::start, nullptr, now_});
}

void scxml_host::give(interpreter::event e) {
    run({cause::external, &e, now_});
}

bool scxml_host::take_arrival(std::chrono::milliseconds at_most) {
    auto a = io_.next(at_most);
    if (!a) return false;
    run({a->lost ? cause::platform_error : cause::external, &a->what, now_, 0, a->machine});
    return true;
}

bool scxml_host::fire_timers(instant until) {
    const auto due = session_.wake_at();
    if (!due || *due > until) return false;
    now_ = std::max(now_, *due);
    run({cause::timer, nullptr, now_});
    return true;
}

void scxml_host::rest_until(instant t) {
    now_ = std::max(now_, t);
    if (keeper_ && trouble.empty()) keeper_->at_wait(session_, scratch_.result);
}

}  // namespace motcua::lab
