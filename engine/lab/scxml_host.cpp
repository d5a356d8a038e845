#include <filesystem>

#include "engine/lab/scxml_run.hpp"

namespace motcua::lab {

using interpreter::cause;

namespace {

constexpr instant beginning{std::chrono::milliseconds{1'767'225'600'000}};  // 2026-01-01T00:00Z
constexpr std::string_view session_id = "session";

}  // namespace

interpreter::chart_pointer load_document(const std::string& file, datamodel::ecmascript_heap& heap,
                                         faults& found) {
    chart::load_options how;
    how.heap = &heap;
    how.lenient = true;
    auto made = chart::load_file(file, how);
    if (made) return *made;
    found = std::move(made.error());
    return nullptr;
}

scxml_host::scxml_host(interpreter::chart_pointer document, datamodel::ecmascript_heap& heap, io_port& io,
                       bool with_trace)
    : heap_(heap), io_(io), session_(std::move(document)), now_(beginning) {
    settings_.production = false;
    settings_.trace = with_trace;
    settings_.heap = &heap;
    settings_.processors = io.processors();
}

interpreter::chart_pointer scxml_host::chart_at(std::string_view address, const std::string& beside) {
    if (address.starts_with("file://"))
        address.remove_prefix(7);
    else if (address.starts_with("file:"))
        address.remove_prefix(5);
    if (address.find("://") != address.npos) return nullptr;
    const auto path = (std::filesystem::path(beside).parent_path() / address).string();
    const auto known = charts_.find(path);
    if (known != charts_.end()) return known->second;
    faults found;
    return charts_[path] = load_document(path, heap_, found);
}

interpreter::chart_pointer scxml_host::chart_of_hash(std::string_view hash) const {
    for (const auto& [path, c] : charts_)
        if (c && c->content_hash == hash) return c;
    return nullptr;
}

void scxml_host::run(const interpreter::input& in) {
    begin(session_, in, session_id, settings_, *this, scratch_);
    for (std::uint32_t turns = 0;; ++turns) {
        if (at_each_wait && scratch_.result.trouble == interpreter::incident::none) at_each_wait(session_);
        if (turns > settings_.bounds.turns) {
            trouble = "the sessions of this document never come to rest";
            break;
        }
        if (!advance(session_, in, session_id, settings_, *this, scratch_)) break;
    }
    const auto& o = finish(session_, scratch_);
    if (!o.why.empty()) trouble = o.why;
    trace.insert(trace.end(), o.trace.begin(), o.trace.end());
    logs.insert(logs.end(), o.logs.begin(), o.logs.end());
    for (const auto& s : o.sends) io_.send(s);
}

void scxml_host::start() {
    run({cause::start, nullptr, now_, 1, 0});
}

void scxml_host::give(interpreter::event e) {
    run({cause::external, &e, now_, 1, 0});
}

bool scxml_host::take_arrival(std::chrono::milliseconds at_most) {
    auto a = io_.next(at_most);
    if (!a) return false;
    run({a->lost ? cause::platform_error : cause::external, &a->what, now_, 1, a->machine});
    return true;
}

bool scxml_host::fire_timers(instant until) {
    const auto due = session_.wake_at();
    if (!due || *due > until) return false;
    now_ = std::max(now_, *due);
    run({cause::timer, nullptr, now_, 1, 0});
    return true;
}

}  // namespace motcua::lab
