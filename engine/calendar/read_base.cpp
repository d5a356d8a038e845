// <base>: the weeks with working and receiving time, offices with their own weeks, closures and openings, and
// the parameters of counting where no rule set is at hand.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/calendar/reading.hpp"

namespace motcua::calendar {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> day_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

std::vector<int> days_of(const xml::element& e, const reading& in) {
    std::vector<int> out;
    const std::string value = in.required(e, "of");
    for (std::size_t from = 0; from < value.size();) {
        const std::size_t to = std::min(value.find(' ', from), value.size());
        const std::string_view word = std::string_view(value).substr(from, to - from);
        const auto found = std::find(day_names.begin(), day_names.end(), word);
        if (found != day_names.end())
            out.push_back(static_cast<int>(found - day_names.begin()));
        else if (!word.empty())
            in.fault(e, "of", fmt::format("unknown day '{}'; expected mon tue wed thu fri sat sun", word));
        from = to + 1;
    }
    return out;
}

week::hours hours_of(const xml::element& e, const reading& in) {
    return {in.spans(e.children(xml_namespace, "working")), in.spans(e.children(xml_namespace, "receiving"))};
}

void read_week(const xml::element& e, const reading& in, std::vector<week>& into) {
    const auto faults_before = in.found();
    in.only(e, {"from", "source"}, {"day", "worked-saturday"});
    week w;
    w.source = in.required(e, "source");
    const auto from = in.day(e, "from");
    std::array<bool, 7> seen{};
    for (const auto& d : e.children(xml_namespace, "day")) {
        in.only(d, {"of"}, {"working", "receiving"});
        const week::hours h = hours_of(d, in);
        for (int i : days_of(d, in)) {
            const auto at = static_cast<std::size_t>(i);
            if (seen[at])
                in.fault(d, "of", fmt::format("the hours of '{}' stand twice in this week", day_names[at]));
            seen[at] = true;
            w.days[at] = h;
        }
    }
    const auto worked = e.child(xml_namespace, "worked-saturday");
    if (!worked)
        in.fault(e, "<week> needs <worked-saturday> with its hours");
    else {
        in.only(worked, {}, {"working", "receiving"});
        w.worked_saturday = hours_of(worked, in);
    }
    if (in.found() == faults_before &&
        std::all_of(w.days.begin(), w.days.end(), [](const auto& h) { return h.working.empty(); }))
        in.fault(e,
                 "no day of this week has working time; write a <working from=\"07:00\" to=\"11:00\"/> "
                 "into the <day> of each working day");
    if (!from) return;
    if (!into.empty() && *from <= into.back().from)
        in.fault(e, "from", "weeks stand in the order of their first day, each day once");
    else {
        w.from = *from;
        into.push_back(std::move(w));
    }
}

// <closure> without hours closes the whole day.
void read_exception(const xml::element& e, const reading& in, office_source& into) {
    in.only(e, {"day", "from", "to", "name", "source", "confirmed", "applies"});
    day_entry entry;
    in.describe(e, entry, true);
    entry.kind = e.name() == "closure" ? day_kind::closure : day_kind::opening;
    const auto d = in.day(e, "day");
    const bool part = e.get("from") || e.get("to") || entry.kind == day_kind::opening;
    if (part) {
        const auto s = in.span(e);
        if (!s) return;
        entry.hours.push_back(*s);
    }
    if (!d) return;
    entry.day = *d;
    const bool overlaps = std::any_of(into.entries.begin(), into.entries.end(), [&](const day_entry& o) {
        return o.day == entry.day && o.kind == entry.kind &&
               (o.hours.empty() || entry.hours.empty() ||
                (o.hours[0].from < entry.hours[0].to && entry.hours[0].from < o.hours[0].to));
    });
    if (overlaps)
        in.fault(e, fmt::format("another <{}> of {} overlaps this one; join them", e.name(), to_iso(*d)));
    else
        into.entries.push_back(std::move(entry));
}

void read_office(const xml::element& e, const reading& in, calendar_source& source) {
    in.only(e, {"id"}, {"week", "closure", "opening"});
    const std::string id = in.required(e, "id");
    office_source office;
    for (const auto& w : e.children(xml_namespace, "week")) read_week(w, in, office.weeks);
    for (const auto& c : e.children())
        if (c.is(xml_namespace, "closure") || c.is(xml_namespace, "opening")) read_exception(c, in, office);
    if (id.empty()) return;
    if (!source.offices.emplace(id, std::move(office)).second)
        in.fault(e, "id", fmt::format("the office '{}' stands twice", id));
}

void read_counting(const xml::element& e, const reading& in, counting& into) {
    in.only(e, {"cut-off", "cut-off-on"});
    if (const auto t = in.time(e, "cut-off")) into.cut_off = *t;
    into.cut_off_on = in.yes(e, "cut-off-on", true);
}

}  // namespace

void read_base(const xml::element& root, const reading& in, calendar_source& source) {
    in.only(root, {}, {"counting", "week", "office"});
    const auto counting_elements = root.children(xml_namespace, "counting");
    if (counting_elements.size() != 1)
        in.fault(counting_elements.empty() ? root : counting_elements[1],
                 "<base> needs <counting> exactly once");
    for (const auto& e : counting_elements) read_counting(e, in, source.defaults);
    for (const auto& e : root.children(xml_namespace, "week")) read_week(e, in, source.weeks);
    for (const auto& e : root.children(xml_namespace, "office")) read_office(e, in, source);
    if (root.children(xml_namespace, "week").empty()) in.fault(root, "<base> needs at least one <week>");
}

}  // namespace motcua::calendar
