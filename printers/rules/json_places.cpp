#include "printers/rules/json_places.hpp"

#include <algorithm>

namespace motcua::printers {

json_places::json_places(std::string_view text) : text_(text) {
    value({});
}

position json_places::at(std::string path) const {
    auto found = offsets_.find(path);
    while (found == offsets_.end() && !path.empty()) {
        path.erase(path.rfind('/'));
        found = offsets_.find(path);
    }
    if (found == offsets_.end()) return {1, 1};
    const std::string_view before = text_.substr(0, found->second);
    const auto line_start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
    return {1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
            1 + static_cast<int>(before.size() - line_start)};
}

void json_places::space() {
    while (now() == ' ' || now() == '\n' || now() == '\r' || now() == '\t') ++at_;
}

// Without its escapes read: keys that need them are none of ours.
std::string json_places::string() {
    const std::size_t from = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    const std::size_t to = std::min(at_, text_.size());
    ++at_;
    return std::string(text_.substr(from, to - from));
}

void json_places::value(const std::string& path) {
    space();
    offsets_[path] = at_;
    if (now() == '{') return object(path);
    if (now() == '[') return array(path);
    if (now() == '"') {
        string();
        return;
    }
    while (at_ < text_.size() && std::string_view(",]} \n\r\t").find(text_[at_]) == std::string_view::npos)
        ++at_;
}

void json_places::object(const std::string& path) {
    ++at_;
    for (space(); now() == '"' || now() == ','; space()) {
        if (now() == ',') {
            ++at_;
            continue;
        }
        const std::string key = string();
        space();
        ++at_;  // the colon
        value(path + "/" + key);
    }
    ++at_;
}

void json_places::array(const std::string& path) {
    ++at_;
    int index = 0;
    for (space(); at_ < text_.size() && now() != ']'; space()) {
        if (now() == ',') {
            ++at_;
            continue;
        }
        value(path + "/" + std::to_string(index++));
    }
    ++at_;
}

}  // namespace motcua::printers
