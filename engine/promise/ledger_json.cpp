// The ledger as JSON, version 1: members that hold nothing are left out.
#include <array>

#include "engine/promise/ledger.hpp"

namespace motcua::promise {
namespace {

constexpr std::array<std::string_view, 3> cause_names{"supplement", "other-body", "money-due"};

void put(json_object& o, std::string_view key, const std::optional<instant>& t) {
    if (t) o[key] = to_iso(*t);
}
void put(json_object& o, std::string_view key, const std::string& text) {
    if (!text.empty()) o[key] = text;
}
void put(json_object& o, std::string_view key, int n) {
    if (n != 0) o[key] = n;
}
void put(json_object& o, std::string_view key, bool b) {
    if (b) o[key] = true;
}

json written(const suspension& s) {
    json_object o{{"cause", cause_names[static_cast<std::size_t>(s.why)]}, {"from", to_iso(s.from)}};
    put(o, "to", s.to);
    put(o, "restarts", s.restarts);
    put(o, "note", s.note);
    return o;
}

json written(const revision& r) {
    return json_object{{"number", r.number},     {"promise", r.promise}, {"due", to_iso(r.due)},
                       {"made", to_iso(r.made)}, {"why", r.why},         {"calendar", r.calendar_hash}};
}

json written(const linked_body& b) {
    return json_object{{"name", b.name}, {"working_days", b.working_days}};
}

json written(const reappointment& r) {
    json_object o{
        {"sequence", r.sequence}, {"issued", to_iso(r.issued)},         {"planned", to_iso(r.planned)},
        {"reason", r.reason},     {"extension_days", r.extension_days}, {"new_date", to_iso(r.new_date)}};
    put(o, "by_default", r.by_default);
    put(o, "signer", r.signer);
    put(o, "authorisation", r.authorisation);
    put(o, "issued_late", r.issued_late);
    put(o, "recounted", r.recounted);
    return o;
}

json written(const fired_triggers& f) {
    json_object o;
    put(o, "t1", f.t1);
    put(o, "t2", f.t2);
    put(o, "due", f.due);
    put(o, "reappointed", f.reappointed);
    put(o, "kept", f.kept);
    put(o, "chases", f.chases);
    put(o, "last_chase", f.last_chase);
    return o;
}

json written(const step_term& s) {
    json_object o{{"number", s.number},
                  {"name", s.name},
                  {"from", to_iso(s.from)},
                  {"allowed", calendar::to_json(s.allowed)},
                  {"due", to_iso(s.due)}};
    put(o, "fired", s.fired);
    return o;
}

template <class Item>
void put(json_object& o, std::string_view key, const std::vector<Item>& items) {
    if (items.empty()) return;
    json_array a;
    for (const auto& i : items) a.push_back(written(i));
    o[key] = std::move(a);
}

// Reading: the first member that is missing or of another type is remembered.
struct members {
    const json& from;
    std::string& wrong;

    void miss(std::string_view key) {
        if (wrong.empty()) wrong = key;
    }
    std::optional<instant> maybe_moment(std::string_view key) {
        const json* v = find(from, key);
        if (!v) return std::nullopt;
        const auto t = v->is_string() ? parse_instant(std::string_view(v->get_string())) : std::nullopt;
        if (!t) miss(key);
        return t;
    }
    instant moment(std::string_view key) {
        if (!find(from, key)) miss(key);
        return maybe_moment(key).value_or(instant{});
    }
    calendar::term term(std::string_view key) {
        const json* v = find(from, key);
        const auto t = v ? calendar::term_from_json(*v) : std::nullopt;
        if (!t) miss(key);
        return t.value_or(calendar::term{});
    }
    int number(std::string_view key) { return static_cast<int>(get_integer(from, key)); }
    bool yes(std::string_view key) { return get_bool(from, key); }
    std::string text(std::string_view key) { return get_string(from, key); }

    template <class Item>
    void list(std::string_view key, std::vector<Item>& into, void (*read)(members&, Item&)) {
        const json* v = find(from, key);
        if (!v) return;
        if (!v->is_array()) return miss(key);
        for (const json& i : v->get_array()) {
            members inner{i, wrong};
            read(inner, into.emplace_back());
        }
    }
};

void read(members& in, suspension& s) {
    const std::string why = in.text("cause");
    for (std::size_t i = 0; i < cause_names.size(); ++i)
        if (why == cause_names[i]) s.why = static_cast<cause>(i);
    s.from = in.moment("from");
    s.to = in.maybe_moment("to");
    s.restarts = in.yes("restarts");
    s.note = in.text("note");
}

void read(members& in, revision& r) {
    r = {in.number("number"), in.number("promise"), in.moment("due"),
         in.moment("made"),   in.text("why"),       in.text("calendar")};
}

void read(members& in, linked_body& b) {
    b = {in.text("name"), in.number("working_days")};
}

void read(members& in, reappointment& r) {
    r.sequence = in.number("sequence");
    r.issued = in.moment("issued");
    r.planned = in.moment("planned");
    r.by_default = in.yes("by_default");
    r.signer = in.text("signer");
    r.authorisation = in.text("authorisation");
    r.reason = in.text("reason");
    r.extension_days = in.number("extension_days");
    r.new_date = in.moment("new_date");
    r.issued_late = in.yes("issued_late");
    r.recounted = in.yes("recounted");
}

void read(members& in, fired_triggers& f) {
    f = {in.yes("t1"),
         in.yes("t2"),
         in.yes("due"),
         in.yes("reappointed"),
         in.yes("kept"),
         in.number("chases"),
         in.maybe_moment("last_chase")};
}

void read(members& in, step_term& s) {
    s = {in.number("number"), in.text("name"),  in.moment("from"),
         in.term("allowed"),  in.moment("due"), in.yes("fired")};
}

void read_dates(members& in, ledger& l) {
    l.accepted = in.moment("accepted");
    l.start = in.moment("start");
    l.legal = in.term("legal");
    l.due = in.moment("due");
    l.legal_due = in.moment("legal_due");
    l.local_due = in.moment("local_due");
    l.supplement_asked = in.maybe_moment("supplement_asked");
    l.drafted = in.maybe_moment("drafted");
    l.done = in.maybe_moment("done");
    l.stopped = in.maybe_moment("stopped");
    l.collected = in.maybe_moment("collected");
    l.kept = in.maybe_moment("kept");
}

void read_parts(members& in, ledger& l) {
    const auto inside = [&](std::string_view key, auto use) {
        if (const json* v = find(in.from, key)) {
            members inner{*v, in.wrong};
            use(inner);
        }
    };
    inside("authorisation", [&](members& a) {
        l.authorisation = {a.text("name"), a.text("reason"), a.number("days")};
    });
    inside("committed", [&](members& c) { l.committed = commitment{c.text("name"), c.moment("at")}; });
    inside("fired", [&](members& f) { read(f, l.fired); });
    inside("step", [&](members& s) { read(s, l.step.emplace()); });
    in.list<linked_body>("linked", l.linked, read);
    in.list<revision>("revisions", l.revisions, read);
    in.list<suspension>("suspensions", l.suspensions, read);
    in.list<reappointment>("issued", l.issued, read);
}

}  // namespace

json to_json(const ledger& l) {
    json_object o{{"version", ledger_version}, {"promise", l.promise}};
    if (!l.started()) return o;
    for (const auto& [key, t] : {std::pair{"accepted", l.accepted},
                                 {"start", l.start},
                                 {"due", l.due},
                                 {"legal_due", l.legal_due},
                                 {"local_due", l.local_due}})
        o[key] = to_iso(t);
    o["legal"] = calendar::to_json(l.legal);
    put(o, "reduction", l.reduction);
    put(o, "linked", l.linked);
    put(o, "revisions", l.revisions);
    put(o, "suspensions", l.suspensions);
    put(o, "supplements", l.supplements);
    put(o, "supplement_asked", l.supplement_asked);
    put(o, "maximum_extension", l.maximum_extension);
    o["authorisation"] = json_object{{"name", l.authorisation.name},
                                     {"reason", l.authorisation.reason},
                                     {"days", l.authorisation.extension_days}};
    if (l.committed)
        o["committed"] = json_object{{"name", l.committed->name}, {"at", to_iso(l.committed->at)}};
    put(o, "drafted", l.drafted);
    put(o, "issued", l.issued);
    o["fired"] = written(l.fired);
    if (l.step) o["step"] = written(*l.step);
    put(o, "steps", l.steps);
    put(o, "done", l.done);
    put(o, "stopped", l.stopped);
    put(o, "collected", l.collected);
    put(o, "kept", l.kept);
    return o;
}

result<ledger> ledger_from_json(const json& v) {
    const auto version = get_integer(v, "version");
    if (version != ledger_version)
        return fail(failure::kind::unsupported, "a ledger of version " + std::to_string(version) +
                                                    "; this program reads version " +
                                                    std::to_string(ledger_version));
    ledger l;
    l.promise = static_cast<int>(get_integer(v, "promise"));
    if (!l.started()) return l;
    std::string wrong;
    members in{v, wrong};
    read_dates(in, l);
    l.reduction = in.number("reduction");
    l.supplements = in.number("supplements");
    l.maximum_extension = in.number("maximum_extension");
    l.steps = in.number("steps");
    read_parts(in, l);
    if (!wrong.empty())
        return fail(failure::kind::corrupt,
                    "the ledger's member '" + wrong + "' is missing or of another type");
    return l;
}

}  // namespace motcua::promise
