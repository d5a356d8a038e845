// One turn of one machine with its evaluator: selecting, microsteps, executable content, messages, invokes. A
// template so that no evaluation goes through a pointer; instantiated for the two evaluators in runner.cpp.
// Used by step.cpp.
#pragma once

#include "engine/interpreter/turn.hpp"

namespace motcua::interpreter {

template <class Data>
class runner : public turn {
public:
    runner(context& x, machine& m, const Data& data);
    ~runner();
    runner(const runner&) = delete;
    runner& operator=(const runner&) = delete;

    void start();
    void take(event&& e);  // one external event
    void end();            // leaves every state

private:
    using value = datamodel::value;
    static const value* processors_of(context& x, const machine& m, value& storage);

    // runner_steps.hpp
    void complete();
    void settle();
    bool select(chart::event_class c);
    bool select_from(state_id s, chart::event_class c);
    void microstep();
    bool may_go_on();
    void leave_states();
    void leave_state(state_id s);
    void enter_states();
    void enter_state(state_id s);
    void note_final(state_id s);
    void bind(event&& e);
    void forward_to_invoked();
    void bind_data(state_id s, bool given);
    void bind_one(const chart::data& d);
    void leave_all();

    // runner_content.hpp
    bool run(chart::range block);
    bool execute(chart::index& at);
    bool run_loop(const chart::instruction& i);
    bool run_assign(const chart::instruction& i);
    bool run_log(const chart::instruction& i);
    bool run_effect(const chart::instruction& i);
    bool test(chart::expression_id e, chart::index where);
    bool fail(const datamodel::problem& p, chart::index where);
    bool evaluate(chart::expression_id e, chart::index where, value& into);
    bool text_of(const chart::text_or_expression& t, chart::index where, std::string& into);
    bool content_of(chart::index content, chart::index where, value& into);
    bool parameters_of(chart::range r, std::vector<datamodel::named_value>& into, bool keep_going);
    value done_data_of(state_id final);

    // runner_messages.hpp
    bool run_send(const chart::instruction& i);
    bool data_of(const chart::send& d, chart::index where, value& into);
    bool dispatch(const chart::send& d, chart::index where, delayed_send&& s, bool delayed);
    bool run_cancel(const chart::instruction& i);
    bool delay_of(const chart::send& d, chart::index where, std::chrono::milliseconds& into);
    bool knows_type(std::string_view type) const;
    void start_invokes();
    void start_invoke(chart::index of);
    chart_pointer chart_of(const chart::invoke& v, std::string& document);
    void cancel_invokes(state_id s);
    std::string made_up_id(std::string_view prefix);

    const Data& data_;
    datamodel::frame frame_;
    datamodel::event_view view_;
    std::string own_id_;
    value processors_;
    std::uint32_t microsteps_ = 0;
    bool took_ = false;
};

// Ends a machine from outside its turn.
void end_machine(context& x, machine& m);

extern template class runner<datamodel::native_expressions>;
extern template class runner<datamodel::ecmascript_expressions>;

}  // namespace motcua::interpreter
