#include "tests/printers/fake_escpos_printer.hpp"

#include <chrono>

namespace motcua::printers {

using namespace std::chrono_literals;
using escpos::meddler;

fake_escpos_printer::fake_escpos_printer(int dots) : dots_(dots) {
    escpos::virtual_printer_settings settings;
    settings.dots = dots;
    settings.faults = faults_;
    settings.on_sheet = [f = faults_.get()](const bitmap& sheet) {
        const std::lock_guard lock(f->mutex);
        f->sheets.push_back(sheet);
        f->changed.notify_all();
    };
    printer_ = std::move(escpos::virtual_printer::start(settings).value());
    faults_->printer = printer_.get();
}

fake_escpos_printer::~fake_escpos_printer() {
    printer_.reset();
}

std::string fake_escpos_printer::uri(const std::string& options) const {
    return "escpos://127.0.0.1:" + std::to_string(printer_->port()) + "?dots=" + std::to_string(dots_) +
           options;
}

void fake_escpos_printer::drop_after(std::size_t n) {
    faults_->drop_at = static_cast<long>(n);
}
void fake_escpos_printer::freeze_after(std::size_t n) {
    faults_->freeze_at = static_cast<long>(n);
}
void fake_escpos_printer::hang_up() {
    printer_->hang_up();
    waits_for_drop();
}

bool fake_escpos_printer::waits_for_drop() {
    std::unique_lock lock(faults_->mutex);
    return faults_->changed.wait_for(lock, 20s, [&] { return faults_->drops > 0; });
}

std::vector<bitmap> fake_escpos_printer::sheets() const {
    const std::lock_guard lock(faults_->mutex);
    return faults_->sheets;
}

bool fake_escpos_printer::waits_for_sheets(std::size_t n) {
    std::unique_lock lock(faults_->mutex);
    return faults_->changed.wait_for(lock, 20s, [&] { return faults_->sheets.size() >= n; });
}

meddler::decision fake_escpos_printer::faults::on_connect() {
    ++connections;
    return {0, refuse ? act::drop : act::serve};
}

meddler::decision fake_escpos_printer::faults::on_document_bytes(std::size_t so_far, std::size_t next) {
    for (auto [at, what] : {std::pair{&drop_at, act::drop}, std::pair{&freeze_at, act::freeze}}) {
        const long n = *at;
        if (n < 0 || so_far + next < static_cast<std::size_t>(n)) continue;
        const std::size_t take =
            static_cast<std::size_t>(n) > so_far ? static_cast<std::size_t>(n) - so_far : 0;
        *at = -1;
        total += take;
        return {take, what};
    }
    total += next;
    return {next, act::serve};
}

void fake_escpos_printer::faults::on_rows_printed(int rows) {
    const auto comes_now = [rows](std::atomic<int>& after) {
        if (after < 0 || rows < after) return false;
        after = -1;
        return true;
    };
    if (comes_now(paper_rows)) printer.load()->set_paper(false);
    if (comes_now(cover_rows)) printer.load()->set_cover(true);
    if (comes_now(silent_rows)) silent = true;
}

void fake_escpos_printer::faults::on_dropped() {
    const std::lock_guard lock(mutex);
    ++drops;
    changed.notify_all();
}

}  // namespace motcua::printers
