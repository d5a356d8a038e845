#include <algorithm>

#include "engine/interpreter/encoding.hpp"
#include "engine/interpreter/row_text.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::interpreter {

namespace {

tl::unexpected<failure> corrupt(std::string why) {
    return fail(failure::kind::corrupt, "the session's row cannot be read: " + std::move(why));
}

std::optional<datamodel::slot_number> slot_of(const chart::chart& c, std::string_view name) {
    return c.native ? c.native->slot_of(name) : c.ecmascript->slot_of(name);
}

void reset(machine& m) {
    const auto& c = *m.what;
    if (c.native)
        c.native->reset({m.slots.get(), c.native->variable_count()});
    else
        c.ecmascript->reset({m.slots.get(), c.ecmascript->variable_count()});
}

class reader {
public:
    reader(std::string_view row, const chart_finder& find, datamodel::ecmascript_heap* heap)
        : in_(row), find_(find), heap_(heap) {}

    result<session> session_row(const chart_pointer& c) {
        const auto version = in_.number();
        if (version != row_version)
            return corrupt("it is of version " + std::to_string(version) + ", this program reads " +
                           std::to_string(row_version));
        in_.text();  // the chart's hash is the caller's business
        session s(c);
        s.created = static_cast<std::uint32_t>(in_.number());
        s.sends_so_far = in_.number();
        one(s.root());
        for (auto n = in_.count(); n > 0 && good(); --n) child(s);
        if (good() && !in_.at_end()) spoil("bytes are left over");
        if (!good()) return corrupt(why_.empty() ? "it is cut short" : why_);
        return s;
    }

private:
    bool good() const { return in_.ok() && why_.empty(); }
    void spoil(std::string why) {
        if (why_.empty()) why_ = std::move(why);
        in_.spoil();
    }

    void child(session& s) {
        const auto ordinal = static_cast<std::uint32_t>(in_.number());
        const auto parent = static_cast<std::uint32_t>(in_.number());
        const auto invoke_id = in_.text();
        const auto hash = in_.text();
        const auto document = in_.text();
        auto* above = s.find(parent);
        if (!in_.ok() || !above || ordinal == 0 || s.find(ordinal))
            return spoil("an invoked session has no place");
        auto what = chart_with(*above->what, hash, document);
        if (!what)
            return spoil("the chart of the invoked session " + std::string(invoke_id) + " is not to be had");
        const auto created = s.created;
        auto& m = s.add_child(std::move(what));
        s.created = created;
        m.ordinal = ordinal;
        one(m);
        m.ensure_extras().parent = parent;
        m.ensure_extras().invoke_id = invoke_id;
        m.ensure_extras().document = document;
    }

    chart_pointer chart_with(const chart::chart& above, std::string_view hash, std::string_view document) {
        for (const auto& v : above.invokes)
            if (v.child && v.child->content_hash == hash) return v.child;
        if (!document.empty()) {
            chart::load_options how;
            how.heap = heap_;
            how.lenient = true;
            auto made = chart::load(std::string(document), above.files.front(), how);
            return made ? *made : nullptr;
        }
        return find_ ? find_(hash) : nullptr;
    }

    void one(machine& m) {
        const auto at = in_.number();
        if (at != static_cast<int>(phase::running) && at != static_cast<int>(phase::final))
            return spoil("it is neither running nor final");
        m.at = static_cast<phase>(at);
        m.next_id = static_cast<std::uint32_t>(in_.number());
        configuration(m);
        for (auto n = in_.count(); n > 0 && good(); --n) history(m);
        for (auto n = in_.count(); n > 0 && good(); --n)
            if (const auto s = state(m); s && m.what->data_binding == chart::binding::late)
                chart::put(m.entered(), *s);
        variables(m);
        m.has_event = in_.number() == 1;
        if (m.has_event) m.last = one_event();
        rare(m);
    }

    std::optional<state_id> state(const machine& m) {
        const auto id = in_.text();
        const auto s = m.what->find(id);
        if (s == chart::no_state) spoil("the chart has no state " + std::string(id));
        return s == chart::no_state ? std::nullopt : std::optional(s);
    }

    // Atomic states are stored; their ancestors follow.
    void configuration(machine& m) {
        const auto& c = *m.what;
        for (auto n = in_.count(); n > 0 && good(); --n) {
            const auto s = state(m);
            if (!s) return;
            if (!c.is_atomic(*s)) return spoil("the state " + c.states[*s].id + " is no longer atomic");
            for (auto up = *s; up != 0; up = c.states[up].parent) chart::put(m.configuration(), up);
        }
        if (m.at == phase::running) check_legal(m);
    }

    // One child of every active compound state, all regions of every active parallel.
    void check_legal(const machine& m) {
        const auto& c = *m.what;
        for (state_id s = 0; s < c.states.size(); ++s) {
            if (s != 0 && !m.is_active(s)) continue;
            std::size_t active = 0, all = 0;
            for (auto k = static_cast<state_id>(s + 1); k < c.states[s].end; k = c.states[k].end)
                if (!c.is_history(k)) ++all, active += m.is_active(k);
            const bool right = c.states[s].kind == chart::state_kind::compound   ? active == 1
                               : c.states[s].kind == chart::state_kind::parallel ? active == all
                                                                                 : true;
            if (!right) return spoil("its states cannot be active together in this chart");
        }
    }

    void history(machine& m) {
        const auto& c = *m.what;
        const auto h = state(m);
        if (!h) return;
        if (!c.is_history(*h)) return spoil("the state " + c.states[*h].id + " is no longer a history");
        for (auto n = in_.count(); n > 0 && good(); --n) {
            const auto s = state(m);
            if (!s) return;
            if (c.is_history(*s) || !c.is_ancestor(c.states[*h].parent, *s))
                return spoil("the history " + c.states[*h].id + " cannot hold " + c.states[*s].id);
            chart::put(m.history(c.states[*h].history_slot), *s);
        }
    }

    datamodel::value value() {
        auto v = datamodel::decode_from(in_.rest());
        if (v) return std::move(*v);
        spoil(v.error().message);
        return {};
    }

    void variables(machine& m) {
        reset(m);
        for (auto n = in_.count(); n > 0 && good(); --n) {
            const auto name = in_.text();
            const auto slot = slot_of(*m.what, name);
            auto v = value();
            if (!slot) return spoil("the chart has no variable " + std::string(name));
            m.slots[*slot] = std::move(v);
        }
        for (auto n = in_.count(); n > 0 && good(); --n) {
            std::string name(in_.text());
            m.ensure_extras().variables.push_back({std::move(name), value()});
        }
    }

    event one_event() {
        event e;
        const auto type = in_.number();
        if (type > static_cast<int>(event_type::platform)) spoil("an event has no type");
        e.type = static_cast<event_type>(type);
        if (in_.number() == 1) {
            event_origin o;
            for (auto* text : {&o.sendid, &o.origin, &o.origintype, &o.invokeid, &o.raw}) *text = in_.text();
            e.from = std::make_shared<event_origin>(std::move(o));
        }
        e.name = in_.text();
        e.data = value();
        return e;
    }

    void rare(machine& m) {
        for (auto n = in_.count(); n > 0 && good(); --n) m.ensure_extras().external.push_back(one_event());
        for (auto n = in_.count(); n > 0 && good(); --n) {
            delayed_send d;
            d.due = instant{std::chrono::milliseconds{in_.signed_number()}};
            d.sequence = in_.number();
            d.target = in_.text();
            d.type = in_.text();
            d.what = one_event();
            m.ensure_extras().delayed.push_back(std::move(d));
        }
        for (auto n = in_.count(); n > 0 && good(); --n) invocation_of(m);
        in_.number();
    }

    void invocation_of(machine& m) {
        const auto& c = *m.what;
        const auto owner = state(m);
        const auto ordinal = in_.number();
        invocation i;
        i.id = in_.text();
        i.child = static_cast<std::uint32_t>(in_.number());
        if (!owner) return;
        const auto own = c.states[*owner].invokes;
        if (ordinal >= own.count)
            return spoil("the state " + c.states[*owner].id + " no longer has that <invoke>");
        i.of = own.first + static_cast<chart::index>(ordinal);
        m.ensure_extras().invocations.push_back(std::move(i));
    }

    row_reader in_;
    const chart_finder& find_;
    datamodel::ecmascript_heap* heap_;
    std::string why_;
};

}  // namespace

result<session> decode(const chart_pointer& c, std::string_view row, const chart_finder& find,
                       datamodel::ecmascript_heap* heap) {
    return reader(row, find, heap).session_row(c);
}

result<std::string> chart_of(std::string_view row) {
    row_reader in(row);
    const auto version = in.number();
    const auto hash = in.text();
    if (!in.ok() || version != row_version) return corrupt("it does not begin as a row of this program does");
    return std::string(hash);
}

}  // namespace motcua::interpreter
