// Stands between a client and a printer and breaks an upload: passes bytes on until so many went towards the
// printer, then holds everything. What happens to the client next happens to the printer: an orderly end
// stays orderly, a reset stays a reset. Serves one connection after another, on the loopback.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

namespace motcua::printers {

class cutting_proxy {
public:
    cutting_proxy(int printer_port, std::size_t bytes_per_connection);
    ~cutting_proxy();

    int port() const { return port_; }
    bool waits_for_cut();  // 20 s at most
    void cut_orderly();    // ends both sides as if the document were over
    void let_all_pass() { limit_ = static_cast<std::size_t>(-1); }

private:
    void run();
    void serve(int client);

    int printer_port_, port_ = 0, listener_ = -1, bell_ = -1;
    std::atomic<std::size_t> limit_;
    std::atomic<bool> stopping_{false}, orderly_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool holding_ = false;
    std::thread thread_;
};

}  // namespace motcua::printers
