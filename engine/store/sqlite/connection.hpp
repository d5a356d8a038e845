// sqlite3 with C++ lifetimes: a connection and its prepared statements. Errors are thrown as sqlite_error and
// never leave this folder: the door turns them into failures. A connection is used by one thread at a time.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace motcua::store {

class sqlite_error : public std::exception {
public:
    sqlite_error(int code, std::string message) : code_(code), message_(std::move(message)) {}
    const char* what() const noexcept override { return message_.c_str(); }
    int code() const { return code_ & 0xff; }
    int extended() const { return code_; }
    failure::kind kind() const;
    // A sentence with what was tried and the next step.
    failure to_failure(std::string_view tried) const;

private:
    int code_;
    std::string message_;
};

class connection {
public:
    // `layer`: name of a registered VFS; empty: the system's.
    connection(const std::string& file, int flags, const std::string& layer);

    void execute(const char* sql);
    bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    std::int64_t changed_rows() const { return sqlite3_changes64(handle_.get()); }
    // After a write error nothing may move from the log to the main file any more, not even on closing.
    void keep_log_on_close(bool yes = true);
    sqlite3* handle() const { return handle_.get(); }

private:
    struct close {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    };
    std::unique_ptr<sqlite3, close> handle_;
};

// Parameters are put in their order; columns are read by their index from 0. Texts put must outlive the step.
class statement {
public:
    statement(const connection& in, const std::string& sql);

    statement& start();  // forgets the last use
    statement& put(std::int64_t value);
    statement& put(std::optional<instant> at);
    statement& put(instant at) { return put(static_cast<std::int64_t>(at.time_since_epoch().count())); }
    statement& put_text(std::string_view value);
    statement& put_text_or_null(std::string_view value);  // empty becomes NULL
    statement& put_bytes(std::string_view value);
    statement& put_hash(std::string_view hexadecimal);  // stored as 32 bytes; empty becomes NULL
    statement& put_null();

    bool step();  // true: a row stands ready
    void run();   // to its end; for statements without rows
    void done() { sqlite3_reset(handle_.get()); }

    std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
    bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
    std::string_view bytes(int column) const;  // valid until the next step
    std::string text(int column) const { return std::string(bytes(column)); }
    std::string hash(int column) const;
    instant at(int column) const { return instant{std::chrono::milliseconds{integer(column)}}; }
    std::optional<instant> maybe_at(int column) const;

private:
    void check(int code) const;

    struct finalize {
        void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
    };
    std::unique_ptr<sqlite3_stmt, finalize> handle_;
    int next_ = 0;
};

// Leaves no statement open across a return: an open one would keep its read transaction.
class reset_at_end {
public:
    explicit reset_at_end(statement& s) : statement_(s) {}
    ~reset_at_end() { statement_.done(); }
    reset_at_end(const reset_at_end&) = delete;
    reset_at_end& operator=(const reset_at_end&) = delete;

private:
    statement& statement_;
};

}  // namespace motcua::store
