#include "engine/store/sqlite/copy_database.hpp"

namespace motcua::store {

void copy_database(connection& from, const std::string& file) {
    connection to(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, {});
    to.execute("PRAGMA synchronous = FULL");
    sqlite3_backup* copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!copy) throw sqlite_error(sqlite3_extended_errcode(to.handle()), sqlite3_errmsg(to.handle()));
    sqlite3_backup_step(copy, -1);
    const int code = sqlite3_backup_finish(copy);
    if (code != SQLITE_OK) throw sqlite_error(code, sqlite3_errmsg(to.handle()));
}

}  // namespace motcua::store
