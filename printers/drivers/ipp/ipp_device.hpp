// A printer that speaks IPP: it keeps its own list of jobs, so it can be asked. Before anything is sent, and
// after every interruption, the jobs under this name are looked up, both waiting and finished; only the name
// counts, since printers use job ids again after a restart.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "printers/device/device.hpp"
#include "printers/device/uri.hpp"
#include "printers/drivers/ipp/ipp_line.hpp"

namespace motcua::printers::ipp {

result<std::unique_ptr<device>> open_ipp(const device_uri& uri, const patience& wait);
// SHA-256 of the certificate that this printer shows now; empty when it shows none.
std::string certificate_of(const device_uri& uri, const patience& wait);

class ipp_device final : public device {
public:
    ipp_device(printer_address where, const patience& wait) : line_(std::move(where), wait), wait_(wait) {}
    wanted_content wanted() const override { return {}; }
    reason_set prepare(std::stop_token stop) override;
    outcome send(const shipment& job, const teller& tell, std::stop_token stop) override;
    outcome ask(const std::string& job_name, const teller& tell, std::stop_token stop) override;
    void rest() override { line_.close(); }

private:
    struct lookup {
        bool answered = false;
        std::optional<job_answer> job;
    };
    lookup find(const std::string& job_name);
    message print_request(const shipment& job) const;
    outcome after_broken_upload(const std::string& job_name);
    outcome follow(const std::string& job_name, const teller& tell, const std::stop_token& stop);

    ipp_line line_;
    patience wait_;
};

}  // namespace motcua::printers::ipp
