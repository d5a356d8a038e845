#include "engine/calendar/table.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"

namespace motcua::calendar {
namespace {

using namespace std::chrono;

std::vector<span_of_day> without(const std::vector<span_of_day>& spans,
                                 const std::vector<span_of_day>& gone) {
    std::vector<span_of_day> rest = spans;
    for (const auto& g : gone) {
        std::vector<span_of_day> next;
        for (const auto& s : rest) {
            if (s.from < std::min(s.to, g.from)) next.push_back({s.from, std::min(s.to, g.from)});
            if (std::max(s.from, g.to) < s.to) next.push_back({std::max(s.from, g.to), s.to});
        }
        rest = std::move(next);
    }
    return rest;
}

std::vector<span_of_day> united(std::vector<span_of_day> spans, const std::vector<span_of_day>& more) {
    spans.insert(spans.end(), more.begin(), more.end());
    std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    std::vector<span_of_day> out;
    for (const auto& s : spans) {
        if (!out.empty() && s.from <= out.back().to)
            out.back().to = std::max(out.back().to, s.to);
        else
            out.push_back(s);
    }
    return out;
}

struct made_day {
    pattern hours;
    day_kind kind = day_kind::working;
};

void apply(const day_entry& e, const week& w, made_day& d) {
    if (!e.applies) return;
    if (e.kind == day_kind::worked_saturday) {
        d.hours.working = w.worked_saturday.working;
        d.hours.receiving = w.worked_saturday.receiving;
        d.kind = e.kind;
    } else if (e.kind == day_kind::opening) {
        d.hours.receiving = united(d.hours.receiving, e.hours);
    } else if (e.kind == day_kind::closure && !e.hours.empty()) {
        d.hours.working = without(d.hours.working, e.hours);
        d.hours.receiving = without(d.hours.receiving, e.hours);
        if (d.hours.working.empty() && d.kind == day_kind::working) d.kind = e.kind;
    } else {
        d.hours.working.clear();
        d.hours.receiving.clear();
        d.kind = e.kind;
    }
}

void measure(pattern& p) {
    for (const auto& s : p.working) p.minutes += static_cast<std::int32_t>((s.to - s.from).count());
    if (p.working.empty()) return;
    p.opens = static_cast<std::int32_t>(p.working.front().from.count());
    p.closes = static_cast<std::int32_t>(p.working.back().to.count());
}

void append(table& t, const made_day& d, int unconfirmed, bool provisional) {
    const auto known = std::find(t.patterns.begin(), t.patterns.end(), d.hours);
    const auto place = known - t.patterns.begin();
    if (known == t.patterns.end()) t.patterns.push_back(d.hours);
    const bool works = d.hours.minutes > 0;
    if (works) t.working_days.push_back(t.size());
    t.pattern_of.push_back(static_cast<std::uint16_t>(place));
    t.kind.push_back(d.kind);
    t.working_before.push_back(t.working_before.back() + (works ? 1 : 0));
    t.minutes_before.push_back(t.minutes_before.back() + d.hours.minutes);
    t.unconfirmed_before.push_back(t.unconfirmed_before.back() + unconfirmed);
    t.provisional_before.push_back(t.provisional_before.back() + (provisional ? 1 : 0));
}

std::uint16_t source_index(table& t, const std::string& source) {
    const auto known = std::find(t.week_sources.begin(), t.week_sources.end(), source);
    const auto place = known - t.week_sources.begin();
    if (known == t.week_sources.end()) t.week_sources.push_back(source);
    return static_cast<std::uint16_t>(place);
}

made_day make_day(local_day d, const week& w, const std::vector<day_entry>& entries, std::size_t& next,
                  int& unconfirmed) {
    made_day made;
    const auto& usual = w.days[weekday{d}.c_encoding()];
    made.hours.working = usual.working;
    made.hours.receiving = usual.receiving;
    made.kind = usual.working.empty() ? day_kind::weekly_off : day_kind::working;
    for (; next < entries.size() && entries[next].day == d; ++next) {
        apply(entries[next], w, made);
        if (!entries[next].confirmed) ++unconfirmed;
    }
    measure(made.hours);
    return made;
}

}  // namespace

const week& week_on(const calendar_source& source, const office_source* office, local_day d) {
    const week* found = nullptr;
    for (const auto& w : source.weeks)
        if (w.from <= d) found = &w;
    if (office)
        for (const auto& w : office->weeks)
            if (w.from <= d) found = &w;
    static const week nothing;
    return found ? *found : nothing;
}

std::shared_ptr<const table> make_table(const calendar_source& source, const std::string& office) {
    const auto own = source.offices.find(office);
    const office_source* o = own == source.offices.end() ? nullptr : &own->second;
    auto t = std::make_shared<table>();
    t->hash = o ? chain(source.hash, office) : source.hash;
    t->office = office;
    t->folder = source.folder;
    for (const auto& y : source.years)
        t->entries.insert(t->entries.end(), y.entries.begin(), y.entries.end());
    if (o) t->entries.insert(t->entries.end(), o->entries.begin(), o->entries.end());
    std::stable_sort(t->entries.begin(), t->entries.end(),
                     [](const auto& a, const auto& b) { return a.day < b.day; });
    for (auto* v : {&t->working_before, &t->minutes_before, &t->unconfirmed_before, &t->provisional_before})
        v->push_back(0);
    std::size_t next = 0;
    for (const auto& y : source.years) {
        const local_day from = local_days{year{y.year} / January / 1},
                        to = local_days{year{y.year} / December / 31};
        if (t->pattern_of.empty()) t->first = from;
        for (local_day d = from; d <= to; d += days{1}) {
            int unconfirmed = 0;
            while (next < t->entries.size() && t->entries[next].day < d) ++next;
            const made_day made = make_day(d, week_on(source, o, d), t->entries, next, unconfirmed);
            append(*t, made, unconfirmed, y.provisional);
            t->week_of.push_back(source_index(*t, week_on(source, o, d).source));
        }
    }
    return t;
}

}  // namespace motcua::calendar
