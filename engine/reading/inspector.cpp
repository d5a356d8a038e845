#include "engine/reading/inspector.hpp"

#include <algorithm>

#include "engine/stepping/authority.hpp"
#include "engine/stepping/outcomes.hpp"

namespace motcua::runtime {
namespace {

// What may be asked for or handed in: the published list of the session's own case, by its type codes.
json_array published_list(const procedure::entry* p, const kinds::session_record& of) {
    json_array out;
    if (!p) return out;
    for (const auto* d : p->documents_for(std::string(of.kept_case())))
        out.push_back({{"code", d->type}, {"label", d->name}});
    return out;
}

json_object action_view(const chart::action& a, const procedure::reasons& reasons,
                        const json_array& published, local_day day) {
    json_array roles, fields;
    for (const auto& r : a.roles) roles.emplace_back(r);
    for (const auto& attributes : a.fields) {
        json_object f;
        for (const auto& [name, text] : attributes) f[name] = text;
        f["required"] = get_string(f, "required") == "true";
        json_array options;
        const auto choices = get_string(f, "choices");
        for (const auto& r : reasons.list(choices, day))
            options.push_back({{"code", r.code}, {"label", r.text}});
        if (options.empty() && choices.find('|') != choices.npos)
            for (std::size_t from = 0; from <= choices.size();) {
                const auto end = std::min(choices.find('|', from), choices.size());
                const auto one = choices.substr(from, end - from);
                options.push_back({{"code", one}, {"label", one}});
                from = end + 1;
            }
        if (get_string(f, "type") == "documents") options = published;
        if (!options.empty()) f["options"] = std::move(options);
        fields.push_back(std::move(f));
    }
    return {{"event", a.event}, {"label", a.label}, {"roles", roles}, {"fields", fields}};
}

}  // namespace

result<loaded_session> inspector::load(const store::session_row& row, store::reader& from) {
    const auto chart = charts_.find(row.chart, [&](auto hash) { return from.content(hash); });
    if (!chart) return tl::make_unexpected(chart.error());
    return steps_.wake(row, **chart);
}

json_array inspector::actions(loaded_session& s, const caller& by, instant now) const {
    json_array out;
    const auto unit = s.record->owning_unit();
    const bool anybody = by.id.empty();
    if (s.row.standing == store::condition::parked) {
        out.push_back({{"event", resume_event},
                       {"label", "Cho hồ sơ chạy tiếp"},
                       {"roles", json_array(may_resume.begin(), may_resume.end())},
                       {"fields", json_array{}},
                       {"mine", anybody || may(may_resume, by, unit)}});
        return out;
    }
    const auto c = steps_.context_of(s, now, by.id);
    const auto published = published_list(c.procedure, *s.record);
    for (const auto* a : steps_.offered(s)) {
        auto view = action_view(*a, deployed_.reasons(), published, day_of(now));
        view["mine"] = anybody || may(*a, by, unit);
        out.push_back(std::move(view));
    }
    return out;
}

result<json_object> inspector::offers(const store::session_row& row, store::reader& from, const caller& by,
                                      instant now) {
    auto s = load(row, from);
    if (!s) return tl::make_unexpected(s.error());
    json_array active;
    for (const auto& id : s->machine->configuration()) active.emplace_back(id);
    return json_object{{"actions", actions(*s, by, now)}, {"configuration", std::move(active)}};
}

outcome inspector::preview(const store::session_row& row, store::reader& from, std::string event,
                           json_object data, const caller& by, instant now) {
    auto s = load(row, from);
    if (!s) return not_opened(row.id, s.error());
    const step_input in{interpreter::cause::external, std::move(event), std::move(data), now, by.id};
    const auto done = steps_.step(*s, in);
    if (done.what == stepped::kind::refused) return rejected(row.id, *done.why);
    if (done.what != stepped::kind::done || done.requests.slips.empty())
        return rejected(row.id, "no_slip", "thao tác này không in phiếu nào", "Chọn thao tác khác.");
    const auto& slip = done.requests.slips.front();
    return {outcome::kind::done,
            row.id,
            {{"session", row.id},
             {"form", slip.form},
             {"set", slip.set},
             {"accepted", to_iso(slip.accepted)},
             {"values", s->record->slip_values(slip, steps_.context_of(*s, now, by.id))}}};
}

}  // namespace motcua::runtime
