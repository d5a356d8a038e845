// A folder as a printer, a full citizen: what a paper would be is a file named after its job. Written whole
// or not at all, and under the same name again when asked twice, so it never doubts.
#pragma once

#include <memory>
#include <string>

#include "printers/device/device.hpp"
#include "printers/device/uri.hpp"

namespace motcua::printers {

result<std::unique_ptr<device>> open_spool(const device_uri& uri);

class spool_device final : public device {
public:
    spool_device(std::string folder, wanted_content wanted) : folder_(std::move(folder)), wanted_(wanted) {}
    wanted_content wanted() const override { return wanted_; }
    reason_set prepare(std::stop_token stop) override;
    outcome send(const shipment& job, const teller& tell, std::stop_token stop) override;
    outcome ask(const std::string& job_name, const teller& tell, std::stop_token stop) override;
    void rest() override {}

private:
    std::string file_of(const std::string& job_name, int copy) const;

    std::string folder_;
    wanted_content wanted_;
};

}  // namespace motcua::printers
