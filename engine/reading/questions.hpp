// What may be asked of the engine by name: lists, one dossier, procedures, the route and date of a dossier
// not yet opened, slips, duties. Everything in an answer is of one commit and of one deployment: rows are
// read through one snapshot, and what only the chart knows (the actions on offer) is worked out from the row
// beside the writer. Changes nothing. Any thread.
#pragma once

#include <string_view>

#include "engine/deployment/current_deployment.hpp"
#include "engine/reading/compiled_charts_pool.hpp"
#include "engine/reading/kept_answers.hpp"
#include "engine/reading/views.hpp"
#include "engine/stepping/jobs.hpp"
#include "engine/stepping/judged_clock.hpp"
#include "engine/store/door.hpp"

namespace motcua::runtime {

// Or why not: `not_found` says in words what is not there; every other kind, that the store could not be read
// now.
using found = result<json>;

inline tl::unexpected<failure> none(std::string why) {
    return fail(failure::kind::not_found, std::move(why));
}

inline tl::unexpected<failure> unread(const failure& why) {
    return fail(failure::kind::io, why.message);
}

class questions {
public:
    questions(store::door& door, const current_deployment& deployed, const judged_clock& time);
    found ask(std::string_view question, const json& args) const;
    // The same as text of a question about one session ("session", "dossier", "round"), kept while nothing
    // changes. Never null.
    static bool about_session(std::string_view question);
    result<std::shared_ptr<const kept_answer>> ask_kept(const json& args) const;

private:
    store::door& door_;
    const current_deployment& deployed_;
    const judged_clock& clock_;
    const chart_labels labels_;
    mutable compiled_charts_pool charts_;
    mutable kept_answers kept_;
};

// Answers one question, all of it by the deployment that was in force when it was asked.
class answerer {
public:
    // All of these outlive it.
    answerer(store::door& door, const deployment& deployed, const judged_clock& time,
             const chart_labels& labels, compiled_charts_pool& charts)
        : door_(door),
          deployed_(deployed),
          clock_(time),
          labels_(labels),
          charts_(charts),
          views_(deployed, labels) {}
    found answer(std::string_view question, const json& args) const;
    result<std::shared_ptr<const kept_answer>> kept_answer_to(const json& args, kept_answers& kept) const;

private:
    static caller caller_of(const json& args);  // "by"
    found office(const json& args) const;
    found procedures(const json& args) const;
    found procedure(const json& args) const;
    found route(const json& args) const;
    found warnings(const json& args) const;

    // questions_lists.cpp
    found worklists(const json& args) const;
    found dossiers(const json& args) const;
    found sessions(const json& args) const;
    found rounds(const json& args) const;
    found duties(const json& args) const;
    found failed_duties(store::reader& from) const;
    found figures(const json& args) const;
    found list(store::list_query query, std::string_view name, const json& args) const;

    // questions_session.cpp
    found session(const json& args) const;
    found session_in(store::reader& from, store::session_id id, const json& args, instant now) const;
    found slip(const json& args) const;
    found kept_template(const json& args) const;
    found preview(const json& args) const;
    result<std::optional<store::session_id>> id_of(const json& args, store::reader& from) const;

    store::door& door_;
    const deployment& deployed_;
    const judged_clock& clock_;
    const chart_labels& labels_;
    compiled_charts_pool& charts_;
    const views views_;
};

}  // namespace motcua::runtime
