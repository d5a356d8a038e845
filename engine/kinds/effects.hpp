// The open registry of what a chart may want of the world: name → arguments and what it does to the record.
// Stepping folds the effects of a step through `apply`, in their order, on the engine thread; proofs call the
// same. Pure: no clock, no store, no numbers.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/kinds/session_record.hpp"

namespace motcua::kinds {

enum class effect_kind { record, outbox };

// The words that an argument takes, where a chart writes it literally.
struct argument_words {
    std::string argument;
    std::vector<std::string_view> words;  // literals of the program
    // Others may be used too, but hardly one that looks like a misspelt known one.
    bool open = false;
};

struct effect {
    std::string name;
    effect_kind kind = effect_kind::record;
    std::vector<std::string> required;  // argument names
    std::vector<std::string> optional;  // "*": any other
    std::function<refusal(session_record&, const json_object& args, const step_context&, step_requests&)>
        apply;
    std::vector<argument_words> closed = {};

    effect taking(std::string argument, std::vector<std::string_view> words) && {
        closed.push_back({std::move(argument), std::move(words), false});
        return std::move(*this);
    }
    effect suggesting(std::string argument, std::vector<std::string_view> words) && {
        closed.push_back({std::move(argument), std::move(words), true});
        return std::move(*this);
    }
};

// An argument as a chart writes it: `text` only where it stands there literally.
struct written_argument {
    std::string name;
    std::optional<std::string> text;
};

// What is wrong with an effect as it is written, for its author.
struct effect_fault {
    std::string message;
    std::optional<std::size_t> argument;  // which of the written ones; else the effect as a whole
};

// Who may act, and with whom a session may lie.
std::vector<std::string_view> acting_roles();
std::vector<std::string_view> holders();

class effect_registry {
public:
    // The last of a name wins.
    void add(effect e);
    const effect* find(std::string_view name) const;
    // For the chart loader: an element that is not among them is not accepted.
    std::set<std::string, std::less<>> names() const;
    // All that is wrong with an effect written with these arguments.
    std::vector<effect_fault> check(std::string_view name,
                                    const std::vector<written_argument>& arguments) const;

    // Changes `s` and `w`; a rejection means: discard the whole step.
    refusal apply(std::string_view name, const json_object& args, session_record& s, const step_context& c,
                  step_requests& w) const;

private:
    std::vector<effect> effects_;
};

// An effect of one kind's records: refused on a session of another kind.
template <class Record>
effect effect_of(std::string name, std::vector<std::string> required, std::vector<std::string> optional,
                 refusal (*apply)(Record&, const json_object&, const step_context&, step_requests&),
                 effect_kind kind = effect_kind::record);
rejection effect_of_other_kind(std::string_view name);

template <class Record>
effect effect_of(std::string name, std::vector<std::string> required, std::vector<std::string> optional,
                 refusal (*apply)(Record&, const json_object&, const step_context&, step_requests&),
                 effect_kind kind) {
    auto fold = [name, apply](session_record& s, const json_object& args, const step_context& c,
                              step_requests& w) -> refusal {
        auto* what = dynamic_cast<Record*>(&s);
        return what ? apply(*what, args, c, w) : refusal(effect_of_other_kind(name));
    };
    return {std::move(name), kind, std::move(required), std::move(optional), std::move(fold)};
}

// Arguments as charts give them. `given`: present and not null, for an expression that was undefined leaves
// nothing behind.
bool given(const json_object& args, std::string_view name);
std::string text_of(const json_object& args, std::string_view name, std::string_view otherwise = {});
std::int64_t number_of(const json_object& args, std::string_view name, std::int64_t otherwise = 0);
bool yes_of(const json_object& args, std::string_view name, bool otherwise = false);

}  // namespace motcua::kinds
