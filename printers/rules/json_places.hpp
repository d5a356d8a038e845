// Where each value of a JSON text stands, so that a fault in what it means can be shown at its place. The
// text must have been accepted by parse_json() before. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace motcua::printers {

class json_places {
public:
    explicit json_places(std::string_view text);
    // "/rules/0/printers/1"; the nearest value around it when there is none at this path.
    position at(std::string path) const;

private:
    void value(const std::string& path);
    void object(const std::string& path);
    void array(const std::string& path);
    std::string string();
    void space();
    char now() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    std::string_view text_;
    std::size_t at_ = 0;
    std::map<std::string, std::size_t, std::less<>> offsets_;
};

}  // namespace motcua::printers
