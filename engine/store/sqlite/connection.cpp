#include "engine/store/sqlite/connection.hpp"

#include <array>

namespace motcua::store {

namespace {

int nibble(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

const char* next_step(failure::kind kind) {
    switch (kind) {
        case failure::kind::full:
            return "free space on the disk of the data folder, then start again";
        case failure::kind::corrupt:
            return "keep the data folder as it is and restore the last backup beside it";
        case failure::kind::busy:
            return "close the other program that has the database open, then start again";
        case failure::kind::limit:
            return "make the value smaller";
        default:
            return "check the disk and the rights on the data folder, then start again";
    }
}

}  // namespace

failure::kind sqlite_error::kind() const {
    switch (code()) {
        case SQLITE_FULL:
            return failure::kind::full;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return failure::kind::corrupt;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return failure::kind::busy;
        case SQLITE_TOOBIG:
            return failure::kind::limit;
        default:
            return failure::kind::io;
    }
}

failure sqlite_error::to_failure(std::string_view tried) const {
    std::string text(tried);
    text += ": " + message_ + " (" + std::to_string(code_) + "); ";
    text += next_step(kind());
    return {kind(), std::move(text)};
}

connection::connection(const std::string& file, int flags, const std::string& layer) {
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &db, flags | SQLITE_OPEN_NOMUTEX,
                                     layer.empty() ? nullptr : layer.c_str());
    handle_.reset(db);
    if (code != SQLITE_OK) throw sqlite_error(code, db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, 10'000);
}

void connection::execute(const char* sql) {
    const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw sqlite_error(code, sqlite3_errmsg(handle_.get()));
}

void connection::keep_log_on_close(bool yes) {
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, yes ? 1 : 0, nullptr);
}

statement::statement(const connection& in, const std::string& sql) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(in.handle(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                                        SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    handle_.reset(prepared);
    if (code != SQLITE_OK) throw sqlite_error(code, sqlite3_errmsg(in.handle()));
}

void statement::check(int code) const {
    if (code != SQLITE_OK) throw sqlite_error(code, sqlite3_errmsg(sqlite3_db_handle(handle_.get())));
}

statement& statement::start() {
    sqlite3_reset(handle_.get());
    next_ = 0;
    return *this;
}

statement& statement::put(std::int64_t value) {
    check(sqlite3_bind_int64(handle_.get(), ++next_, value));
    return *this;
}

statement& statement::put(std::optional<instant> at) {
    return at ? put(*at) : put_null();
}

statement& statement::put_text(std::string_view value) {
    check(sqlite3_bind_text64(handle_.get(), ++next_, value.data() ? value.data() : "", value.size(),
                              SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

statement& statement::put_text_or_null(std::string_view value) {
    return value.empty() ? put_null() : put_text(value);
}

statement& statement::put_bytes(std::string_view value) {
    check(sqlite3_bind_blob64(handle_.get(), ++next_, value.data() ? value.data() : "", value.size(),
                              SQLITE_STATIC));
    return *this;
}

statement& statement::put_hash(std::string_view hexadecimal) {
    if (hexadecimal.size() != 64) return put_null();
    std::array<char, 32> raw;
    for (std::size_t i = 0; i < raw.size(); ++i)
        raw[i] = static_cast<char>(nibble(hexadecimal[2 * i]) << 4 | nibble(hexadecimal[2 * i + 1]));
    check(sqlite3_bind_blob(handle_.get(), ++next_, raw.data(), static_cast<int>(raw.size()),
                            SQLITE_TRANSIENT));
    return *this;
}

statement& statement::put_null() {
    check(sqlite3_bind_null(handle_.get(), ++next_));
    return *this;
}

bool statement::step() {
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const sqlite_error error(code, sqlite3_errmsg(sqlite3_db_handle(handle_.get())));
    sqlite3_reset(handle_.get());
    throw error;
}

void statement::run() {
    while (step()) {
    }
    done();
}

std::string_view statement::bytes(int column) const {
    const void* data = sqlite3_column_blob(handle_.get(), column);
    return {static_cast<const char*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

std::string statement::hash(int column) const {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (char c : bytes(column)) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

std::optional<instant> statement::maybe_at(int column) const {
    if (is_null(column)) return std::nullopt;
    return at(column);
}

}  // namespace motcua::store
