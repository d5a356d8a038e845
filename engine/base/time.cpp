#include "engine/base/time.hpp"

namespace motcua {
namespace {

using namespace std::chrono;

// A reader of fixed-width digits; `ok` stays false after the first miss.
struct digits {
    std::string_view text;
    bool ok = true;

    int number(std::size_t width) {
        if (text.size() < width) return ok = false, 0;
        int n = 0;
        for (char c : text.substr(0, width)) {
            if (c < '0' || c > '9') return ok = false, 0;
            n = n * 10 + (c - '0');
        }
        text.remove_prefix(width);
        return n;
    }
    bool eat(char c) {
        if (text.empty() || text.front() != c) return false;
        text.remove_prefix(1);
        return true;
    }
    void must(char c) { ok = eat(c) && ok; }
};

std::optional<local_day> day(digits& in) {
    const int y = in.number(4);
    in.must('-');
    const int m = in.number(2);
    in.must('-');
    const int d = in.number(2);
    const year_month_day ymd{year{y}, month{static_cast<unsigned>(m)}, std::chrono::day{static_cast<unsigned>(d)}};
    if (!in.ok || !ymd.ok()) return std::nullopt;
    return local_day{ymd};
}

std::optional<milliseconds> offset(digits& in) {
    if (in.text.empty()) return milliseconds{local_offset};
    if (in.eat('Z')) return milliseconds{0};
    const bool minus = in.eat('-');
    if (!minus && !in.eat('+')) return std::nullopt;
    const int h = in.number(2);
    in.must(':');
    const int m = in.number(2);
    if (!in.ok || h > 14 || m > 59) return std::nullopt;
    const milliseconds o = hours{h} + minutes{m};
    return minus ? -o : o;
}

// By hand: a record holds dozens of instants and is written with every command.
void put(std::string& out, int number, int width) {
    char text[12];
    for (int i = width; i-- > 0; number /= 10) text[i] = static_cast<char>('0' + number % 10);
    out.append(text, static_cast<std::size_t>(width));
}

void put(std::string& out, local_day d) {
    const year_month_day ymd{d};
    put(out, static_cast<int>(ymd.year()), 4);
    put(out += '-', static_cast<int>(static_cast<unsigned>(ymd.month())), 2);
    put(out += '-', static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
}

}  // namespace

std::string to_iso(local_day d) {
    std::string out;
    put(out, d);
    return out;
}

void append_iso(std::string& out, instant t) {
    const local_instant local = to_local(t);
    const local_day d = day_of(local);
    const hh_mm_ss clock{local - d};
    put(out, d);
    put(out += 'T', static_cast<int>(clock.hours().count()), 2);
    put(out += ':', static_cast<int>(clock.minutes().count()), 2);
    put(out += ':', static_cast<int>(clock.seconds().count()), 2);
    if (const auto ms = static_cast<int>(clock.subseconds().count())) put(out += '.', ms, 3);
    out += "+07:00";
}

std::string to_iso(instant t) {
    std::string out;
    append_iso(out, t);
    return out;
}

std::optional<instant> parse_instant(std::string_view text) {
    digits in{text};
    const auto d = day(in);
    in.must('T');
    const int h = in.number(2);
    in.must(':');
    const int m = in.number(2);
    milliseconds rest{0};
    if (in.ok && in.eat(':')) {
        rest = seconds{in.number(2)};
        if (in.eat('.')) rest += milliseconds{in.number(3)};
    }
    if (!d || !in.ok || h > 23 || m > 59 || rest >= 60s) return std::nullopt;
    const auto zone = offset(in);
    if (!zone || !in.text.empty()) return std::nullopt;
    const local_instant written = *d + hours{h} + minutes{m} + rest;
    return instant{written.time_since_epoch() - *zone};
}

std::optional<local_day> parse_day(std::string_view text) {
    digits in{text};
    const auto d = day(in);
    if (!d || !in.text.empty()) return std::nullopt;
    return d;
}

std::optional<minutes> parse_time_of_day(std::string_view text) {
    digits in{text};
    const int h = in.number(2);
    in.must(':');
    const int m = in.number(2);
    const minutes t = hours{h} + minutes{m};
    if (!in.ok || !in.text.empty() || m > 59 || t > 24h) return std::nullopt;
    return t;
}

}  // namespace motcua
