// A disk that can be told to fail: a file layer below SQLite that passes everything on, counts it, and at the
// n-th call refuses a write, is full, writes half, fails a flush, or loses power. At a power cut each write
// since the file's last flush is kept, lost or torn at sectors, by a seeded draw; then nothing is written any
// more until `mend`.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace motcua::store::sample {

enum class disk_fault { none, write_error, full, short_write, sync_error, power_cut };

class fault_layer {
public:
    fault_layer();
    ~fault_layer();
    fault_layer(const fault_layer&) = delete;
    fault_layer& operator=(const fault_layer&) = delete;

    static const char* name() { return "motcua-fault"; }

    // The n-th call (from 1) of the kind the fault can strike: writes, flushes, or for a power cut both.
    void strike(disk_fault what, long nth, std::uint64_t seed);
    bool struck() const { return struck_; }
    // What a flushed disk would hold after losing its power now.
    void cut_power();
    void mend();
    // Nothing can be read until it is allowed again. What SQLite has in memory it still knows.
    void refuse_reads(bool yes) { unreadable_ = yes; }
    bool unreadable() const { return unreadable_; }

    // Called by the file methods; SQLITE_OK means: go on and do it.
    int before_write(sqlite3_file* file, const std::string& path, const void* bytes, int n, sqlite3_int64 at);
    int before_sync(const std::string& path);
    int before_truncate(sqlite3_file* file, const std::string& path, sqlite3_int64 size);
    int before_delete(const std::string& path);

private:
    struct unsynced {
        sqlite3_int64 at;
        std::string before;  // shorter than `after` where the file grew
        std::string after;   // empty for a truncation to `at`
        sqlite3_int64 size_before;
    };

    bool strikes(bool is_write, bool is_sync);
    void remember(sqlite3_file* file, const std::string& path, const void* bytes, int n, sqlite3_int64 at);
    void settle(const std::string& path, const std::vector<unsynced>& writes);
    void lose_power();

    std::mutex mutex_;
    std::map<std::string, std::vector<unsynced>> open_writes_;
    disk_fault fault_ = disk_fault::none;
    long left_ = 0;
    bool struck_ = false;
    bool out_ = false;
    std::atomic<bool> unreadable_ = false;
    std::mt19937_64 draw_{1};
};

}  // namespace motcua::store::sample
