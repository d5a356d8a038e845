#include "engine/calendar/lunar.hpp"

#include <cmath>
#include <numbers>
#include <vector>

namespace motcua::calendar {
namespace {

using namespace std::chrono;

constexpr double unix_epoch_jd = 2440587.5;
constexpr double delta_t_days =
    70.0 / 86400;  // dynamical less universal time, good to a minute from 1980 to 2080
constexpr double zone_days = 7.0 / 24;
constexpr double first_new_moon = 2451550.09766, synodic_month = 29.530588861;

double sine(double degrees) {
    return std::sin(degrees * std::numbers::pi / 180);
}

// Julian ephemeris day of new moon k (k = 0: 6 January 2000), Meeus chapter 49.
double new_moon(int k) {
    const double t = k / 1236.85, e = 1 - 0.002516 * t - 0.0000074 * t * t;
    const double mean = first_new_moon + synodic_month * k + 0.00015437 * t * t;
    const double m = 2.5534 + 29.10535670 * k - 0.0000014 * t * t;     // sun's anomaly
    const double n = 201.5643 + 385.81693528 * k + 0.0107582 * t * t;  // moon's anomaly
    const double f = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;  // argument of latitude
    const double o = 124.7746 - 1.56375588 * k + 0.0020672 * t * t;    // ascending node
    return mean - 0.40720 * sine(n) + 0.17241 * e * sine(m) + 0.01608 * sine(2 * n) + 0.01039 * sine(2 * f) +
           0.00739 * e * sine(n - m) - 0.00514 * e * sine(n + m) + 0.00208 * e * e * sine(2 * m) -
           0.00111 * sine(n - 2 * f) - 0.00057 * sine(n + 2 * f) + 0.00056 * e * sine(2 * n + m) -
           0.00042 * sine(3 * n) + 0.00042 * e * sine(m + 2 * f) + 0.00038 * e * sine(m - 2 * f) -
           0.00024 * e * sine(2 * n - m) - 0.00017 * sine(o) - 0.00007 * sine(n + 2 * m) +
           0.00004 * sine(2 * n - 2 * f) + 0.00004 * sine(3 * m) + 0.00003 * sine(n + m - 2 * f) +
           0.00003 * sine(2 * n + 2 * f) - 0.00003 * sine(n + m + 2 * f) + 0.00003 * sine(n - m + 2 * f) -
           0.00002 * sine(n - m - 2 * f) - 0.00002 * sine(3 * n + m) + 0.00002 * sine(4 * n) +
           0.000325 * sine(299.77 + 0.107408 * k - 0.009173 * t * t) +
           0.000165 * sine(251.88 + 0.016321 * k) + 0.000164 * sine(251.83 + 26.651886 * k) +
           0.000126 * sine(349.42 + 36.412478 * k) + 0.000110 * sine(84.66 + 18.206239 * k) +
           0.000062 * sine(141.74 + 53.303771 * k) + 0.000060 * sine(207.14 + 2.453732 * k) +
           0.000056 * sine(154.84 + 7.306860 * k);
}

// Apparent longitude of the sun in degrees at the local midnight that begins day d, Meeus chapter 25.
double sun_longitude(local_day d) {
    const double jde =
        unix_epoch_jd + static_cast<double>(d.time_since_epoch().count()) - zone_days + delta_t_days;
    const double t = (jde - 2451545.0) / 36525;
    const double mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t;
    const double m = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
    const double centre = (1.914602 - 0.004817 * t - 0.000014 * t * t) * sine(m) +
                          (0.019993 - 0.000101 * t) * sine(2 * m) + 0.000289 * sine(3 * m);
    const double apparent = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
    return apparent - 360 * std::floor(apparent / 360);
}

local_day month_start(int k) {
    const double days_since_epoch = new_moon(k) - delta_t_days + zone_days - unix_epoch_jd;
    return local_day{days{static_cast<int>(std::floor(days_since_epoch))}};
}

// The last new moon on or before day d.
int month_index(local_day d) {
    const double since = unix_epoch_jd + static_cast<double>(d.time_since_epoch().count()) - first_new_moon;
    int k = static_cast<int>(std::floor(since / synodic_month)) + 1;
    while (month_start(k) > d) --k;
    while (month_start(k + 1) <= d) ++k;
    return k;
}

// The month that holds the winter solstice of a solar year: the eleventh.
int eleventh_month(int solar_year) {
    local_day d = local_days{year{solar_year} / December / 18};
    while (sun_longitude(d + days{1}) < 270) d += days{1};
    return month_index(d);
}

bool has_major_term(int k) {
    const auto sector = [](local_day d) { return static_cast<int>(sun_longitude(d) / 30); };
    return sector(month_start(k)) != sector(month_start(k + 1));
}

struct lunar_month {
    int k = 0;
    lunar_date first;
};

// The months from the eleventh of `lunar_year - 1` up to the tenth of `lunar_year`.
std::vector<lunar_month> months_to_tenth(int lunar_year) {
    const int from = eleventh_month(lunar_year - 1), to = eleventh_month(lunar_year);
    const bool thirteen = to - from == 13;
    std::vector<lunar_month> out;
    int number = 10;
    bool leap_placed = false;
    for (int k = from; k < to; ++k) {
        const bool leap = thirteen && !leap_placed && k != from && !has_major_term(k);
        leap_placed = leap_placed || leap;
        if (!leap) ++number;
        const int month = (number - 1) % 12 + 1;
        out.push_back({k, {number > 12 ? lunar_year : lunar_year - 1, month, 1, leap}});
    }
    return out;
}

}  // namespace

local_day lunar_new_year(int year) {
    return *to_solar({year, 1, 1, false});
}

std::optional<local_day> to_solar(const lunar_date& d) {
    for (const lunar_month& m : months_to_tenth(d.month >= 11 ? d.year + 1 : d.year)) {
        if (m.first.year != d.year || m.first.month != d.month || m.first.leap != d.leap) continue;
        const local_day day = month_start(m.k) + days{d.day - 1};
        if (d.day < 1 || day >= month_start(m.k + 1)) return std::nullopt;
        return day;
    }
    return std::nullopt;
}

lunar_date to_lunar(local_day d) {
    const int k = month_index(d), y = static_cast<int>(year_month_day{d}.year());
    for (int lunar_year : {y, y + 1})
        for (const lunar_month& m : months_to_tenth(lunar_year))
            if (m.k == k) {
                lunar_date found = m.first;
                found.day = static_cast<int>((d - month_start(k)).count()) + 1;
                return found;
            }
    return {};
}

}  // namespace motcua::calendar
