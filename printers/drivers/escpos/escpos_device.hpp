// A receipt printer behind a wire. After the first byte every doubt is `unknown`: a successful write proves
// nothing, a printer that closed in mid-job still accepted everything into its socket. Only the barrier
// proves, where there is one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "printers/device/device.hpp"
#include "printers/device/uri.hpp"
#include "printers/drivers/escpos/replies.hpp"
#include "printers/drivers/escpos/wire.hpp"

namespace motcua::printers::escpos {

enum class status_way { none, dle_eot, asb };

struct model {
    int dots = 576;
    status_way status = status_way::dle_eot;
    bool barrier = true;
};

result<std::unique_ptr<device>> open_escpos(const device_uri& uri, const patience& wait);

class escpos_device final : public device {
public:
    escpos_device(device_uri where, model what, patience wait);
    wanted_content wanted() const override;
    reason_set prepare(std::stop_token stop) override;
    outcome send(const shipment& job, const teller& tell, std::stop_token stop) override;
    outcome ask(const std::string& job_name, const teller& tell, std::stop_token stop) override;
    void rest() override;

private:
    reason_set look(std::stop_token stop);
    reason_set look_in_real_time(std::stop_token stop);
    reason_set look_at_block(std::stop_token stop);
    outcome confirm(const teller& tell);
    bool barrier_passed(const teller& tell);
    outcome doubt(reason what);
    template <class Wanted>
    bool hear(std::chrono::milliseconds within, const std::stop_token& stop, Wanted wanted);

    device_uri where_;
    model model_;
    patience wait_;
    std::unique_ptr<wire> wire_;
    reply_reader replies_;
    std::uint32_t barriers_ = 0;
};

}  // namespace motcua::printers::escpos
