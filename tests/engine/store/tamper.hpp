// A stranger's hand on the database file, past the door.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

namespace motcua::store::sample {

inline void tamper(const std::string& file, const char* sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
}

}  // namespace motcua::store::sample
