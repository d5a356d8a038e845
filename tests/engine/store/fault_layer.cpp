#include "tests/engine/store/fault_layer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <new>

namespace motcua::store::sample {

namespace {

constexpr std::size_t sector = 512;

fault_layer* layer = nullptr;
sqlite3_vfs* system_layer = nullptr;
sqlite3_vfs fault_vfs;

// What SQLite holds of an open file: ours in front, the system's right behind it.
struct fault_file {
    sqlite3_file base;
    std::string* path;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

fault_file& ours(sqlite3_file* f) {
    return *reinterpret_cast<fault_file*>(f);
}
sqlite3_file* real(sqlite3_file* f) {
    return ours(f).real();
}

int close_file(sqlite3_file* f) {
    delete ours(f).path;
    return real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
}
int read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
    if (layer->unreadable()) return SQLITE_IOERR_READ;
    return real(f)->pMethods->xRead(real(f), to, n, at);
}
int write(sqlite3_file* f, const void* bytes, int n, sqlite3_int64 at) {
    const int refused = layer->before_write(real(f), *ours(f).path, bytes, n, at);
    return refused ? refused : real(f)->pMethods->xWrite(real(f), bytes, n, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 size) {
    const int refused = layer->before_truncate(real(f), *ours(f).path, size);
    return refused ? refused : real(f)->pMethods->xTruncate(real(f), size);
}
int sync(sqlite3_file* f, int) {
    return layer->before_sync(*ours(f).path);
}  // the real flush would only cost time
int file_size(sqlite3_file* f, sqlite3_int64* size) {
    return real(f)->pMethods->xFileSize(real(f), size);
}
int lock(sqlite3_file* f, int level) {
    return real(f)->pMethods->xLock(real(f), level);
}
int unlock(sqlite3_file* f, int level) {
    return real(f)->pMethods->xUnlock(real(f), level);
}
int reserved(sqlite3_file* f, int* out) {
    return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
int control(sqlite3_file* f, int op, void* arg) {
    return real(f)->pMethods->xFileControl(real(f), op, arg);
}
int sector_size(sqlite3_file*) {
    return sector;
}
int device(sqlite3_file* f) {
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
    return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void shm_barrier(sqlite3_file* f) {
    real(f)->pMethods->xShmBarrier(real(f));
}
int shm_unmap(sqlite3_file* f, int remove) {
    return real(f)->pMethods->xShmUnmap(real(f), remove);
}

const sqlite3_io_methods methods = {2,        close_file,  read,      write,   truncate,    sync,   file_size,
                                    lock,     unlock,      reserved,  control, sector_size, device, shm_map,
                                    shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* f, int flags, int* out) {
    fault_file& file = ours(f);
    file.path = nullptr;
    const int code = system_layer->xOpen(system_layer, path, file.real(), flags, out);
    file.base.pMethods = code == SQLITE_OK ? &methods : nullptr;
    if (code == SQLITE_OK) file.path = new std::string(path ? path : "");
    return code;
}

int delete_file(sqlite3_vfs*, const char* path, int sync_folder) {
    const int refused = layer->before_delete(path);
    return refused ? refused : system_layer->xDelete(system_layer, path, sync_folder);
}

void put(int file, sqlite3_int64 at, std::string_view bytes) {
    if (pwrite(file, bytes.data(), bytes.size(), at) != static_cast<ssize_t>(bytes.size())) std::abort();
}

}  // namespace

fault_layer::fault_layer() {
    system_layer = sqlite3_vfs_find(nullptr);
    layer = this;
    fault_vfs = *system_layer;
    fault_vfs.szOsFile = static_cast<int>(sizeof(fault_file)) + system_layer->szOsFile;
    fault_vfs.zName = name();
    fault_vfs.pNext = nullptr;
    fault_vfs.xOpen = open_file;
    fault_vfs.xDelete = delete_file;
    sqlite3_vfs_register(&fault_vfs, 0);
}

fault_layer::~fault_layer() {
    sqlite3_vfs_unregister(&fault_vfs);
    layer = nullptr;
}

void fault_layer::strike(disk_fault what, long nth, std::uint64_t seed) {
    const std::lock_guard hold(mutex_);
    fault_ = what;
    left_ = nth;
    struck_ = false;
    out_ = false;
    draw_.seed(seed);
    open_writes_.clear();
}

void fault_layer::mend() {
    const std::lock_guard hold(mutex_);
    fault_ = disk_fault::none;
    out_ = false;
    open_writes_.clear();
}

bool fault_layer::strikes(bool is_write, bool is_sync) {
    const bool counted =
        fault_ == disk_fault::power_cut || (fault_ == disk_fault::sync_error ? is_sync : is_write);
    if (fault_ == disk_fault::none || !counted || --left_ != 0) return false;
    struck_ = true;
    return true;
}

int fault_layer::before_write(sqlite3_file* file, const std::string& path, const void* bytes, int n,
                              sqlite3_int64 at) {
    const std::lock_guard hold(mutex_);
    if (out_) return SQLITE_IOERR_WRITE;
    if (!strikes(true, false)) {
        remember(file, path, bytes, n, at);
        return SQLITE_OK;
    }
    if (fault_ == disk_fault::full) return SQLITE_FULL;
    if (fault_ == disk_fault::short_write) file->pMethods->xWrite(file, bytes, n / 2, at);
    if (fault_ == disk_fault::power_cut) {
        remember(file, path, bytes, n, at);
        lose_power();
    }
    return SQLITE_IOERR_WRITE;
}

int fault_layer::before_sync(const std::string& path) {
    const std::lock_guard hold(mutex_);
    if (out_) return SQLITE_IOERR_FSYNC;
    if (strikes(false, true)) {
        if (fault_ == disk_fault::power_cut) lose_power();
        return SQLITE_IOERR_FSYNC;
    }
    open_writes_[path].clear();
    return SQLITE_OK;
}

int fault_layer::before_truncate(sqlite3_file* file, const std::string& path, sqlite3_int64 size) {
    const std::lock_guard hold(mutex_);
    if (out_) return SQLITE_IOERR_TRUNCATE;
    sqlite3_int64 old_size = 0;
    file->pMethods->xFileSize(file, &old_size);
    if (size >= old_size) return SQLITE_OK;
    unsynced u{size, std::string(static_cast<std::size_t>(old_size - size), '\0'), {}, old_size};
    file->pMethods->xRead(file, u.before.data(), static_cast<int>(u.before.size()), size);
    open_writes_[path].push_back(std::move(u));
    return SQLITE_OK;
}

int fault_layer::before_delete(const std::string& path) {
    const std::lock_guard hold(mutex_);
    if (out_) return SQLITE_IOERR_DELETE;
    open_writes_.erase(path);
    return SQLITE_OK;
}

void fault_layer::remember(sqlite3_file* file, const std::string& path, const void* bytes, int n,
                           sqlite3_int64 at) {
    sqlite3_int64 size = 0;
    file->pMethods->xFileSize(file, &size);
    unsynced u{at, {}, std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(n)), size};
    if (at < size) {
        u.before.resize(static_cast<std::size_t>(std::min<sqlite3_int64>(n, size - at)));
        file->pMethods->xRead(file, u.before.data(), static_cast<int>(u.before.size()), at);
    }
    open_writes_[path].push_back(std::move(u));
}

void fault_layer::cut_power() {
    const std::lock_guard hold(mutex_);
    lose_power();
}

void fault_layer::lose_power() {
    out_ = true;
    for (const auto& [path, writes] : open_writes_) settle(path, writes);
    open_writes_.clear();
}

// Back to the last flush, then forward again with what the draw lets through.
void fault_layer::settle(const std::string& path, const std::vector<unsynced>& writes) {
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    for (auto u = writes.rbegin(); u != writes.rend(); ++u) {
        put(file, u->at, u->before);
        if (ftruncate(file, u->size_before) != 0) std::abort();
    }
    for (const unsynced& u : writes) {
        const auto fate = draw_() % 3;
        if (fate == 0) continue;  // lost
        if (u.after.empty()) {
            if (ftruncate(file, u.at) != 0) std::abort();
            continue;
        }
        for (std::size_t from = 0; from < u.after.size(); from += sector)
            if (fate == 1 || draw_() % 2 == 0)
                put(file, u.at + static_cast<sqlite3_int64>(from),
                    std::string_view(u.after).substr(from, sector));
    }
    ::close(file);
}

}  // namespace motcua::store::sample
