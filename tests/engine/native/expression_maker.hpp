// Random expressions of the subset with random data to run them on, from a seed: the same seed, the same
// expressions.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "engine/value/value.hpp"

namespace motcua::datamodel {

class expression_maker {
public:
    explicit expression_maker(std::uint64_t seed) : random_(seed) {}
    // Over the variables a…h, _event and In('s0')…In('s3').
    std::string expression() { return make(4); }
    value data(int depth = 3);

private:
    std::size_t below(std::size_t n) { return random_() % n; }
    std::string make(int depth);
    std::string leaf();
    std::string path(int depth);
    std::string call(int depth);
    std::string literal(int depth);
    std::string number();
    std::string text();

    std::mt19937_64 random_;
};

}  // namespace motcua::datamodel
