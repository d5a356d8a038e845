// Appendix D of the Recommendation procedure by procedure, under its own names and without a thought for
// speed: what the interpreter must do, for tests to compare; where it leaves the letter it says so. On drawn
// charts only: no data model but In(), no invoke.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "tests/engine/interpreter/drawn_chart.hpp"

namespace motcua::interpreter {

class literal_algorithm {
public:
    explicit literal_algorithm(const drawn_chart& c) : c_(c) {}

    void interpret();
    void external(const std::string& event);

    std::vector<std::string> trace;  // "event e1", "exit s1", "take s1", "enter s2", "end "
    std::vector<std::string> logs;
    bool loops = false;  // came to no rest within a reasonable number of steps

private:
    using set = std::set<drawn_id>;  // in document order
    using list = std::vector<const drawn_transition*>;

    void main_event_loop();
    list select(const std::string* event);
    bool is_enabled(const drawn_transition& t, const std::string* event) const;
    list remove_conflicting(const list& enabled);
    void microstep(const list& enabled);
    set compute_exit_set(const list& transitions);
    void exit_states(const list& enabled);
    void enter_states(const list& enabled);
    void enter(drawn_id s);
    void add_descendants(drawn_id s);
    void add_ancestors(drawn_id s, drawn_id ancestor);
    void add_missing_children(drawn_id parallel);
    bool is_in_final_state(drawn_id s) const;
    std::vector<drawn_id> effective_targets(const drawn_transition& t) const;
    drawn_id domain(const drawn_transition& t) const;
    std::vector<drawn_id> proper_ancestors(drawn_id s, drawn_id up_to) const;
    bool within(const std::vector<drawn_id>& all, drawn_id s) const;
    void execute(const drawn_block& b);
    void exit_interpreter();
    bool goes_on() { return running_ && !(loops = loops || ++steps_ > 200); }

    const drawn_chart& c_;
    set configuration_, to_enter_, for_default_entry_;
    std::map<drawn_id, set> history_;
    std::map<const drawn_transition*, drawn_id> left_;  // the domains of the transitions being taken
    drawn_id floor_ = 0;                                // that of the one whose targets are being entered
    std::map<drawn_id, const drawn_block*> default_history_content_;
    std::deque<std::string> internal_;
    bool running_ = true;
    int steps_ = 0;
};

}  // namespace motcua::interpreter
