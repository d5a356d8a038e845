#include "counters/api/letters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "counters/api/input.hpp"
#include "engine/base/text.hpp"
#include "templates/fonts/metrics.hpp"

namespace motcua::api {
namespace {

using templates::face;

bool is_printable(char32_t c) {
    const auto has = [c](face f) { return templates::fonts::metrics_of(f).has(c); };
    return c == '\n' || c == '\t' ||
           (has(face::serif) && has(face::serif_bold) && has(face::serif_italic) &&
            has(face::serif_bold_italic) && has(face::sans) && has(face::sans_bold));
}

std::string shown(char32_t c) {
    std::string letter;
    append_utf8(letter, c);
    return letter;
}

void look(const json& v, const std::string& path, std::vector<field_fault>& found) {
    if (const auto* text = v.if_string()) {
        const auto letters = to_code_points(*text);
        const auto at = std::find_if_not(letters.begin(), letters.end(), is_printable);
        if (at == letters.end()) return;
        found.push_back(
            {path, fmt::format("ký tự thứ {}, '{}' (U+{:04X}), không in được; viết bằng chữ tiếng Việt",
                               at - letters.begin() + 1, shown(*at), static_cast<unsigned>(*at))});
    } else if (const auto* list = v.if_array()) {
        for (std::size_t i = 0; i < list->size(); ++i)
            look((*list)[i], inside(path, std::to_string(i)), found);
    } else if (const auto* object = v.if_object()) {
        for (const auto& member : *object) look(member.value(), inside(path, member.key()), found);
    }
}

}  // namespace

std::string why_unclean(std::string_view text) {
    const auto letters = to_code_points(text);
    const auto at =
        std::find_if(letters.begin(), letters.end(), [](char32_t c) { return !clean_text(shown(c)); });
    if (at == letters.end()) return "có ký tự không đọc được; gõ lại";
    return fmt::format("ký tự thứ {} (U+{:04X}) là ký tự điều khiển hoặc ký tự ẩn; xóa ký tự đó",
                       at - letters.begin() + 1, static_cast<unsigned>(*at));
}

std::vector<field_fault> check_letters(const json& body) {
    std::vector<field_fault> found;
    look(body, "", found);
    return found;
}

}  // namespace motcua::api
