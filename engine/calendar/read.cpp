#include "engine/calendar/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/calendar/reading.hpp"
#include "engine/calendar/table.hpp"
#include "engine/xml/files_below.hpp"

namespace motcua::calendar {
namespace {

using namespace std::chrono;

using named_texts = std::vector<std::pair<std::string, std::string>>;

struct collected {
    faults wrong;
    calendar_source source;
    std::vector<year_file> years;
    int bases = 0;
    bool weeks_known = true;  // without them nothing can be said of weekdays
};

void read_one(const std::string& name, const std::string& text, collected& c) {
    const auto doc = xml::document::parse(text, name);
    if (!doc) {
        c.wrong.insert(c.wrong.end(), doc.error().begin(), doc.error().end());
        return;
    }
    const reading in{c.wrong};
    const auto root = doc->root();
    if (root.is(xml_namespace, "calendar")) return read_year(root, in, c.years);
    if (!root.is(xml_namespace, "base"))
        return in.fault(root, fmt::format("the root is <{}>; expected <calendar> or <base> of namespace {}",
                                          root.name(), xml_namespace));
    if (++c.bases > 1) in.fault(root, "a second base file; keep one");
    const auto before = in.found();
    read_base(root, in, c.source);
    c.weeks_known = c.weeks_known && in.found() == before;
}

void check_years(collected& c) {
    const reading in{c.wrong};
    std::stable_sort(c.years.begin(), c.years.end(),
                     [](const auto& a, const auto& b) { return a.year.year < b.year.year; });
    for (std::size_t i = 1; i < c.years.size(); ++i) {
        const int before = c.years[i - 1].year.year, now = c.years[i].year.year;
        if (before == now)
            in.fault(c.years[i].written, fmt::format("the year {} stands in two files", now));
        else if (before + 1 != now)
            in.fault(c.years[i].written, fmt::format("the years have a gap: add vn-{:04}.xml", before + 1));
    }
}

const day_entry* entry_on(const std::vector<day_entry>& all, local_day d, const day_entry* but) {
    for (const auto& e : all)
        if (e.day == d && &e != but) return &e;
    return nullptr;
}

void check_duplicates(const std::vector<day_entry>& all, const reading& in) {
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (all[k].day == all[i].day) {
                in.fault(all[i].written, fmt::format("{} stands twice, first in line {}; keep one entry",
                                                     to_iso(all[i].day), all[k].written.line));
                break;
            }
}

// A day makes up for a holiday that fell on a weekly day off.
void check_made_up(const day_entry& e, const std::vector<day_entry>& all, const calendar_source& source,
                   const reading& in) {
    const local_day holiday = *e.linked;
    if (!week_on(source, nullptr, holiday).days[weekday{holiday}.c_encoding()].working.empty()) {
        in.fault(e.written,
                 fmt::format("{} is no weekly day off, so nothing makes up for it", to_iso(holiday)));
        return;
    }
    const day_entry* other = entry_on(all, holiday, &e);
    if (!other || other->kind != day_kind::holiday || !other->applies)
        in.fault(
            e.written,
            fmt::format("{} is no holiday, so nothing makes up for it; add its holiday entry, or correct "
                        "the day",
                        to_iso(holiday)));
    else if (!other->made_up)
        in.fault(e.written, fmt::format("{} is not made up: its entry in line {} says so", to_iso(holiday),
                                        other->written.line));
}

// Whether the kind of an entry fits its weekday, and a swap its counterpart.
void check_entry(const day_entry& e, const std::vector<day_entry>& all, const calendar_source& source,
                 origin from, const reading& in) {
    const bool off = week_on(source, nullptr, e.day).days[weekday{e.day}.c_encoding()].working.empty();
    if (e.kind == day_kind::worked_saturday && !off)
        in.fault(e.written,
                 fmt::format("{} is worked anyway; a worked-saturday is a weekly day off", to_iso(e.day)));
    else if (from == origin::folder && e.kind == day_kind::worked_saturday && weekday{e.day} != Saturday)
        in.fault(e.written,
                 fmt::format("{} is no Saturday; write the Saturday that is worked instead", to_iso(e.day)));
    if ((e.kind == day_kind::swapped_off || e.kind == day_kind::made_up_holiday) && off)
        in.fault(e.written, fmt::format("{} is a weekly day off anyway; {} needs a working day",
                                        to_iso(e.day), to_text(e.kind)));
    if (!e.linked) return;
    if (e.kind == day_kind::made_up_holiday) {
        if (from == origin::folder) check_made_up(e, all, source, in);
        return;
    }
    const auto wanted = e.kind == day_kind::swapped_off ? day_kind::worked_saturday : day_kind::swapped_off;
    const day_entry* other = entry_on(all, *e.linked, &e);
    if (!other || other->kind != wanted || other->linked != e.day)
        in.fault(e.written, fmt::format("{} is to be swapped with {}, which has no {} entry back to it",
                                        to_iso(e.day), to_iso(*e.linked), to_text(wanted)));
}

void check_entries(collected& c, origin from) {
    const reading in{c.wrong};
    std::vector<day_entry> all;
    for (const auto& y : c.years) all.insert(all.end(), y.year.entries.begin(), y.year.entries.end());
    check_duplicates(all, in);
    if (c.source.weeks.empty() || !c.weeks_known) return;
    for (const auto& e : all) check_entry(e, all, c.source, from, in);
    if (!c.years.empty() &&
        c.source.weeks.front().from > local_days{year{c.years.front().year.year} / January / 1})
        c.wrong.push_back(
            {c.years.front().written.file, {}, "no <week> of the base file covers the begin of this year"});
}

read_result<calendar_source> finish(collected c, const named_texts& files, const std::string& folder,
                                    origin from) {
    if (c.bases == 0)
        c.wrong.push_back({folder, {}, "no file with the root <base>: add base.xml with the weeks"});
    if (c.years.empty() && c.wrong.empty())
        c.wrong.push_back({folder, {}, "no file with the root <calendar>: add vn-YYYY.xml"});
    if (c.weeks_known)
        for (auto& y : c.years) compute_entries(c.source, y, reading{c.wrong});
    check_years(c);
    check_entries(c, from);
    std::stable_sort(c.wrong.begin(), c.wrong.end(), [](const fault& a, const fault& b) {
        return std::tie(a.file, a.at.line, a.at.column) < std::tie(b.file, b.at.line, b.at.column);
    });
    if (!c.wrong.empty()) return tl::make_unexpected(std::move(c.wrong));
    for (auto& y : c.years) c.source.years.push_back(std::move(y.year));
    c.source.folder = folder;
    for (const auto& [name, text] : files) c.source.hash = chain(c.source.hash, text);
    return std::move(c.source);
}

}  // namespace

read_result<calendar_source> read_source(const named_texts& files, const std::string& folder, origin from) {
    collected c;
    for (const auto& [name, text] : files) read_one(name, text, c);
    return finish(std::move(c), files, folder, from);
}

read_result<calendar_source> read_source(const std::string& folder, origin from) {
    const auto paths = xml::files_below(folder, "calendars");
    if (!paths) return tl::make_unexpected(paths.error());
    collected c;
    named_texts files;
    for (const auto& path : *paths) {
        auto text = read_file(path);
        if (!text)
            c.wrong.push_back({path, {}, text.error().message});
        else {
            read_one(path, *text, c);
            files.emplace_back(path, std::move(*text));
        }
    }
    return finish(std::move(c), files, folder, from);
}

working_calendar make_calendar(const calendar_source& source, const std::string& office) {
    return working_calendar{make_table(source, office)};
}

read_result<working_calendar> read_calendar(const std::string& folder, const std::string& office,
                                            origin from) {
    const auto source = read_source(folder, from);
    if (!source) return tl::make_unexpected(source.error());
    return make_calendar(*source, office);
}

}  // namespace motcua::calendar
