#include "engine/store/sqlite/checkpointer.hpp"

#include "engine/base/log.hpp"

namespace motcua::store {

namespace {

// How far the log may outgrow the threshold before the writer is held: by a checkpoint that comes to it, and,
// where this thread gets no time, by the writer itself.
constexpr int patience = 4;
constexpr int most_patience = 8;

}  // namespace

checkpointer::checkpointer(const std::string& file, const std::string& layer, int threshold,
                           stop_reason& stop)
    : stop_(stop),
      db_(file, SQLITE_OPEN_READWRITE, layer),
      threshold_(threshold),
      next_at_(threshold),
      hold_at_(most_patience * threshold) {
    sqlite3_busy_timeout(db_.handle(), 0);
    db_.execute("PRAGMA synchronous = FULL");
    db_.execute("PRAGMA wal_autocheckpoint = 0");
    db_.execute("PRAGMA cache_size = -1024");
    if (threshold_ > 0) thread_ = std::thread([this] { watch(); });
}

checkpointer::~checkpointer() {
    {
        const std::lock_guard hold(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

std::unique_lock<std::mutex> checkpointer::writer_turn() {
    wants_gate_.wait(true);
    return std::unique_lock(gate_);
}

void checkpointer::log_grew(int pages) {
    if (threshold_ <= 0) return;
    if (pages < threshold_) {  // the log has restarted
        next_at_ = threshold_;
        hold_at_ = most_patience * threshold_;
    }
    if (pages < next_at_) return;
    if (pages >= hold_at_) wants_gate_ = true;
    {
        const std::lock_guard hold(mutex_);
        pages_ = pages;
    }
    changed_.notify_all();
}

// A busy writer would else take the gate again and again before this thread gets it. The flag is waited for
// by the writer alone, who holds nothing meanwhile; a checkpoint that waited for it would wait for itself.
std::unique_lock<std::mutex> checkpointer::hold_writer() {
    wants_gate_ = true;
    std::unique_lock hold(gate_);
    open_gate();
    return hold;
}

void checkpointer::open_gate() {
    wants_gate_ = false;
    wants_gate_.notify_all();
}

void checkpointer::watch() {
    std::unique_lock hold(mutex_);
    while (true) {
        changed_.wait(hold, [this] { return ending_ || pages_ > 0; });
        if (ending_) return;
        pages_ = 0;
        hold.unlock();
        if (!stop_.why()) catch_up();
        open_gate();
        hold.lock();
    }
}

void checkpointer::catch_up() {
    const std::lock_guard one(running_);
    try {
        progress at = checkpoint(SQLITE_CHECKPOINT_PASSIVE);
        if (at.pages >= patience * threshold_ || wants_gate_) {
            const auto hold = hold_writer();
            at = checkpoint(SQLITE_CHECKPOINT_PASSIVE);
        }
        next_at_ = at.pages + threshold_;
        hold_at_ = at.pages + most_patience * threshold_;
    } catch (const sqlite_error& e) {
        failed(e);
    }
}

checkpointer::progress checkpointer::checkpoint(int mode) {
    progress at;
    const int code = sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, mode, &at.pages, &at.moved);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
        throw sqlite_error(code, sqlite3_errmsg(db_.handle()));
    return at;
}

result<void> checkpointer::run() {
    if (auto why = stop_.why()) return tl::make_unexpected(*why);
    const std::lock_guard one(running_);
    try {
        checkpoint(SQLITE_CHECKPOINT_PASSIVE);
        const auto hold = hold_writer();
        checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
        return {};
    } catch (const sqlite_error& e) {
        failed(e);
        return tl::make_unexpected(*stop_.why());
    }
}

void checkpointer::failed(const sqlite_error& e) {
    db_.keep_log_on_close();
    stop_.set(
        e.to_failure("the log could not be brought into the database; no commit is lost, none is taken"));
    log().error("event=store_stopped at=checkpoint code={}", e.extended());
}

void checkpointer::keep_log_on_close() {
    const std::lock_guard one(running_);
    db_.keep_log_on_close();
}

}  // namespace motcua::store
