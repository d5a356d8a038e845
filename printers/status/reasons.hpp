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
    void add(reason r) { bits_ |= 1U << static_cast<unsigned>(r); }
    void add(reason_set others) { bits_ |= others.bits_; }
    void remove(reason r) { bits_ &= ~(1U << static_cast<unsigned>(r)); }
    bool has(reason r) const { return (bits_ >> static_cast<unsigned>(r)) & 1U; }
    bool empty() const { return bits_ == 0; }
    bool blocks() const;  // holds more than warnings
    std::vector<reason> list() const;
    bool operator==(const reason_set&) const = default;

private:
    std::uint32_t bits_ = 0;
};

// "hết giấy, mở nắp"; empty for the empty set.
std::string vietnamese(reason_set reasons);
// "paper_out,cover_open"
std::string names_of(reason_set reasons);

}  // namespace motcua::printers
