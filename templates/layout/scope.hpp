// What a template's bindings mean for one set of values: looks paths up, applies filters, cleans text,
// collects faults. Lives for one layout() call; holds pointers into the caller's values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "templates/fonts/face.hpp"
#include "templates/language/tree.hpp"

namespace motcua::templates {

// Text with its face, ready to be broken into lines.
struct piece {
    enum class kind { words, line_break, leader };
    kind what = kind::words;
    face font = face::serif;
    double size = 0;
    std::string text;
};

class scope {
public:
    scope(const tree& t, const json& values);

    // Names every template may use: form, copy, page, pages.
    void set(std::string_view name, json value);
    void enter(const std::string& name, const json& value, std::string shown);
    void leave();

    const json* find(std::string_view path) const;
    bool holds(const test& t) const;
    // The list a loop runs over; nullptr with a fault if it is none. Missing lists are faults too.
    const json_array* list(const loop& l);
    // "documents" in the loop over documents[2] → "documents[2]"
    std::string shown(std::string_view path) const;

    std::vector<piece> resolve(const inline_text& text, bool sans, double size);
    // The same as one string, for codes; empty with a fault where a value is missing.
    std::string plain(const inline_text& text);

    void refuse(const std::string& file, position at, std::string message);
    faults take_faults() { return std::move(found_); }

private:
    struct frame {
        std::string name;
        const json* value;
        std::string shown;
    };
    void append(const inline_text& text, bool sans, double size, std::vector<piece>& out);
    void append_binding(const binding& b, face f, double size, std::vector<piece>& out);
    std::optional<std::string> clean(const binding& b, std::string_view text);
    std::optional<std::string> text_of(const binding& b, const json& value);
    void check_letters(const binding& b, face f, std::string_view text);

    const tree& tree_;
    const json& values_;
    json_object own_;
    std::vector<frame> frames_;
    faults found_;
};

// Newlines become breaks, tabs spaces.
void append_words(std::vector<piece>& out, face f, double size, std::string_view text);
face face_for(bool sans, bool bold, bool italic);

}  // namespace motcua::templates
