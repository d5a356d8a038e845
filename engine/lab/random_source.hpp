// The seeded source of a simulation: the same seed draws the same on every machine (the standard library's
// distributions would not). A value; nothing else in a simulation may be left to chance.
#pragma once

#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

namespace motcua::lab {

class random_source {
public:
    explicit random_source(std::uint64_t seed) : state_(seed) {}

    // SplitMix64.
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    // From 0 to n − 1.
    std::size_t below(std::size_t n) {
        assert(n > 0);
        return static_cast<std::size_t>(next() % n);
    }
    // Both ends included.
    int between(int least, int most) {
        return least + static_cast<int>(below(static_cast<std::size_t>(most - least + 1)));
    }
    // True in so many of 100 cases, to a hundredth of one.
    bool percent(double share) { return static_cast<double>(below(10000)) < share * 100; }
    template <class T>
    const T& of(const std::vector<T>& v) {
        return v[below(v.size())];
    }
    // A source of its own, so that a change in one life leaves the others as they are.
    random_source apart() { return random_source(next()); }

private:
    std::uint64_t state_;
};

}  // namespace motcua::lab
