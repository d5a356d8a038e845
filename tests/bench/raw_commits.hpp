// The limit for the database door: a bare sqlite3 loop with the door's own statements, bound to values at
// hand; a session's state and record go back as they were loaded, so that rows keep the size they were given.
// It computes no digest, no chain and no row; it keeps SQLite's default of a checkpoint every 1000 pages.
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace motcua::bench {

inline constexpr std::array<const char*, 6> phases = {"checking", "resolving",  "signing",
                                                      "at_desk",  "supplement", "awaiting_portal"};
inline constexpr std::array<const char*, 4> units = {"unit-0", "unit-1", "unit-2", "unit-3"};
inline constexpr const char* sample_payload =
    R"({"data":{"documents":[1,2,3],"note":"đủ thành phần"},"answers":[],"decisions":{"due":"2026-03-11T17:00:00+07:00"}})";

// About 1.1 kB.
std::string sample_record(std::int64_t id, std::int64_t n);

class raw_commits {
public:
    // Whether every second command changes what a list shows and every fourth the wake-up.
    enum class lists { change, stay };
    raw_commits(const std::string& file, std::int64_t sessions, lists how = lists::change);
    ~raw_commits();
    raw_commits(const raw_commits&) = delete;
    raw_commits& operator=(const raw_commits&) = delete;

    // One transaction of so many commands on random sessions.
    void group(int commands);

private:
    struct loaded {
        std::int64_t id;
        std::int64_t version;
        std::int64_t head;
        std::int64_t wake_at;
        std::string state;
        std::string record;
    };

    loaded load(std::int64_t id);
    void update(const loaded& row);
    void append(const loaded& row);
    void end(int commands);
    void step(sqlite3_stmt* s);
    sqlite3_stmt* prepare(const std::string& sql);

    sqlite3* db_ = nullptr;
    std::int64_t sessions_;
    lists lists_;
    std::int64_t seq_ = 0;
    std::int64_t commit_no_ = 0;
    std::int64_t n_ = 0;
    std::mt19937_64 draw_{42};
    std::vector<loaded> rows_;
    sqlite3_stmt *begin_, *commit_, *load_, *plain_, *phase_, *phase_wake_, *append_, *end_;
};

}  // namespace motcua::bench
