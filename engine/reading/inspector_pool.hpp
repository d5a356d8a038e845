// As many inspectors as threads ask at once: each question borrows one, and the next question finds its charts
// compiled. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "engine/reading/inspector.hpp"

namespace motcua::runtime {

class inspector_pool {
public:
    explicit inspector_pool(const deployment& d) : deployed_(d) {}

    // Goes back to the pool when it is destroyed, at the latest before the pool is.
    struct give_back {
        inspector_pool* to = nullptr;
        void operator()(inspector* i) const { to->take_back(i); }
    };
    using borrowed = std::unique_ptr<inspector, give_back>;
    borrowed borrow();

private:
    void take_back(inspector* i);

    const deployment& deployed_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<inspector>> free_;
};

}  // namespace motcua::runtime
