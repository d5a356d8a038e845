#include "engine/reading/kept_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace motcua::runtime {
namespace {

// To the next moment that stands anywhere in the answer, written to the second: just before, at and just
// behind it different things may hold.
void bring_forward(instant& until, const json& v, instant now) {
    constexpr std::size_t shortest = 16;  // "2026-03-02T08:00"
    constexpr std::size_t longest = 40;
    if (v.is_string()) {
        const std::string_view text = v.get_string();
        if (text.size() < shortest || text.size() > longest || text[4] != '-' || text[10] != 'T') return;
        if (const auto at = parse_instant(text); at && *at > now - std::chrono::seconds{1})
            until = std::min(until, *at);
    } else if (v.is_array()) {
        for (const auto& one : v.get_array()) bring_forward(until, one, now);
    } else if (v.is_object()) {
        for (const auto& [name, one] : v.get_object()) bring_forward(until, one, now);
    }
}

}  // namespace

kept_answer to_kept(const json& answer, instant now) {
    kept_answer out;
    out.text = to_text(answer);
    out.tag = fmt::format("{:016x}", std::hash<std::string_view>{}(out.text));
    out.from = now;
    out.until = std::chrono::floor<std::chrono::minutes>(now) + std::chrono::minutes{1};
    bring_forward(out.until, answer, now);
    return out;
}

std::shared_ptr<const kept_answer> kept_answers::find(std::string_view asked) const {
    const std::lock_guard hold(mutex_);
    const auto known = by_question_.find(asked);
    if (known == by_question_.end()) return nullptr;
    last_first_.splice(last_first_.begin(), last_first_, known->second);
    return known->second->answer;
}

void kept_answers::keep(std::string asked, std::shared_ptr<const kept_answer> answer) {
    const std::lock_guard hold(mutex_);
    if (const auto known = by_question_.find(asked); known != by_question_.end()) drop(known->second);
    bytes_ += asked.size() + answer->text.size();
    last_first_.push_front({std::move(asked), std::move(answer)});
    by_question_[last_first_.front().asked] = last_first_.begin();
    while (bytes_ > most_bytes_) drop(std::prev(last_first_.end()));
}

void kept_answers::drop(entries::iterator at) {
    bytes_ -= at->asked.size() + at->answer->text.size();
    by_question_.erase(at->asked);
    last_first_.erase(at);
}

}  // namespace motcua::runtime
