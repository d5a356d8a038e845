// Why a printer does not print, as a set: a printer can be out of paper and open at the same time. Every
// driver translates its own language (DLE EOT, ASB, printer-state-reasons) into these; people read them in
// Vietnamese. Plain values, any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::printers {

enum class reason : std::uint8_t {
    // what the printer itself reports
    paper_out,
    paper_near_end,
    cover_open,
    offline,
    cutter_error,
    paper_jam,
    toner_out,
    toner_low,
    printer_error,
    paused,
    busy,
    // what the connection shows
    unreachable,
    certificate_changed,
    no_answer,
    connection_lost,
    stalled,
    no_confirmation,
    // what became of a job
    aborted,
    cancelled,
    interrupted,
    not_known_to_printer,
    // what is wrong on our side
    unsupported_document,
    render_failed,
    original_damaged,
    original_unread,
    cannot_write,
    not_recorded,
    no_such_printer,
    stopping,
};
inline constexpr int reason_count = static_cast<int>(reason::stopping) + 1;

// "paper_out": for the journal and the API.
std::string_view name_of(reason r);
std::optional<reason> reason_named(std::string_view name);
// "hết giấy": for people.
std::string_view vietnamese(reason r);
// A printer that says this prints nevertheless: paper near its end, toner low.
bool is_only_warning(reason r);

class reason_set {
public:
    reason_set() = default;
    reason_set(std::initializer_list<reason> all) {
        for (reason r : all) add(r);
    }
    void add(reason r) { bits_ |= bit(r), warned_ &= ~bit(r); }
    // The printer says it and prints nevertheless, such as one of two trays that is empty. A reason that was
    // added in earnest stays so.
    void add_warning(reason r) {
        if (!has(r)) warned_ |= bit(r);
        bits_ |= bit(r);
    }
    void add(reason_set others);
    void remove(reason r) { bits_ &= ~bit(r), warned_ &= ~bit(r); }
    bool has(reason r) const { return (bits_ & bit(r)) != 0; }
    bool warns(reason r) const { return (warned_ & bit(r)) != 0 || (has(r) && is_only_warning(r)); }
    bool empty() const { return bits_ == 0; }
    bool blocks() const;  // holds more than warnings
    // The same reasons, each in earnest: what a printer that has stopped warns of is why it stopped.
    reason_set in_earnest() const;
    std::vector<reason> list() const;
    bool operator==(const reason_set&) const = default;

private:
    static constexpr std::uint32_t bit(reason r) { return 1U << static_cast<unsigned>(r); }
    std::uint32_t bits_ = 0;
    std::uint32_t warned_ = 0;  // those of them that were added as warnings
};
static_assert(reason_count <= 32);

// What people read of one reason of a printer: "hết giấy", or "cảnh báo: hết giấy" where it prints
// nevertheless.
std::string vietnamese(reason_set all, reason r);
// Of a job that is not out yet: "hết giấy, mở nắp"; empty for the empty set.
std::string vietnamese(reason_set reasons);
// Of a printer: "hết giấy", "sẵn sàng", "sẵn sàng (cảnh báo: hết giấy)".
std::string status_in_vietnamese(reason_set reasons);
// "paper_out,cover_open"
std::string names_of(reason_set reasons);

}  // namespace motcua::printers
