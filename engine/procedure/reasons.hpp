// Coded reasons an officer chooses from (why direct, why late, why not delivered, …), read from
// workflows/reasons.xml. Lists are dated data so that an order may change them; immutable once read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/procedure/dated.hpp"

namespace motcua::procedure {

struct reason {
    std::string code;
    std::string text;
    validity when;
};

class reasons {
public:
    static read_result<reasons> read(const std::string& path, origin from = origin::folder);

    // Those of list `name` ("direct-override", "lateness", "failed-delivery", …) that hold on `day`.
    std::vector<reason> list(std::string_view name, local_day day) const;
    // The lists there are, on whatever day.
    std::vector<std::string_view> names() const;
    // nullptr where the list has no such code on that day.
    const reason* find(std::string_view name, std::string_view code, local_day day) const;

private:
    std::map<std::string, std::vector<reason>, std::less<>> lists_;
};

}  // namespace motcua::procedure
