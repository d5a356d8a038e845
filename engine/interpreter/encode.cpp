#include "engine/interpreter/encoding.hpp"
#include "engine/interpreter/row_text.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::interpreter {

namespace {

using kind = datamodel::value::kind;

std::string_view variable_name(const chart::chart& c, std::size_t slot) {
    const auto s = static_cast<datamodel::slot_number>(slot);
    return c.native ? c.native->variable_name(s) : c.ecmascript->variable_name(s);
}

std::size_t variable_count(const chart::chart& c) {
    return c.native ? c.native->variable_count() : c.ecmascript->variable_count();
}

class writer {
public:
    explicit writer(std::string& out) : out_(out) {}

    result<void> session_row(const session& s) {
        out_ += static_cast<char>(row_version);
        write_text(out_, s.what().content_hash);
        write_number(out_, s.created);
        write_number(out_, s.sends_so_far);
        if (auto done = one(s.root()); !done) return done;
        write_number(out_, s.children().size());
        for (const auto& c : s.children()) {
            const auto& x = *c->extras;
            write_number(out_, c->ordinal);
            write_number(out_, x.parent);
            write_text(out_, x.invoke_id);
            write_text(out_, c->what->content_hash);
            write_text(out_, x.document);
            if (auto done = one(*c); !done) return done;
        }
        return within_limit();
    }

private:
    result<void> one(const machine& m) {
        const auto& c = *m.what;
        out_ += static_cast<char>(m.at);
        write_number(out_, m.next_id);
        set(c, m.configuration(), true);
        histories(m);
        if (c.data_binding == chart::binding::late)
            set(c, m.entered(), false);
        else
            write_number(out_, 0);
        if (auto done = variables(m); !done) return done;
        out_ += m.has_event ? '\1' : '\0';
        if (m.has_event)
            if (auto done = one(m.last); !done) return done;
        return m.extras ? rare(c, *m.extras) : (out_.append(4, '\0'), result<void>{});
    }

    void set(const chart::chart& c, const chart::word* bits, bool atomic_only) {
        std::size_t count = 0;
        const auto wanted = [&](std::size_t s) {
            return !atomic_only || c.is_atomic(static_cast<state_id>(s));
        };
        chart::each(bits, c.state_words, [&](std::size_t s) { count += wanted(s); });
        write_number(out_, count);
        chart::each(bits, c.state_words, [&](std::size_t s) {
            if (wanted(s)) write_text(out_, c.states[s].id);
        });
    }

    void histories(const machine& m) {
        const auto& c = *m.what;
        std::size_t count = 0;
        for (chart::index h = 0; h < c.histories.size(); ++h)
            count += chart::any(m.history(h), c.state_words);
        write_number(out_, count);
        for (chart::index h = 0; h < c.histories.size(); ++h) {
            if (!chart::any(m.history(h), c.state_words)) continue;
            write_text(out_, c.states[c.histories[h]].id);
            set(c, m.history(h), false);
        }
    }

    result<void> named(std::string_view name, const datamodel::value& v) {
        write_text(out_, name);
        if (auto done = datamodel::encode_to(out_, v); !done)
            return fail(done.error().what, "variable " + std::string(name) + ": " + done.error().message);
        return within_limit();
    }

    result<void> within_limit() const {
        if (out_.size() <= max_row) return {};
        return fail(failure::kind::limit, "the session takes more than the " + std::to_string(max_row >> 20) +
                                              " MiB that a row holds; keep large texts in attachments");
    }

    result<void> variables(const machine& m) {
        const auto& c = *m.what;
        const auto slots = variable_count(c);
        write_number(out_, slots);
        for (std::size_t i = 0; i < slots; ++i)
            if (auto done = named(variable_name(c, i), m.slots[i]); !done) return done;
        const auto made = m.extras ? m.extras->variables.size() : 0;
        write_number(out_, made);
        for (std::size_t i = 0; i < made; ++i)
            if (auto done = named(m.extras->variables[i].name, m.extras->variables[i].of); !done) return done;
        return {};
    }

    result<void> one(const event& e) {
        out_ += static_cast<char>(e.type);
        const auto& o = e.origin();
        out_ += e.from ? '\1' : '\0';
        if (e.from)
            for (const auto* text : {&o.sendid, &o.origin, &o.origintype, &o.invokeid, &o.raw})
                write_text(out_, *text);
        return named(e.name, e.data);
    }

    result<void> rare(const chart::chart& c, const machine_extras& x) {
        write_number(out_, x.external.size());
        for (const auto& e : x.external)
            if (auto done = one(e); !done) return done;
        write_number(out_, x.delayed.size());
        for (const auto& d : x.delayed) {
            write_signed(out_, d.due.time_since_epoch().count());
            write_number(out_, d.sequence);
            write_text(out_, d.target);
            write_text(out_, d.type);
            if (auto done = one(d.what); !done) return done;
        }
        write_number(out_, x.invocations.size());
        for (const auto& i : x.invocations) {
            write_text(out_, c.states[c.invokes[i.of].owner].id);
            write_number(out_, c.invokes[i.of].ordinal);
            write_text(out_, i.id);
            write_number(out_, i.child);
        }
        out_ += '\0';  // room for what a later version adds
        return {};
    }

    std::string& out_;
};

}  // namespace

result<void> encode_to(std::string& out, const session& s) {
    out.clear();
    return writer(out).session_row(s);
}

result<std::string> encode(const session& s) {
    std::string out;
    out.reserve(512);
    if (auto done = encode_to(out, s); !done) return tl::make_unexpected(done.error());
    return out;
}

}  // namespace motcua::interpreter
