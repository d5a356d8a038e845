// A text kept with all that it includes, as one JSON text: {"files": {name: text}, "main": name, …}. Read
// when the files themselves may be others by now: charts of older sessions, templates of issued slips.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace motcua {

class bundle {
public:
    // `what` names it in faults: "stored chart".
    static read_result<bundle> read(std::string_view kept, std::string what);

    const json& content() const { return content_; }
    std::string main() const { return get_string(content_, "main"); }
    // The main file's text; its lack is a fault.
    read_result<std::string> main_text() const;
    result<std::string> open(const std::string& name) const;

private:
    json content_;
    std::string what_;
};

}  // namespace motcua
