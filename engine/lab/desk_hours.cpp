#include "engine/lab/desk_hours.hpp"

#include <algorithm>

namespace motcua::lab {
namespace {

std::optional<instant> one_of(random_source& d, const std::vector<instant>& all, instant from, instant to) {
    const auto first = std::lower_bound(all.begin(), all.end(), from);
    const auto last = std::lower_bound(first, all.end(), to);
    if (first == last) return std::nullopt;
    return first[static_cast<std::ptrdiff_t>(d.below(static_cast<std::size_t>(last - first)))];
}

}  // namespace

result<desk_hours> desk_hours::make(const office_law& law, instant from, instant to,
                                    std::chrono::minutes step, const std::vector<interval>& lost) {
    desk_hours out;
    const auto is_lost = [&](instant t) {
        return std::any_of(lost.begin(), lost.end(),
                           [&](const interval& s) { return s.from <= t && t <= s.until; });
    };
    for (auto day = day_of(from); day <= day_of(to); day += std::chrono::days{1}) {
        const auto works = law.is_working_day(day);
        if (!works) return tl::make_unexpected(works.error());
        if (!*works) continue;
        const auto midnight = to_instant(local_instant{day});
        for (auto t = std::max(midnight, from); t < midnight + std::chrono::days{1} && t < to; t += step) {
            if (is_lost(t)) continue;
            if (law.is_working(t).value_or(false)) out.working_.push_back(t);
            if (law.is_receiving(t).value_or(false)) out.receiving_.push_back(t);
        }
    }
    return out;
}

std::optional<instant> desk_hours::draw(random_source& d, instant from, instant to) const {
    return one_of(d, working_, from, to);
}

std::optional<instant> desk_hours::draw_receiving(random_source& d, instant from, instant to) const {
    return one_of(d, receiving_, from, to);
}

std::optional<instant> desk_hours::after(instant t, std::size_t n) const {
    const auto next = std::upper_bound(working_.begin(), working_.end(), t);
    if (static_cast<std::size_t>(working_.end() - next) < n) return std::nullopt;
    return next[static_cast<std::ptrdiff_t>(n) - 1];
}

std::optional<instant> desk_hours::next_day(instant t) const {
    const auto midnight = to_instant(local_instant{day_of(t) + std::chrono::days{1}});
    const auto at = std::lower_bound(working_.begin(), working_.end(), midnight);
    if (at == working_.end()) return std::nullopt;
    return *at;
}

}  // namespace motcua::lab
