#include "counters/app/executors.hpp"

namespace motcua::app {

namespace {

constexpr std::size_t blocking_threads = 5;  // two ways of notices, jobs without a printer, closing, a spare
constexpr std::size_t rendering_threads = 2;

}  // namespace

executors::executors(std::size_t printers)
    : blocking(blocking_threads + printers), rendering(rendering_threads) {}

}  // namespace motcua::app
