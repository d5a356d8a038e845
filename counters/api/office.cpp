#include "counters/api/asking.hpp"
#include "counters/api/input.hpp"
#include "engine/json_values.hpp"

namespace motcua::api {
namespace {

json staff_list(const counters::office_file& office) {
    json_array out;
    for (const auto& s : office.staff) {
        json_object one = to_json(actor{s.id, s.unit, s.roles});
        one["name"] = s.name;
        one["title"] = s.title;
        const auto* unit = office.find_unit(s.unit);
        one["unit_name"] = unit ? unit->name : s.unit;
        one["counter"] = s.counter;
        out.push_back(std::move(one));
    }
    return out;
}

json counter_list(const counters::office_file& office) {
    json_array out;
    for (const auto& c : office.counters) {
        json_array printers;
        for (const auto& p : c.printers) printers.push_back(json_object{{"paper", p.paper}, {"uri", p.uri}});
        out.push_back(json_object{{"id", c.id}, {"name", c.name}, {"printers", std::move(printers)}});
    }
    return out;
}

json unit_list(const counters::office_file& office) {
    json_array out;
    for (const auto& u : office.units)
        out.push_back(json_object{{"code", u.code}, {"name", u.name}, {"controlling", u.controlling}});
    return out;
}

}  // namespace

// Before anybody has said who they are: the list to choose from. The clock is as the engine judges it, and
// null where it does not say.
void show_office(context& c, call k) {
    const auto& o = c.office;
    json_object out{{"code", o.code},
                    {"name", o.name},
                    {"now", to_iso(c.app.now())},
                    {"clock", nullptr},
                    {"training", c.app.training()},
                    {"units", unit_list(o)},
                    {"staff", staff_list(o)},
                    {"counters", counter_list(o)}};
    c.door.ask({"office"}, [answer = std::move(k.answer), out = std::move(out)](const reply& r) mutable {
        const auto& judged = tree_of(r.body);
        if (const json* clock = judged ? find(*judged, "clock") : nullptr) out["clock"] = *clock;
        answer(json_answer(std::move(out)));
    });
}

// A body is not needed; {"clock"} is the one that the person was shown.
void confirm_clock(context& c, call k) {
    std::int64_t shown = 0;
    if (!k.asked.body.empty()) {
        auto body = read_body(k.asked.body);
        if (!body) return k.answer(std::move(body.error()));
        if (const auto text = get_string(*body, "clock"); !text.empty()) {
            const auto at = parse_instant(text);
            if (!at)
                return k.answer(
                    field_problem({{"clock", "là giờ đã hiển thị, như 2026-03-02T10:00:00+07:00"}}));
            shown = at->time_since_epoch().count();
        }
    }
    c.door.confirm_clock(k.by, shown,
                         [answer = std::move(k.answer)](const motcua::answer& a) { answer(from_answer(a)); });
}

void watch_events(context& c, call k) {
    auto stream = k.answer.stream();
    stream.send("hello", to_text(json_object{{"now", to_iso(c.app.now())}}));
    c.watchers.add(std::move(stream));
}

}  // namespace motcua::api
