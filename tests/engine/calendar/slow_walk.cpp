#include "tests/engine/calendar/slow_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>

namespace motcua::oracle {
namespace {

struct span {
    int from, to;
};

int pick(std::mt19937_64& random, int least, int most) {
    return std::uniform_int_distribution<int>{least, most}(random);
}

bool leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_of_year(int year) {
    return leap(year) ? 366 : 365;
}

// Day 0 is 1 January of `year`.
std::string date(int year, int day) {
    if (day >= days_of_year(year)) return date(year + 1, day - days_of_year(year));
    static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int month = 0;
    for (;; ++month) {
        const int length = lengths[month] + (month == 1 && leap(year) ? 1 : 0);
        if (day < length) break;
        day -= length;
    }
    return fmt::format("{:04}-{:02}-{:02}", year, month + 1, day + 1);
}

// 0 Sunday; by counting from Monday 1 January 1900.
int weekday_of_new_year(int year) {
    int w = 1;
    for (int y = 1900; y < year; ++y) w = (w + days_of_year(y)) % 7;
    return w;
}

std::string clock(int minute_of_day) {
    return fmt::format("{:02}:{:02}", minute_of_day / 60, minute_of_day % 60);
}

std::vector<span> random_spans(std::mt19937_64& random) {
    const int opens = 15 * pick(random, 24, 34), lunch = 15 * pick(random, 42, 46),
              back = lunch + 15 * pick(random, 0, 8);
    const int closes = 15 * pick(random, 62, 72);
    if (pick(random, 0, 9) == 0) return {{opens, lunch}};
    if (back == lunch) return {{opens, closes}};
    return {{opens, lunch}, {back, closes}};
}

std::string text_of(const std::vector<span>& spans) {
    std::string text;
    for (const auto& s : spans)
        text += fmt::format("<working from=\"{}\" to=\"{}\"/>", clock(s.from), clock(s.to));
    return text;
}

struct plan {
    std::vector<span> week[7], worked_saturday;
    std::map<int, std::string> entries;  // day → XML
};

void set(world& w, int day, const std::vector<span>& spans) {
    const auto from = w.works.begin() + day * minutes_a_day;
    std::fill(from, from + minutes_a_day, std::uint8_t{0});
    for (const auto& s : spans) std::fill(from + s.from, from + s.to, std::uint8_t{1});
}

constexpr const char* marks = "name=\"x\" source=\"y\"";

std::string entry(const world& w, int day, const char* kind, const std::string& more = {}) {
    return fmt::format("<entry day=\"{}\" kind=\"{}\" {}{}/>", date(w.year, day), kind, marks, more);
}

void add_holidays(world& w, plan& p, std::mt19937_64& random) {
    const int blocks = pick(random, 4, 20);
    for (int b = 0; b < blocks; ++b) {
        const int first = pick(random, 0, w.days - 20), length = pick(random, 1, 6);
        for (int d = first; d < first + length; ++d) {
            if (p.entries.count(d)) continue;
            p.entries[d] = entry(w, d, "holiday", pick(random, 0, 3) ? "" : " applies=\"false\"");
            if (p.entries[d].find("applies") == std::string::npos) set(w, d, {});
        }
    }
}

void add_swaps(world& w, plan& p, std::mt19937_64& random, int first_weekday) {
    for (int tries = pick(random, 0, 12); tries > 0; --tries) {
        const int off = pick(random, 10, w.days - 20), worked = off + pick(random, 1, 14);
        if (p.entries.count(off) || p.entries.count(worked)) continue;
        if (p.week[(first_weekday + off) % 7].empty() || !p.week[(first_weekday + worked) % 7].empty() ||
            (first_weekday + worked) % 7 != 6)
            continue;
        p.entries[off] = entry(w, off, "swapped-off", fmt::format(" swap=\"{}\"", date(w.year, worked)));
        p.entries[worked] =
            entry(w, worked, "worked-saturday", fmt::format(" swap=\"{}\"", date(w.year, off)));
        set(w, off, {});
        set(w, worked, p.worked_saturday);
    }
}

std::string add_closures(world& w, std::mt19937_64& random) {
    std::string text;
    std::map<int, bool> used;
    for (int n = pick(random, 0, 10); n > 0; --n) {
        const int d = pick(random, 0, w.days - 1);
        if (std::exchange(used[d], true)) continue;
        const auto from = w.works.begin() + d * minutes_a_day;
        if (pick(random, 0, 1)) {
            text += fmt::format("<closure day=\"{}\" {}/>", date(w.year, d), marks);
            std::fill(from, from + minutes_a_day, std::uint8_t{0});
        } else {
            const int a = 30 * pick(random, 12, 30), b = a + 30 * pick(random, 1, 10);
            text += fmt::format("<closure day=\"{}\" from=\"{}\" to=\"{}\" {}/>", date(w.year, d), clock(a),
                                clock(b), marks);
            std::fill(from + a, from + b, std::uint8_t{0});
        }
    }
    return text;
}

void write_files(world& w, const plan& p, const std::string& closures) {
    static constexpr const char* names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    std::string base =
        "<base xmlns=\"urn:motcua:1\"><counting cut-off=\"15:00\"/><week from=\"1900-01-01\" source=\"s\">";
    for (int d = 0; d < 7; ++d) base += fmt::format("<day of=\"{}\">{}</day>", names[d], text_of(p.week[d]));
    base += "<worked-saturday>" + text_of(p.worked_saturday) + "</worked-saturday></week>";
    base += "<office id=\"here\">" + closures + "</office></base>";
    w.files.emplace_back("base.xml", base);
    for (int y : {w.year, w.year + 1}) {
        std::string text = fmt::format("<calendar xmlns=\"urn:motcua:1\" year=\"{}\">", y);
        for (const auto& [day, xml] : p.entries)
            if ((day >= days_of_year(w.year)) == (y != w.year)) text += xml;
        w.files.emplace_back(fmt::format("vn-{}.xml", y), text + "</calendar>");
    }
}

// The first day at or after `day` that works, or -1.
std::int64_t working_from(const world& w, std::int64_t day) {
    while (day < w.days && !w.day_works(day)) ++day;
    return day < w.days ? day : -1;
}

// The minute after the last pause; no pause begins before acceptance.
minute pauses_end(const task& t) {
    minute end = t.accepted;
    for (const auto& p : t.pauses) end = std::max(end, p.to);
    return end;
}

std::int64_t paused_days(const world& w, const task& t, bool working_only) {
    std::int64_t n = 0;
    const std::int64_t last = std::min<std::int64_t>(w.days - 1, pauses_end(t) / minutes_a_day);
    for (std::int64_t d = t.accepted / minutes_a_day; d <= last; ++d) {
        bool inside = false;
        for (const auto& p : t.pauses)
            inside = inside || (d > p.from / minutes_a_day && d <= p.to / minutes_a_day);
        if (inside && (!working_only || w.day_works(d))) ++n;
    }
    return n;
}

minute due_in_hours(const world& w, const task& t) {
    std::int64_t left = t.amount * 60;
    const minute last = std::min(static_cast<minute>(w.works.size()), pauses_end(t));
    for (minute m = t.accepted; m < last; ++m) {
        bool inside = false;
        for (const auto& p : t.pauses) inside = inside || (m >= p.from && m < p.to);
        if (inside && w.works[static_cast<std::size_t>(m)]) ++left;
    }
    for (minute m = t.accepted; m < static_cast<minute>(w.works.size()); ++m)
        if (w.works[static_cast<std::size_t>(m)] && --left == 0) return m + 1;
    return -1;
}

}  // namespace

bool world::day_works(std::int64_t day) const {
    return std::memchr(works.data() + day * minutes_a_day, 1, minutes_a_day) != nullptr;
}

minute world::last_work_of(std::int64_t day) const {
    for (minute m = (day + 1) * minutes_a_day - 1; m >= day * minutes_a_day; --m)
        if (works[static_cast<std::size_t>(m)]) return m + 1;
    return -1;
}

world make_world(std::mt19937_64& random) {
    world w;
    w.year = pick(random, 2019, 2040);
    w.days = days_of_year(w.year) + days_of_year(w.year + 1);
    w.works.assign(static_cast<std::size_t>(w.days * minutes_a_day), 0);
    plan p;
    const auto usual = random_spans(random);
    for (int d = 1; d < 6; ++d) p.week[d] = pick(random, 0, 5) ? usual : random_spans(random);
    if (pick(random, 0, 4) == 0) p.week[6] = {{480, 660}};
    if (pick(random, 0, 9) == 0) p.week[3].clear();
    p.worked_saturday = usual;
    const int first = weekday_of_new_year(w.year);
    for (int d = 0; d < w.days; ++d) set(w, d, p.week[(first + d) % 7]);
    add_holidays(w, p, random);
    add_swaps(w, p, random, first);
    write_files(w, p, add_closures(w, random));
    return w;
}

task make_task(const world& w, std::mt19937_64& random) {
    task t;
    t.accepted = static_cast<minute>(pick(random, 0, w.days - 160)) * minutes_a_day + pick(random, 0, 1439);
    if (pick(random, 0, 3) == 0) t.accepted = t.accepted / 30 * 30;
    t.in = static_cast<kind>(pick(random, 0, 3));
    t.amount = t.in == kind::at_once ? 0 : pick(random, 1, t.in == kind::working_hours ? 80 : 30);
    t.cut_off_on = pick(random, 0, 4) != 0;
    t.at_once_cut_off_on = pick(random, 0, 1) != 0;
    t.cut_off = pick(random, 0, 3) ? 900 : 30 * pick(random, 14, 40);
    if (pick(random, 0, 5) == 0) t.before_closing = 15 * pick(random, 1, 12);
    for (int n = pick(random, 0, 3); n > 0; --n) {
        const minute from = t.accepted + pick(random, 0, 10 * 1440), length = pick(random, 0, 12 * 1440);
        t.pauses.push_back({from, from + length});
    }
    return t;
}

minute hand_over(const world& w, minute accepted, int cut_off, int after_opening) {
    const std::int64_t day = accepted / minutes_a_day;
    bool work_left = false;
    for (minute m = accepted; m < (day + 1) * minutes_a_day; ++m)
        work_left = work_left || w.works[static_cast<std::size_t>(m)] != 0;
    if (work_left && accepted % minutes_a_day < cut_off) return w.last_work_of(day);
    for (minute m = (day + 1) * minutes_a_day; m < static_cast<minute>(w.works.size()); ++m)
        if (w.works[static_cast<std::size_t>(m)] && --after_opening == 0) return m + 1;
    return -1;
}

minute due(const world& w, const task& t) {
    if (t.in == kind::working_hours) return due_in_hours(w, t);
    std::int64_t day = t.accepted / minutes_a_day;
    const int of_day = static_cast<int>(t.accepted % minutes_a_day);
    std::int64_t left = t.amount + paused_days(w, t, t.in != kind::calendar_days);
    if (t.in == kind::calendar_days) {
        while (left-- > 0) ++day;
        day = day < w.days ? working_from(w, day) : -1;
        return day < 0 ? -1 : w.last_work_of(day);
    }
    const bool worked_at = w.works[static_cast<std::size_t>(t.accepted)] != 0;
    const bool shifts = t.in == kind::at_once ? t.at_once_cut_off_on : t.cut_off_on;
    bool next = t.in == kind::at_once && !worked_at;
    if (shifts && w.day_works(day)) {
        const minute closing = w.last_work_of(day);
        next = next || (t.before_closing ? t.accepted >= closing - t.before_closing : of_day >= t.cut_off);
    }
    if (next) day = working_from(w, day + 1);
    for (; day >= 0 && left > 0; --left) day = working_from(w, day + 1);
    return day < 0 ? -1 : w.last_work_of(day);
}

}  // namespace motcua::oracle
