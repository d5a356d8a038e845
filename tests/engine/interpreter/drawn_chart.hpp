// A random chart as plain data, for tests: nested states, parallels, histories, initial transitions, several
// targets, internal transitions, conditions on states, events raised on the way. Legal, but made to be
// awkward. States stand in document order; the first is <scxml>.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace motcua::interpreter {

using drawn_id = std::size_t;  // position in drawn_chart::states
constexpr drawn_id no_drawn = static_cast<drawn_id>(-1);

struct drawn_action {
    bool raises = false;  // else it logs
    std::string text;
};
using drawn_block = std::vector<drawn_action>;

struct drawn_transition {
    drawn_id source = 0;
    bool eventless = false;
    std::vector<std::string> events;
    drawn_id in = no_drawn;  // In() of this state must be `wanted`
    bool wanted = true;
    std::vector<drawn_id> targets;
    bool internal = false;
    drawn_block content;
};

struct drawn_state {
    enum class sort { scxml, state, parallel, final, shallow, deep };
    sort what = sort::state;
    std::string id;
    drawn_id parent = no_drawn;
    std::vector<drawn_id> children;  // histories too
    std::vector<drawn_transition> transitions;
    std::vector<drawn_block> onentry, onexit;
    drawn_transition initial;  // of a compound state; of a history its default
    enum class written { not_at_all, attribute, element } initial_is = written::not_at_all;

    bool is_history() const { return what == sort::shallow || what == sort::deep; }
};

struct drawn_chart {
    std::vector<drawn_state> states;

    std::vector<drawn_id> children(drawn_id s) const;  // without histories
    bool is_compound(drawn_id s) const;
    bool is_atomic(drawn_id s) const;
    bool is_descendant(drawn_id s, drawn_id of) const;
    std::string inside() const;      // of <scxml>
    std::string attributes() const;  // of <scxml>
};

class chart_maker {
public:
    explicit chart_maker(std::uint64_t seed) : random_(seed) {}
    drawn_chart draw();
    std::string event();

private:
    std::size_t below(std::size_t n) { return random_() % n; }
    bool once_in(std::size_t n) { return below(n) == 0; }
    drawn_id add(drawn_state::sort what, drawn_id parent);
    void add_children(drawn_id parent, int depth);
    void add_histories(drawn_id parent);
    drawn_block block();
    std::vector<drawn_id> targets(const std::vector<drawn_id>& pool);
    std::vector<drawn_id> inside(drawn_id s, bool only_children, bool with_histories);
    void give_initial(drawn_id s);
    void give_transition(drawn_id s);

    std::mt19937_64 random_;
    drawn_chart out_;
    int logs_ = 0;
};

}  // namespace motcua::interpreter
