// What a session offers now, and what a command would print: asked of the engine thread, changing nothing.
#include <algorithm>

#include "engine/stepping/authority.hpp"
#include "engine/stepping/outcomes.hpp"
#include "engine/writer/writer.hpp"

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

outcome writer::inspect(draft& d, const inspect_job& l, instant now) {
    const auto opened = d.open(l.session);
    if (!opened) return not_opened(l.session, opened.error());
    auto* s = *opened;
    json_object body{{"session", s->id}};
    if (l.event.empty()) {
        const auto f = steps_.facts(*s);
        json_array actions, active;
        const auto unit = s->record->owning_unit();
        const bool parked = d.standing(*s) == store::condition::parked;
        if (parked)
            actions.push_back({{"event", resume_event},
                               {"label", "Cho hồ sơ chạy tiếp"},
                               {"roles", json_array(may_resume.begin(), may_resume.end())},
                               {"fields", json_array{}},
                               {"mine", l.by.id.empty() || may(may_resume, l.by, unit)}});
        else {
            const auto c = steps_.context_of(*s, now, l.by.id);
            const auto published = published_list(c.procedure, *s->record);
            for (const auto* a : steps_.offered(*s)) {
                auto view = action_view(*a, deployed_.reasons(), published, day_of(now));
                view["mine"] = l.by.id.empty() || may(*a, l.by, unit);
                actions.push_back(std::move(view));
            }
        }
        for (const auto& id : s->machine->configuration()) active.emplace_back(id);
        body["phase"] = f.phase;
        body["holder"] = f.holder_role;
        body["actions"] = std::move(actions);
        body["configuration"] = std::move(active);
        return {outcome::kind::done, s->id, std::move(body)};
    }
    d.touch(*s);
    const step_input in{interpreter::cause::external, l.event, l.data, now, l.by.id};
    auto done = steps_.step(*s, in);
    outcome out{outcome::kind::done, s->id, std::move(body)};
    if (done.what == stepped::kind::refused) {
        out = rejected(s->id, *done.why);
    } else if (done.what != stepped::kind::done || done.requests.slips.empty()) {
        out = rejected(s->id, "no_slip", "thao tác này không in phiếu nào", "Chọn thao tác khác.");
    } else {
        const auto& slip = done.requests.slips.front();
        out.body["form"] = slip.form;
        out.body["set"] = slip.set;
        out.body["accepted"] = to_iso(slip.accepted);
        out.body["values"] = s->record->slip_values(slip, steps_.context_of(*s, now, l.by.id));
    }
    d.rollback();
    return out;
}

}  // namespace motcua::runtime
