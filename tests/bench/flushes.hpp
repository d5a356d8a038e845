// How often this program has asked the disk to be durable: fsync and fdatasync, counted where the C library
// is called. The program must export its symbols.
#pragma once

#include <atomic>
#include <cstdint>

namespace motcua::bench {

extern std::atomic<std::int64_t> flushes;
// Each takes so much longer: a slow disk.
extern std::atomic<int> slower_us;

}  // namespace motcua::bench
