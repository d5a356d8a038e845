// Loaded before the C library of a server that is measured: counts fsync and fdatasync in the file that
// MOTCUA_BENCH_FLUSHES names, whose first eight bytes the measuring program reads.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>

namespace {

std::atomic<std::int64_t>* counter() {
    static std::atomic<std::int64_t>* const shared = []() -> std::atomic<std::int64_t>* {
        const char* name = std::getenv("MOTCUA_BENCH_FLUSHES");
        const int file = name ? ::open(name, O_RDWR | O_CLOEXEC) : -1;
        if (file < 0) return nullptr;
        void* at = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        ::close(file);
        return at == MAP_FAILED ? nullptr : static_cast<std::atomic<std::int64_t>*>(at);
    }();
    return shared;
}

int counted(const char* name, int file) {
    if (auto* n = counter()) ++*n;
    return reinterpret_cast<int (*)(int)>(::dlsym(RTLD_NEXT, name))(file);
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int fsync(int file) {
    return counted("fsync", file);
}
extern "C" __attribute__((visibility("default"))) int fdatasync(int file) {
    return counted("fdatasync", file);
}
