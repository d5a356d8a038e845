#include "engine/store/search.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace motcua::store {

namespace {

constexpr std::size_t most_words = 8;  // of a search; names have fewer

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string code_key(std::string_view code) {
    std::string key;
    key.reserve(code.size());
    for (const char c : code)
        if (c != ' ' && c != '-' && c != '.')
            key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return key;
}

std::vector<std::string> name_words(std::string_view folded) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < folded.size();) {
        const auto* from = folded.begin() + static_cast<std::ptrdiff_t>(at);
        const auto* end = std::find_if_not(from, folded.end(), is_letter);
        if (end != from) words.emplace_back(from, end);
        at = static_cast<std::size_t>(end - folded.begin()) + 1;
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

std::string behind(std::string_view prefix) {
    return std::string(prefix) + "\xf4\x8f\xbf\xbf";
}

// "H50.01-26" and "000123" are meant as codes, "79" and "hoa dao 79" may be in a name.
search read_search(std::string_view typed) {
    search out;
    const auto first = typed.find_first_not_of(' ');
    if (first == typed.npos) return out;
    const auto text = typed.substr(first, typed.find_last_not_of(' ') - first + 1);
    const bool one_word = text.find(' ') == text.npos;
    const bool digit = std::any_of(text.begin(), text.end(), is_digit);
    const bool mark = text.find_first_of(".-") != text.npos;
    if (one_word && digit) out.code = code_key(text);
    if (one_word && digit && (mark || text.size() >= 6)) return out;
    out.words = name_words(fold(text));
    if (out.words.size() > most_words) out.words.resize(most_words);
    return out;
}

}  // namespace motcua::store
