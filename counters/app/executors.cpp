#include "counters/app/executors.hpp"

namespace motcua::app {

executors::executors(std::size_t threads) : blocking(threads) {}

}  // namespace motcua::app
