#include "tests/engine/interpreter/drawn_chart.hpp"

#include <algorithm>

namespace motcua::interpreter {

using sort = drawn_state::sort;
using written = drawn_state::written;

namespace {

const char* const names[] = {"e1", "e2", "e3", "e4", "e1.x"};

std::string to_xml(const drawn_block& b) {
    std::string out;
    for (const auto& a : b)
        out += a.raises ? "<raise event='" + a.text + "'/>" : "<log expr=\"'" + a.text + "'\"/>";
    return out;
}

std::string ids(const drawn_chart& c, const std::vector<drawn_id>& all) {
    std::string out;
    for (const auto s : all) out += (out.empty() ? "" : " ") + c.states[s].id;
    return out;
}

std::string to_xml(const drawn_chart& c, const drawn_transition& t) {
    std::string out = "<transition";
    if (!t.events.empty()) {
        out += " event='";
        for (const auto& e : t.events) out += e + " ";
        out += "'";
    }
    if (t.in != no_drawn)
        out += " cond=\"" + std::string(t.wanted ? "" : "!") + "In('" + c.states[t.in].id + "')\"";
    if (!t.targets.empty()) out += " target='" + ids(c, t.targets) + "'";
    if (t.internal) out += " type='internal'";
    return out + ">" + to_xml(t.content) + "</transition>";
}

std::string to_xml(const drawn_chart& c, drawn_id self) {
    const auto& s = c.states[self];
    if (s.is_history())
        return "<history id='" + s.id + "' type='" + (s.what == sort::deep ? "deep" : "shallow") + "'>" +
               to_xml(c, s.initial) + "</history>";
    const std::string tag = s.what == sort::parallel ? "parallel" : s.what == sort::final ? "final" : "state";
    std::string out = "<" + tag + " id='" + s.id + "'";
    if (s.initial_is == written::attribute) out += " initial='" + ids(c, s.initial.targets) + "'";
    out += ">";
    if (s.initial_is == written::element) out += "<initial>" + to_xml(c, s.initial) + "</initial>";
    for (const auto& b : s.onentry) out += "<onentry>" + to_xml(b) + "</onentry>";
    for (const auto& b : s.onexit) out += "<onexit>" + to_xml(b) + "</onexit>";
    for (const auto& t : s.transitions) out += to_xml(c, t);
    for (const auto child : s.children) out += to_xml(c, child);
    return out + "</" + tag + ">\n";
}

}  // namespace

std::vector<drawn_id> drawn_chart::children(drawn_id s) const {
    std::vector<drawn_id> out;
    for (const auto c : states[s].children)
        if (!states[c].is_history()) out.push_back(c);
    return out;
}

bool drawn_chart::is_compound(drawn_id s) const {
    return (states[s].what == sort::state || states[s].what == sort::scxml) && !children(s).empty();
}

bool drawn_chart::is_atomic(drawn_id s) const {
    return states[s].what == sort::final || (states[s].what == sort::state && children(s).empty());
}

bool drawn_chart::is_descendant(drawn_id s, drawn_id of) const {
    for (auto p = states[s].parent; p != no_drawn; p = states[p].parent)
        if (p == of) return true;
    return false;
}

std::string drawn_chart::inside() const {
    std::string out;
    for (const auto c : states[0].children) out += to_xml(*this, c);
    return out;
}

std::string drawn_chart::attributes() const {
    return states[0].initial_is == written::attribute
               ? "initial='" + ids(*this, states[0].initial.targets) + "'"
               : "";
}

std::string chart_maker::event() {
    return once_in(6) ? "e2.y" : names[below(std::size(names))];
}

drawn_id chart_maker::add(sort what, drawn_id parent) {
    const auto self = out_.states.size();
    auto& s = out_.states.emplace_back();
    s.what = what;
    s.id = "s" + std::to_string(self);
    s.parent = parent;
    if (parent != no_drawn) out_.states[parent].children.push_back(self);
    return self;
}

void chart_maker::add_histories(drawn_id parent) {
    for (auto n = below(3); n > 0; --n) add(once_in(2) ? sort::deep : sort::shallow, parent);
}

void chart_maker::add_children(drawn_id parent, int depth) {
    const bool below_root = parent == 0, first = once_in(2);
    if (!below_root && first) add_histories(parent);
    for (auto n = (below_root ? 2 : 1) + below(3); n > 0; --n) {
        const auto what = below(10);
        const bool may_end = out_.states[parent].what != sort::parallel && what == 9;
        const auto s = add(may_end                 ? sort::final
                           : what < 3 && depth < 4 ? sort::parallel
                                                   : sort::state,
                           parent);
        if (what < 6 && depth < 4) add_children(s, depth + 1);
    }
    if (!below_root && !first) add_histories(parent);
}

drawn_block chart_maker::block() {
    drawn_block b;
    for (auto n = once_in(2) ? 0 : 1 + below(2); n > 0; --n) {
        if (once_in(9))
            b.push_back({true, names[below(std::size(names))]});
        else
            b.push_back({false, "L" + std::to_string(++logs_)});
    }
    return b;
}

// One of the pool, or several that lie in different regions of one parallel.
std::vector<drawn_id> chart_maker::targets(const std::vector<drawn_id>& pool) {
    const auto one = pool[below(pool.size())];
    if (!once_in(3)) return {one};
    std::vector<drawn_id> out;
    for (drawn_id p = 1; p < out_.states.size() && out.empty(); ++p) {
        if (out_.states[p].what != sort::parallel || !out_.is_descendant(one, p)) continue;
        for (const auto region : out_.children(p)) {
            std::vector<drawn_id> there;
            for (const auto s : pool)
                if (s == region || out_.is_descendant(s, region)) there.push_back(s);
            if (!there.empty() && !once_in(4)) out.push_back(there[below(there.size())]);
        }
    }
    return out.empty() ? std::vector{one} : out;
}

std::vector<drawn_id> chart_maker::inside(drawn_id s, bool only_children, bool with_histories) {
    std::vector<drawn_id> out;
    for (drawn_id i = 1; i < out_.states.size(); ++i) {
        const bool in = only_children ? out_.states[i].parent == s : out_.is_descendant(i, s);
        if (in && (with_histories || !out_.states[i].is_history())) out.push_back(i);
    }
    return out;
}

void chart_maker::give_initial(drawn_id s) {
    auto& own = out_.states[s];
    own.initial.source = s;
    if (own.is_history()) {
        const bool shallow = own.what == sort::shallow;
        const auto pool = inside(own.parent, shallow, false);
        own.initial.targets = shallow ? std::vector{pool[below(pool.size())]} : targets(pool);
        own.initial.content = block();
    } else if (out_.is_compound(s)) {
        own.initial.targets = {out_.children(s).front()};
        if (once_in(2)) return;
        own.initial.targets = targets(inside(s, false, true));
        own.initial_is = s == 0 || once_in(2) ? written::attribute : written::element;
        if (own.initial_is == written::element) own.initial.content = block();
    }
}

void chart_maker::give_transition(drawn_id s) {
    drawn_transition t;
    t.source = s;
    t.eventless = once_in(30);
    if (!t.eventless) t.events = {event()};
    if (!t.eventless && once_in(4)) t.events.push_back(once_in(2) ? "*" : "done.state." + out_.states[s].id);
    if (!t.eventless && once_in(8)) t.events = {once_in(2) ? "done.state.*" : "e2.*"};
    if (t.eventless || once_in(4)) {
        const auto real = inside(0, false, false);
        t.in = real[below(real.size())];
        t.wanted = !once_in(3);
    }
    if (t.eventless || !once_in(6)) t.targets = targets(inside(0, false, true));
    t.internal = once_in(3);
    t.content = block();
    out_.states[s].transitions.push_back(std::move(t));
}

drawn_chart chart_maker::draw() {
    out_ = {};
    add(sort::scxml, no_drawn);
    add_children(0, 0);
    for (drawn_id s = 0; s < out_.states.size(); ++s) give_initial(s);
    for (drawn_id s = 1; s < out_.states.size(); ++s) {
        if (out_.states[s].is_history()) continue;
        for (auto n = below(3); n > 0; --n) out_.states[s].onentry.push_back(block());
        for (auto n = below(2); n > 0; --n) out_.states[s].onexit.push_back(block());
        if (out_.states[s].what != sort::final)
            for (auto n = below(4); n > 0; --n) give_transition(s);
    }
    return out_;
}

}  // namespace motcua::interpreter
