// Read-only connections kept open with their prepared statements; each serves one snapshot at a time. Any
// thread.
#pragma once

#include <mutex>
#include <unordered_map>
#include <vector>

#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

class reading_connection {
public:
    reading_connection(const std::string& file, const std::string& layer, std::size_t cache_bytes);
    // Prepared at its first use and kept.
    statement& kept(const std::string& sql);
    connection db;

private:
    std::unordered_map<std::string, std::unique_ptr<statement>> kept_;
};

class reader_pool {
public:
    reader_pool(std::string file, std::string layer, std::size_t cache_bytes);
    std::unique_ptr<reading_connection> take();
    void give_back(std::unique_ptr<reading_connection> one);
    void keep_log_on_close();

private:
    const std::string file_;
    const std::string layer_;
    const std::size_t cache_bytes_;
    std::mutex mutex_;
    bool keep_log_ = false;
    std::vector<std::unique_ptr<reading_connection>> idle_;
};

}  // namespace motcua::store
