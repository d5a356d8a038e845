// As many sets of compiled charts as threads ask at once: each question borrows one, and the next question
// finds its charts compiled. Charts do not depend on the calendar in force, so a set outlasts it. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "engine/deployment/compiled_charts.hpp"

namespace motcua::runtime {

class compiled_charts_pool {
public:
    // The registry outlives the pool.
    explicit compiled_charts_pool(const kinds::registry& known) : known_(known) {}

    // Goes back to the pool when it is destroyed, at the latest before the pool is.
    struct give_back {
        compiled_charts_pool* to = nullptr;
        void operator()(compiled_charts* c) const { to->take_back(c); }
    };
    using borrowed = std::unique_ptr<compiled_charts, give_back>;
    borrowed borrow();

private:
    void take_back(compiled_charts* c);

    const kinds::registry& known_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<compiled_charts>> free_;
};

}  // namespace motcua::runtime
