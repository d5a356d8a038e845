// The virtual receipt printer with faults: silence, stall, a dropped connection after n bytes of a document,
// paper that ends after so many rows. Keeps every sheet it cut.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "printers/drivers/escpos/virtual_printer.hpp"

namespace motcua::printers {

class fake_escpos_printer {
public:
    explicit fake_escpos_printer(int dots = 576);
    ~fake_escpos_printer();

    escpos::virtual_printer& device() { return *printer_; }
    std::string uri(const std::string& options = {}) const;

    void drop_after(std::size_t document_bytes);    // once
    void freeze_after(std::size_t document_bytes);  // reads no more, for this connection
    void refuse_connections(bool on) { faults_->refuse = on; }
    void be_silent(bool on) { faults_->silent = on; }
    // After so many rows of a sheet, once.
    void paper_ends_after(int rows) { faults_->paper_rows = rows; }
    void cover_opens_after(int rows) { faults_->cover_rows = rows; }
    void falls_silent_after(int rows) { faults_->silent_rows = rows; }
    void be_silent_at_barriers() { falls_silent_after(1); }
    void hang_up();         // returns when the connection is closed
    bool waits_for_drop();  // 20 s at most

    std::vector<bitmap> sheets() const;
    bool waits_for_sheets(std::size_t n);  // 20 s at most
    std::size_t document_bytes() const { return faults_->total; }
    int connections() const { return faults_->connections; }

private:
    struct faults final : escpos::meddler {
        decision on_connect() override;
        decision on_document_bytes(std::size_t so_far, std::size_t next) override;
        bool answers() override { return !silent; }
        void on_rows_printed(int rows) override;
        void on_dropped() override;

        std::atomic<bool> refuse{false}, silent{false};
        std::atomic<long> drop_at{-1}, freeze_at{-1};
        std::atomic<int> paper_rows{-1}, cover_rows{-1}, silent_rows{-1}, connections{0};
        std::atomic<std::size_t> total{0};
        std::atomic<escpos::virtual_printer*> printer{nullptr};
        std::mutex mutex;
        std::condition_variable changed;
        int drops = 0;
        std::vector<bitmap> sheets;
    };

    std::shared_ptr<faults> faults_ = std::make_shared<faults>();
    std::unique_ptr<escpos::virtual_printer> printer_;
    int dots_;
};

}  // namespace motcua::printers
