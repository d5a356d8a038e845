#include "counters/app/executors.hpp"

namespace motcua::app {

namespace {

constexpr std::size_t blocking_threads = 4;  // two ways of notices, opening and closing, one spare
constexpr std::size_t rendering_threads = 2;

}  // namespace

executors::executors() : blocking(blocking_threads), rendering(rendering_threads) {}

}  // namespace motcua::app
