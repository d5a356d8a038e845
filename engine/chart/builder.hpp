// A chart while it is being read: tables that grow, names that wait to be resolved, expressions that wait to
// be compiled together, faults that pile up. Used only by the loader's own files, on the caller's thread,
// once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/chart/chart.hpp"
#include "engine/chart/grammar.hpp"
#include "engine/chart/load.hpp"

namespace motcua::chart {

enum class role : std::uint8_t { value, condition, location, script, when };

struct expression_source {
    role what;
    std::string text;
    std::size_t hash;
};

// Where an expression is written; the same text may stand in several places.
struct expression_use {
    expression_id expression;
    xml::element at;
    std::string_view attribute;  // empty: the element's text
};

struct pending_targets {
    index transition;
    std::string_view names;
    xml::element at;
    std::string_view attribute;  // "target" or "initial"
};

class builder {
public:
    explicit builder(const load_options& options) : options_(options) {
        own_transitions_.reserve(128);
        expressions_.reserve(128);
        uses_.reserve(128);
        pending_.reserve(128);
        parts_.reserve(64);
    }

    // The whole document; nullptr when faults() is not empty.
    std::shared_ptr<chart> read(const xml::element& root);
    faults& found() { return found_; }
    // Texts of all files read through `src`, for the content hash.
    const std::string& attached() const { return attached_; }

private:
    // states.cpp
    void read_root(const xml::element& root);
    void read_state(const xml::element& e, tag t, state_id parent);
    struct part {
        xml::element at;
        tag what;
    };
    // The children of a state that are read, on top of parts_: [the first's position, their end).
    range gather_parts(const xml::element& e, tag t);
    void read_children(const range& parts, state_id self);
    void read_state_part(const xml::element& c, tag t, state_id self);
    void read_transition(const xml::element& e, state_id source);
    void read_initial(const xml::element& e, state_id self);
    void read_history(const xml::element& e, state_id parent);
    void read_default(const xml::element& e, tag t, state_id self);
    void read_datamodel(const xml::element& e, state_id owner);
    void read_handler(const xml::element& e, tag t);
    void read_done_data(const xml::element& e, state_id self);
    index default_transition(state_id source, const xml::element& at, std::string_view names, key attribute);
    void descriptors_of(const xml::element& e, const attributes& w, transition& t);

    // executable.cpp
    range read_block(const xml::element& e);
    void read_instruction(const xml::element& e);
    void read_if(const xml::element& e, const attributes& w);
    void read_foreach(const xml::element& e, const attributes& w);
    void read_assign(const xml::element& e, const attributes& w);
    void read_log(const xml::element& e, const attributes& w);
    void read_script(const xml::element& e, const attributes& w);
    void read_send(const xml::element& e, const attributes& w);
    void read_cancel(const xml::element& e, const attributes& w);
    void read_invoke(const xml::element& e, state_id owner, index first_of_owner);
    range read_finalize(const xml::element& finalize, const xml::element& invoke, range given);
    void take_back(const xml::element& at, const std::string& name, const std::string& location);
    void emit(op what, const xml::element& at, index a = nothing, index b = nothing, index c = nothing);

    // parts.cpp
    text_or_expression read_either(const xml::element& e, const attributes& w, key plain, key with_expr);
    range read_parameters(const xml::element& e, tag t, const attributes& w);
    void read_namelist(const xml::element& e, const attributes& w, std::vector<parameter>& into);
    // The content of an element without the attribute expr, or with it not looked at.
    index read_content(const xml::element& e);
    index read_typed_content(const xml::element& content);
    index body_of(std::string_view written);
    index add_content(content c);
    void check_delay(const xml::element& e, const text_or_expression& d);
    // The text of a file named by `src`; reports what is wrong, or stores it in `problem` when lenient.
    std::string read_source(const xml::element& e, const std::string& address, std::string& problem);

    // domain.cpp
    void read_effect(const xml::element& e);
    void read_action(const xml::element& e, index of);
    range read_annotations(const xml::element& e);

    // resolve.cpp
    void name_states();
    void group_transitions();
    void settle_kinds();
    void resolve_targets(const pending_targets& p);
    void check_orthogonal(const pending_targets& p, const range& r);
    void check_default(const pending_targets& p);
    state_id domain_of(const transition& t) const;
    void find_domains();

    // expressions.cpp
    expression_id add(role what, std::string_view text, const xml::element& at, std::string_view attribute);
    expression_id number_of(role what, std::string_view text);
    void number_again(std::size_t slots);
    expression_id add_if_written(role what, const xml::element& at, const attributes& w, key attribute);
    void compile_expressions();
    bool reads_xml() const;
    void refuse(const expression_use& u, const datamodel::added& a);
    void check_when(const expression_use& u);
    void check_declared();

    void fault_at(const xml::element& e, std::string message) {
        found_.push_back(e.error(std::move(message)));
    }
    void fault_at(const xml::element& e, std::string_view attribute, std::string message);
    void fault_at(const xml::element& e, key attribute, std::string message) {
        fault_at(e, name_of(attribute), std::move(message));
    }
    // Nearly every element's namespace is the same declaration's, so its address tells.
    bool is_scxml(std::string_view ns) {
        if (ns.data() == scxml_.data() && ns.size() == scxml_.size()) return true;
        if (ns != scxml_namespace) return false;
        scxml_ = ns;
        return true;
    }
    bool belongs(const xml::element& e, tag parent, tag& t);
    attributes check(tag t, const xml::element& e);
    // f(child, its tag) for each that belongs inside.
    template <class F>
    void each_child(const xml::element& e, tag t, F&& f) {
        children_seen seen(t);
        for (const auto& child : e.each()) {
            tag inner;
            if (!belongs(child, t, inner)) continue;
            seen.see(inner, child, found_);
            f(child, inner);
        }
        seen.end(e, found_);
    }
    index place_of(const xml::element& e);
    place where(const xml::element& e);
    index text(std::string s);

    const load_options& options_;
    std::shared_ptr<chart> out_ = std::make_shared<chart>();
    faults found_;
    std::string attached_;
    std::vector<expression_source> expressions_;  // each once
    std::vector<expression_use> uses_;
    std::vector<expression_id> expression_slots_;  // by hash, open addressing, a power of two
    std::vector<std::string> variables_;           // ids of <data>, in document order
    std::vector<pending_targets> pending_;
    std::vector<xml::element> actions_;         // met in the block being read
    tag outermost_ = tag::unknown;              // the element around executable content that restricts it
    std::string_view scxml_ = scxml_namespace;  // where the namespace was read last
    const std::string* last_file_ = nullptr;
    std::uint32_t last_file_number_ = 0;
    std::vector<xml::element> state_elements_;
    std::vector<part> parts_;             // of the states being read, the innermost's last
    std::vector<index> own_transitions_;  // those of <transition> below a state, as they were met
};

}  // namespace motcua::chart
