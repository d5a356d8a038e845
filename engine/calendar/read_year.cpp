// <calendar year="2026">: announced entries; or, provisional, rules by which entries are computed.
#include <fmt/format.h>

#include <array>

#include "engine/calendar/reading.hpp"

namespace motcua::calendar {
namespace {

using namespace std::chrono;

constexpr std::array announced_kinds{day_kind::holiday, day_kind::made_up_holiday, day_kind::swapped_off,
                                     day_kind::worked_saturday};

std::optional<day_kind> kind_of(const xml::element& e, const reading& in) {
    const std::string value = in.required(e, "kind");
    for (day_kind k : announced_kinds)
        if (value == to_text(k)) return k;
    if (!value.empty())
        in.fault(e, "kind",
                 fmt::format(
                     "unknown kind '{}'; expected holiday, made-up-holiday, swapped-off or worked-saturday",
                     value));
    return std::nullopt;
}

// makeup="no": the kind of holiday is not made up where it falls on a weekly day off.
bool made_up(const xml::element& e, const reading& in) {
    const auto value = e.get_or("makeup", "yes");
    if (value != "yes" && value != "no")
        in.fault(e, "makeup", fmt::format("'{}' is neither yes nor no", value));
    return value != "no";
}

void read_link(const xml::element& e, const reading& in, day_entry& entry) {
    const bool made_up = entry.kind == day_kind::made_up_holiday;
    const bool swapped = entry.kind == day_kind::swapped_off || entry.kind == day_kind::worked_saturday;
    if (made_up)
        entry.linked = in.day(e, "for");
    else if (e.get("for"))
        in.fault(e, "for", "only a made-up-holiday stands 'for' another day");
    if (entry.kind != day_kind::holiday && e.get("makeup"))
        in.fault(e, "makeup", "only a holiday is made up");
    if (swapped)
        entry.linked = in.day(e, "swap");
    else if (e.get("swap"))
        in.fault(e, "swap", "only swapped-off and worked-saturday 'swap' with another day");
}

void read_entry(const xml::element& e, const reading& in, year_source& into) {
    in.only(e, {"day", "kind", "name", "source", "confirmed", "applies", "makeup", "for", "swap"});
    day_entry entry;
    in.describe(e, entry, false);
    entry.made_up = made_up(e, in);
    const auto d = in.day(e, "day");
    const auto kind = kind_of(e, in);
    if (kind) {
        entry.kind = *kind;
        read_link(e, in, entry);
    }
    if (d && into.year != 0 && static_cast<int>(year_month_day{*d}.year()) != into.year)
        in.fault(
            e, "day",
            fmt::format("{} does not lie in {}; move it to the file of its year", to_iso(*d), into.year));
    else if (d && kind) {
        entry.day = *d;
        into.entries.push_back(std::move(entry));
    }
}

// "MM-DD"
bool month_and_day(const xml::element& e, const reading& in, unsigned days_in_month, computed_holiday& h) {
    const std::string value = in.required(e, "day");
    if (value.empty()) return false;
    const auto digit = [&](std::size_t i) { return i < value.size() && value[i] >= '0' && value[i] <= '9'; };
    if (value.size() == 5 && digit(0) && digit(1) && value[2] == '-' && digit(3) && digit(4)) {
        h.month = (value[0] - '0') * 10 + value[1] - '0';
        h.day = (value[3] - '0') * 10 + value[4] - '0';
        if (h.month >= 1 && h.month <= 12 && h.day >= 1 && h.day <= static_cast<int>(days_in_month))
            return true;
    }
    in.fault(e, "day", fmt::format("'{}' is no month and day; expected MM-DD", value));
    return false;
}

void read_computed(const xml::element& e, const reading& in, year_file& into) {
    computed_holiday h;
    bool good = true;
    if (e.name() == "tet") {
        in.only(e, {"before", "days", "name", "source", "makeup"});
        const auto before = in.number(e, "before", 0, 5), days_in_all = in.number(e, "days", 1, 12);
        good = before && days_in_all;
        h.by = computed_holiday::rule::tet;
        if (good) h.before = *before, h.days = *days_in_all;
    } else {
        in.only(e, {"day", "name", "source", "makeup"});
        const bool lunar = e.name() == "lunar-holiday";
        h.by = lunar ? computed_holiday::rule::lunar : computed_holiday::rule::solar;
        good = month_and_day(e, in, lunar ? 30 : 31, h);
    }
    in.describe(e, h.like, false);
    h.made_up = made_up(e, in);
    if (!into.year.provisional)
        in.fault(
            e, fmt::format("<{}> is computed; it belongs in a calendar with provisional=\"true\"", e.name()));
    else if (good)
        into.computed.push_back(std::move(h));
}

}  // namespace

void read_year(const xml::element& root, const reading& in, std::vector<year_file>& years) {
    in.only(root, {"year", "provisional"}, {"entry", "solar-holiday", "lunar-holiday", "tet"});
    year_file file;
    file.written = {root.file(), root.at().line, root.at().column};
    file.year.year = in.number(root, "year", 1900, 2100).value_or(0);
    file.year.provisional = in.yes(root, "provisional", false);
    for (const auto& e : root.children()) {
        if (e.is(xml_namespace, "entry"))
            read_entry(e, in, file.year);
        else if (e.ns() == xml_namespace && (e.name() == "tet" || e.name().ends_with("-holiday")))
            read_computed(e, in, file);
    }
    if (file.year.year != 0) years.push_back(std::move(file));
}

}  // namespace motcua::calendar
