#include "engine/lab/printers.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/json_values.hpp"

namespace motcua::lab {
namespace {

// Turns between a duty's first word and its last; a sheet that is rendered meanwhile takes longer.
constexpr int turns = 1, turns_with_rendering = 8;
// Of 100 sheets that came out unseen, those a person has printed again all the same.
constexpr double unsure = 20;

progress_report say(const duty& d, std::string state, std::string reason = {}) {
    return {d.id, std::move(state), std::move(reason), "folder", {}};
}

}  // namespace

printers::printers(const scenario& s, std::filesystem::path folder, renderer render)
    : scenario_(s), folder_(std::move(folder)), render_(std::move(render)), draws_(s.seed ^ 0x5eedU) {}

printers::job printers::job_of(duty d) {
    job j;
    const auto args = parse_json(d.args);
    if (args) {
        j.seq = static_cast<int>(get_integer(*args, "seq", 1));
        j.reprint = static_cast<int>(get_integer(*args, "reprint"));
    }
    j.what = std::move(d);
    return j;
}

bool printers::out_of_paper(instant now) const {
    return std::any_of(scenario_.paper_out.begin(), scenario_.paper_out.end(),
                       [&](const interval& s) { return s.from <= now && now < s.until; });
}

bool printers::wanted(const std::string& form) const {
    const auto& all = scenario_.printed;
    if (!render_) return false;
    return all.empty() || std::find(all.begin(), all.end(), form) != all.end();
}

void printers::outbox_request(const change& news) {
    for (const auto& d : news.duties) queue_.push_back(job_of(d));
}

void printers::come_out(job& j, progress_report& r) {
    ++printed_;
    auto& kept = trail_[{j.what.session, j.what.name, j.seq}];
    ++(j.reprint > 0 ? kept.marked : kept.unmarked);
    if (!j.pdf.valid()) return;
    const auto pdf = j.pdf.get();
    if (!pdf) {
        if (trouble_) trouble_ = tl::make_unexpected(pdf.error());
        return;
    }
    auto name = j.what.name + "-" + std::to_string(j.what.session) + "-" + std::to_string(j.seq);
    if (j.reprint > 0) name += "-reprint-" + std::to_string(j.reprint);
    if (auto ok = write_file((folder_ / (name + ".pdf")).string(), *pdf); !ok && trouble_) trouble_ = ok;
    ++files_;
    if (j.reprint == 0) r.pdf_sha256 = sha256(*pdf);
}

void printers::send(job j, std::vector<progress_report>& out) {
    // A notice is a file in a folder: there or not there, never half.
    if (j.what.kind != "print") return out.push_back(say(j.what, "done"));
    out.push_back(say(j.what, "sending"));
    j.turn = turn_;
    if (scenario_.generate) j.cut = draws_.percent(scenario_.generate->cut);
    sending_.push_back(std::move(j));
}

std::vector<progress_report> printers::reports(instant now) {
    ++turn_;
    now_ = now;
    auto out = std::exchange(after_restart_, {});
    std::deque<job> still;
    for (auto& j : sending_) {
        if (turn_ - j.turn < (j.pdf.valid() ? turns_with_rendering : turns)) {
            still.push_back(std::move(j));
            continue;
        }
        auto r = say(j.what, j.cut ? "unknown" : "done", j.cut ? "line-cut" : "");
        const bool whole = !j.cut || draws_.percent(50);
        if (whole) come_out(j, r);
        out.push_back(std::move(r));
        if (j.cut) unknown_.emplace_back(j.what, whole);
    }
    sending_ = std::move(still);
    const bool dry = out_of_paper(now);
    std::deque<job> waiting;
    for (auto& j : queue_) {
        const bool early = j.what.not_before > now.time_since_epoch().count();
        if (early || (dry && j.what.kind == "print")) {
            if (!early && !j.told) out.push_back(say(j.what, "queued", "media-empty"));
            j.told = j.told || !early;
            waiting.push_back(std::move(j));
        } else {
            send(std::move(j), out);
        }
    }
    queue_ = std::move(waiting);
    return out;
}

void printers::render(engine& e, job& j) {
    j.pdf = std::async(std::launch::async, render_(e, j.what));
}

void printers::committed(engine& e) {
    for (auto& j : sending_)
        if (j.turn == turn_ && wanted(j.what.name)) render(e, j);
    for (auto& u : std::exchange(unknown_, {})) to_decide_.push_back(std::move(u));
}

std::vector<command> printers::decisions(instant) {
    std::vector<command> out;
    for (const auto& [d, there] : std::exchange(to_decide_, {})) {
        command c;
        c.session = d.session;
        c.event = "decide";
        const bool again = !there || draws_.percent(unsure);
        c.data = to_document(json_object{{"duty", d.id}, {"outcome", again ? "reprint" : "printed"}});
        c.by = scenario_.staff->front();
        c.key = "look-" + std::to_string(d.id);
        ++looked_at_;
        out.push_back(std::move(c));
    }
    return out;
}

// What was on its way is unknown to the store; whether paper lies in the tray is a matter of luck.
void printers::restarted(engine& e) {
    queue_.clear();
    auto lost = std::exchange(sending_, {});
    for (auto& d : e.unfinished_duties().value_or(std::vector<duty>{})) {
        if (d.state == "queued") {
            queue_.push_back(job_of(std::move(d)));
            continue;
        }
        const auto at =
            std::find_if(lost.begin(), lost.end(), [&](const job& j) { return j.what.id == d.id; });
        const bool known = std::any_of(to_decide_.begin(), to_decide_.end(),
                                       [&](const auto& u) { return u.first.id == d.id; });
        if (known) continue;
        auto r = say(d, "unknown", "power-cut");
        const bool there = at != lost.end() && draws_.percent(50);
        if (there) {
            progress_report unsaid;
            come_out(*at, unsaid);
            r.pdf_sha256 = unsaid.pdf_sha256;
        }
        if (d.state == "sending") after_restart_.push_back(std::move(r));
        unknown_.emplace_back(std::move(d), there);
    }
}

bool printers::idle() const {
    const auto due = [&](const job& j) { return j.what.not_before <= now_.time_since_epoch().count(); };
    return sending_.empty() && after_restart_.empty() && unknown_.empty() && to_decide_.empty() &&
           std::none_of(queue_.begin(), queue_.end(), due);
}

}  // namespace motcua::lab
