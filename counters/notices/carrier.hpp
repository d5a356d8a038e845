// One way by which notices leave the house: a folder, a mail server. Used by its line alone, one notice at a
// time.
#pragma once

#include <string>
#include <string_view>

#include "engine/engine.hpp"

namespace motcua::notices {

struct delivery {
    enum class kind { done, later, refused };
    kind what = kind::done;
    std::string why;  // in plain Vietnamese, without personal data
};

class carrier {
public:
    virtual ~carrier() = default;
    virtual std::string_view name() const = 0;
    // Repeatable: the same duty twice is the same notice to whoever receives it.
    virtual delivery deliver(const duty& d) = 0;
    // What is under way is given up soon. Any thread.
    virtual void hurry() {}
};

}  // namespace motcua::notices
