#include "tests/bench/flushes.hpp"

#include <dlfcn.h>
#include <unistd.h>

namespace motcua::bench {

std::atomic<std::int64_t> flushes = 0;
std::atomic<int> slower_us = 0;

namespace {

// A preloaded slow flush still counts.
int counted_flush(const char* name, int file) {
    ++flushes;
    if (const int us = slower_us) usleep(static_cast<useconds_t>(us));
    return reinterpret_cast<int (*)(int)>(dlsym(RTLD_NEXT, name))(file);
}

}  // namespace

}  // namespace motcua::bench

extern "C" __attribute__((visibility("default"))) int fsync(int file) {
    return motcua::bench::counted_flush("fsync", file);
}
extern "C" __attribute__((visibility("default"))) int fdatasync(int file) {
    return motcua::bench::counted_flush("fdatasync", file);
}
