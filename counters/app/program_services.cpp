#include "counters/app/program_services.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <csignal>

#include "counters/app/asked.hpp"
#include "counters/app/kept_slip.hpp"
#include "engine/base/log.hpp"
#include "engine/json_values.hpp"

namespace motcua::app {
namespace {

constexpr std::string_view waits_for_opening = "chờ đến giờ làm việc";

json_object to_json(const actor& by) {
    json_array roles;
    for (const auto& r : by.roles) roles.emplace_back(r);
    return {{"id", by.id}, {"unit", by.unit}, {"roles", std::move(roles)}};
}

// As the store keeps them: "paper_out,cover_open".
motcua::printers::reason_set reasons_in(std::string_view names) {
    motcua::printers::reason_set out;
    for (std::size_t from = 0; from < names.size();) {
        const auto end = std::min(names.find(',', from), names.size());
        if (const auto r = motcua::printers::reason_named(names.substr(from, end - from))) out.add(*r);
        from = end + 1;
    }
    return out;
}

std::string title_of(const paper& forms, const json& duty) {
    const json* args = find(duty, "args");
    app::slip s;
    s.form = get_string(duty, "name");
    s.set = args ? get_string(*args, "set") : "";
    s.accepted = args ? parse_day(get_string(*args, "accepted")).value_or(local_day{}) : local_day{};
    return forms.title(s);
}

result<api::sheet> drawn(const paper& forms, const result<app::slip>& s, api::sheet_format format) {
    if (!s) return tl::make_unexpected(s.error());
    const bool as_pdf = format == api::sheet_format::pdf;
    auto bytes = as_pdf ? forms.pdf(*s) : forms.png(*s);
    if (!bytes) return tl::make_unexpected(bytes.error());
    return api::sheet{as_pdf ? "application/pdf" : "image/png", std::move(*bytes)};
}

answer not_known(const failure& why) {
    const bool absent = why.what == failure::kind::not_found;
    return {absent ? answer::kind::rejected : answer::kind::failed, 0,
            to_document(json_object{{"code", absent ? "not_found" : "engine_failed"},
                                    {"message", why.message},
                                    {"next", "Tải lại danh sách."}})};
}

}  // namespace

program_services::program_services(boost::asio::any_io_executor rendering, engine& e, const paper& forms,
                                   print_agent& printers, const clock& time, app::training* training_mode,
                                   std::string calendars)
    : rendering_(std::move(rendering)),
      engine_(e),
      paper_(forms),
      printers_(printers),
      clock_(time),
      training_(training_mode),
      calendars_(std::move(calendars)) {}

void program_services::later(std::function<void()> work) {
    // A fault of one sheet must not end the program.
    boost::asio::post(rendering_, [work = std::move(work)] {
        try {
            work();
        } catch (const std::exception& e) {
            log().error("render=threw why=\"{}\"", e.what());
        }
    });
}

void program_services::preview(api::preview_request what, api::sheet_reply done) {
    later([this, what = std::move(what), done = std::move(done)] {
        const auto seen = asked(engine_, "preview",
                                {{"session", what.session},
                                 {"event", what.event},
                                 {"data", what.data},
                                 {"by", to_json(what.by)}});
        const auto s = seen ? slip_from(*seen) : tl::make_unexpected(seen.error());
        done(drawn(paper_, s, what.format));
    });
}

void program_services::slip(std::uint64_t id, api::sheet_format format, api::sheet_reply done) {
    later([this, id, format, done = std::move(done)] {
        done(drawn(paper_, kept_slip(engine_, paper_, id), format));
    });
}

void program_services::preview_calendar(api::engine_reply done) {
    engine_.async_preview_calendar(calendars_, std::move(done));
}

void program_services::adopt_calendar(engine::confirmation confirmed, const actor& by,
                                      api::answer_reply done) {
    later([this, confirmed = std::move(confirmed), by, done = std::move(done)]() mutable {
        engine_.async_adopt_calendar(calendars_, std::move(confirmed), by, std::move(done));
    });
}

void program_services::order_print(std::uint64_t duty, std::string event, json_object data, const actor& by,
                                   const std::string& key, api::answer_reply done) {
    later([this, duty, event = std::move(event), data = std::move(data), by, key,
           done = std::move(done)]() mutable {
        const auto known = asked(engine_, "duties", {{"duty", duty}});
        if (!known) return done(not_known(known.error()));
        command c;
        c.session = static_cast<std::uint64_t>(get_integer(known->at("items").at(0), "session"));
        c.event = std::move(event);
        data["duty"] = duty;
        c.data = to_document(std::move(data));
        c.by = by;
        c.key = key;
        engine_.async_submit(std::move(c), std::move(done));
    });
}

void program_services::reprint(std::uint64_t id, const actor& by, const std::string& key,
                               api::answer_reply done) {
    order_print(id, "reprint", {}, by, key, std::move(done));
}

void program_services::decide(std::uint64_t job, const std::string& outcome, const actor& by,
                              const std::string& key, api::answer_reply done) {
    order_print(job, "decide", {{"outcome", outcome}}, by, key, std::move(done));
}

json program_services::printers() {
    json_array out;
    for (const auto& s : printers_.status()) {
        json_array reasons;
        for (const auto r : s.reasons.list()) reasons.emplace_back(vietnamese(s.reasons, r));
        std::string paper;
        for (const auto& p : printers_.all())
            if (p.name == s.printer) paper = p.paper;
        out.push_back({{"id", s.printer},
                       {"name", s.printer},
                       {"paper", paper},
                       {"state", s.reasons.blocks() ? "blocked"
                                 : s.current        ? "printing"
                                                    : "ready"},
                       {"reasons", std::move(reasons)},
                       {"waiting", s.waiting + (s.current ? 1 : 0)}});
    }
    return json_object{{"items", std::move(out)}};
}

void program_services::jobs(api::json_reply done) {
    later([this, done = std::move(done)] { done(unfinished_prints()); });
}

void program_services::failed_jobs(api::json_reply done) {
    later([this, done = std::move(done)] { done(failed_duties()); });
}

result<json> program_services::unfinished_prints() {
    json_array out;
    const auto duties = asked(engine_, "duties", {});
    if (!duties) return tl::make_unexpected(duties.error());
    const auto at_printers = printers_.jobs();
    for (const auto& d : find(*duties, "items")->get_array()) {
        if (get_string(d, "kind") != "print") continue;
        json_object one = d.get_object();
        one["title"] = title_of(paper_, d);
        const auto here = at_printers.find(static_cast<std::uint64_t>(get_integer(d, "id")));
        if (here == at_printers.end()) {
            one["printer"] = get_string(d, "target");
            one["reason"] = vietnamese(reasons_in(get_string(d, "reason")));
        } else if (here->second.held) {
            one["reason"] = waits_for_opening;
        } else {
            one["printer"] = here->second.printer;
            one["reason"] = vietnamese(here->second.reasons);
        }
        out.push_back(std::move(one));
    }
    return json(json_object{{"items", std::move(out)}});
}

result<json> program_services::failed_duties() {
    auto duties = asked(engine_, "duties", {{"state", "failed"}});
    if (!duties) return duties;
    for (auto& d : duties->at("items").as_array()) {
        if (get_string(d, "kind") != "print") continue;
        d.as_object()["title"] = title_of(paper_, d);
        d.as_object()["reason"] = vietnamese(reasons_in(get_string(d, "reason")));
    }
    return duties;
}

void program_services::advance(std::chrono::hours by, api::json_reply done) {
    training_->advance(engine_, by, [this, done = std::move(done)] { done(training_->state()); });
}

result<void> program_services::set_virtual_printer(bool paper, bool cover_closed) {
    training_->set_printer(engine_, paper, cover_closed);
    printers_.wake();
    return {};
}

// As when somebody trips over the cable: no destructor, no flush.
void program_services::pull_power() {
    later([] { ::raise(SIGKILL); });
}

result<api::sheet> program_services::sheet_picture(std::uint64_t n) {
    auto png = training_->sheet(n);
    if (!png) return tl::make_unexpected(png.error());
    return api::sheet{"image/png", std::move(*png)};
}

}  // namespace motcua::app
