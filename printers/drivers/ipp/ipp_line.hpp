// One HTTP connection to an IPP printer, through libcups, with time limits everywhere. Printers sign their
// certificates themselves, so an encrypted one is known again by its certificate, not by an authority.
// Questions are asked again once when the printer had closed an idle connection; a document is sent once. One
// thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "printers/device/uri.hpp"
#include "printers/drivers/ipp/ipp_answers.hpp"

namespace motcua::printers::ipp {

struct printer_address {
    std::string host, resource, uri, user;
    int port = 631;
    bool encrypted = false;
    std::string certificate;  // SHA-256 the printer's must have; empty: the first one seen is believed
};

class ipp_line {
public:
    ipp_line(printer_address where, const patience& wait) : where_(std::move(where)), wait_(wait) {}

    // With the attributes every request to this printer begins with.
    message request(ipp_op_t operation) const;

    // nullptr: not reached, or no whole answer in time.
    message ask(const message& question);

    struct delivery {
        bool begun = false;  // a byte of the document may have left
        bool whole = false;  // every byte was written
        message answer;      // nullptr: none came
    };
    delivery deliver(const message& request, std::string_view document);

    void close() { http_.reset(); }

    // Why the last question had no answer.
    reason missed() const { return missed_; }
    // SHA-256 of the certificate the printer shows; empty when it was not reached or is not encrypted.
    std::string certificate();

private:
    struct closer {
        void operator()(http_t* h) const { httpClose(h); }
    };
    bool connected();
    bool still_itself();
    std::string shown_certificate() const;
    message exchange(const message& question);
    void reset_when_killed(bool on);

    printer_address where_;
    patience wait_;
    reason missed_ = reason::unreachable;
    std::unique_ptr<http_t, closer> http_;
};

}  // namespace motcua::printers::ipp
