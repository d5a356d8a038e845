// A data folder of a former format is brought up at its first opening, once, whole or not at all.
#include <sqlite3.h>

#include "tests/engine/store/fault_layer.hpp"
#include "tests/engine/store/sample.hpp"
#include "tests/engine/store/tamper.hpp"

namespace motcua::store {
namespace {

// The first column of every row.
std::vector<std::string> rows_of(const std::string& file, const char* sql) {
    sqlite3* db = nullptr;
    sqlite3_stmt* ask = nullptr;
    EXPECT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_prepare_v2(db, sql, -1, &ask, nullptr), SQLITE_OK);
    std::vector<std::string> rows;
    while (sqlite3_step(ask) == SQLITE_ROW)
        rows.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(ask, 0)));
    sqlite3_finalize(ask);
    sqlite3_close(db);
    return rows;
}

void make_former(const std::string& file) {
    const auto dump = read_file("tests/engine/store/format_1.sql");
    ASSERT_TRUE(dump) << dump.error().message;
    sample::tamper(file, dump->c_str());
}

class former_format : public testing::Test {
protected:
    void SetUp() override { make_former(folder_.file()); }

    sample::folder folder_;
};

TEST_F(former_format, is_brought_up_with_everything_that_stood_in_it) {
    auto d = sample::open(folder_.path());
    ASSERT_TRUE(d);
    EXPECT_TRUE(sample::whole(*d));
    EXPECT_EQ(d->recover()->commit_no, 6);
    EXPECT_EQ(sample::loaded(*d, 1).listed.phase, "resolving");
    for (const char* code : {"H50.01-260318-10001", "H5001260318 10001"})
        EXPECT_EQ(*(*d->snapshot())->find_code(code), 1) << code;
    EXPECT_EQ(d->find_key(sample::loaded(*d, 1), "officer-7", "key-6")->value().event, "documents_checked");
    EXPECT_EQ(sample::counts(*d, "a", "phase;"),
              (std::map<std::string, std::int64_t>{{"closed", 1},
                                                   {"draft", 1},
                                                   {"due:2026-02-07", 1},
                                                   {"late:checking", 1},
                                                   {"parked", 1},
                                                   {"phase:checking", 1},
                                                   {"phase:resolving", 2}}));
    sample::committed(*d, sample::creation(sample::dossier(6), "key-7"));
    d.reset();
    d = sample::open(folder_.path());
    EXPECT_TRUE(sample::whole(*d));
    EXPECT_EQ(d->recover()->commit_no, 7);
}

TEST_F(former_format, has_the_tables_of_a_new_folder_afterwards) {
    sample::folder fresh;
    ASSERT_TRUE(sample::open(fresh.path()));
    ASSERT_TRUE(sample::open(folder_.path()));
    for (const char* sql :
         {"SELECT type || name || sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
          "PRAGMA user_version"})
        EXPECT_EQ(rows_of(folder_.file(), sql), rows_of(fresh.file(), sql));
}

// Cut off at each write and each flush: it is of the former format, or of the new one with all it holds.
TEST(brought_up, is_whole_or_not_at_all_wherever_the_power_goes) {
    sample::fault_layer disk;
    const options on_disk{.storage = sample::fault_layer::name()};
    for (long nth = 1;; nth += 1 + nth / 8) {
        sample::folder folder;
        make_former(folder.file());
        disk.strike(sample::disk_fault::power_cut, nth, static_cast<std::uint64_t>(nth));
        const bool opened = store::open(folder.path(), on_disk).has_value();
        const bool cut = disk.struck();
        disk.mend();
        auto d = sample::open(folder.path(), on_disk);
        ASSERT_TRUE(d) << "cut at call " << nth;
        EXPECT_TRUE(sample::whole(*d)) << "cut at call " << nth;
        EXPECT_EQ(d->recover()->commit_no, 6) << "cut at call " << nth;
        EXPECT_EQ(sample::counts(*d, "phase:", "phase;").size(), 2u);
        if (!cut) {
            EXPECT_TRUE(opened);
            EXPECT_GT(nth, 5) << "nothing was ever cut off";
            return;
        }
    }
}

}  // namespace
}  // namespace motcua::store
