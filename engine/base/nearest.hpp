// "did you mean …?" for words a person misspelt: the known word with the fewest differing letters. Called by
// readers of what people write; any thread, keeps nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace motcua {

// The number of letters to insert, drop, replace or exchange with their neighbour, by bytes.
std::size_t letters_apart(std::string_view a, std::string_view b);
// The known word that is nearest; empty where none is near enough to be meant: at most two letters apart, and
// fewer than half of the word's.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);
// "; did you mean 'start'?" or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace motcua
