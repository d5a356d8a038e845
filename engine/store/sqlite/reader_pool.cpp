#include "engine/store/sqlite/reader_pool.hpp"

#include "engine/store/sqlite/schema.hpp"

namespace motcua::store {

namespace {

constexpr std::size_t most_idle = 4;

}  // namespace

reading_connection::reading_connection(const std::string& file, const std::string& layer,
                                       std::size_t cache_bytes)
    : db(file, SQLITE_OPEN_READONLY, layer) {
    configure_reader(db, cache_bytes);
}

statement& reading_connection::kept(const std::string& sql) {
    auto& slot = kept_[sql];
    if (!slot) slot = std::make_unique<statement>(db, sql);
    return slot->start();
}

reader_pool::reader_pool(std::string file, std::string layer, std::size_t cache_bytes)
    : file_(std::move(file)), layer_(std::move(layer)), cache_bytes_(cache_bytes) {}

std::unique_ptr<reading_connection> reader_pool::take() {
    {
        const std::lock_guard hold(mutex_);
        if (!idle_.empty()) {
            auto one = std::move(idle_.back());
            idle_.pop_back();
            return one;
        }
    }
    return std::make_unique<reading_connection>(file_, layer_, cache_bytes_);
}

void reader_pool::give_back(std::unique_ptr<reading_connection> one) {
    const std::lock_guard hold(mutex_);
    if (keep_log_) one->db.keep_log_on_close();
    if (idle_.size() < most_idle) idle_.push_back(std::move(one));
}

void reader_pool::keep_log_on_close() {
    const std::lock_guard hold(mutex_);
    keep_log_ = true;
    for (auto& one : idle_) one->db.keep_log_on_close();
}

}  // namespace motcua::store
