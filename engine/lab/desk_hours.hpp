// The moments at which things happen in a generated scenario: every so many minutes while the office works,
// those lost to outages left out. Immutable once made.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "engine/forecast.hpp"
#include "engine/lab/random_source.hpp"
#include "engine/lab/scenario.hpp"

namespace motcua::lab {

class desk_hours {
public:
    static result<desk_hours> make(const office_law& law, instant from, instant to, std::chrono::minutes step,
                                   const std::vector<interval>& lost);

    // Uniformly among the moments in [from, to); of those when applicants are received only, on request.
    std::optional<instant> draw(random_source& d, instant from, instant to) const;
    std::optional<instant> draw_receiving(random_source& d, instant from, instant to) const;
    // The n-th moment after t, n ≥ 1.
    std::optional<instant> after(instant t, std::size_t n = 1) const;
    // The first moment of the first day that begins after t.
    std::optional<instant> next_day(instant t) const;

private:
    std::vector<instant> working_, receiving_;
};

}  // namespace motcua::lab
