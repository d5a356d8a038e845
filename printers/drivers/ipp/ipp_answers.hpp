// What an IPP printer's answers mean: the state of a printer as a set of reasons, and which of its jobs is
// ours. Reads messages already parsed by libcups; connects to nothing. Nothing in an answer is trusted to be
// there.
#pragma once

#include <cups/cups.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "printers/device/device.hpp"

namespace motcua::printers::ipp {

struct message_deleter {
    void operator()(ipp_t* m) const { ippDelete(m); }
};
using message = std::unique_ptr<ipp_t, message_deleter>;

struct printer_answer {
    reason_set reasons;
    bool takes_pdf = true;
};

// Adds what one keyword of printer-state-reasons says. The suffix says how grave it is (RFC 8011 5.4.12):
// what ends in "-report" or "-warning" does not stop a printer, "-error" or no suffix does.
void add_keyword(std::string_view keyword, reason_set& to);
printer_answer read_printer(ipp_t* answer);

struct job_answer {
    int id = 0;
    int state = IPP_JSTATE_PENDING;  // as sent: perhaps none of ipp_jstate_t
};

// The newest job of this name in an answer to Get-Jobs.
std::optional<job_answer> find_job(ipp_t* answer, const std::string& name);

// nullopt: not at its end yet.
std::optional<outcome> end_of(int job_state);

}  // namespace motcua::printers::ipp
