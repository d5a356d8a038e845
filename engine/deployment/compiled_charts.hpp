// Charts of stored sessions, compiled when they are first met and kept by hash. Values inside a compiled chart
// count their owners without locks and ECMAScript charts share a heap, so each thread that steps or inspects
// sessions owns one of these. One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/deployment/deployed_chart.hpp"
#include "engine/store/rows.hpp"

namespace motcua::runtime {

class compiled_charts {
public:
    // The row of the store's contents with this hash, as a door or a reader gives it.
    using find_content = std::function<result<std::optional<store::content_row>>(std::string_view hash)>;

    // The registry outlives the charts.
    explicit compiled_charts(const kinds::registry& known) : known_(known) {}

    // Never null. `corrupt`: the store lacks the chart, or holds one that this program cannot read. The
    // pointer holds as long as this object.
    result<const deployed_chart*> find(std::string_view hash, const find_content& kept);

private:
    const kinds::registry& known_;
    std::map<std::string, deployed_chart, std::less<>> by_hash_;
};

}  // namespace motcua::runtime
