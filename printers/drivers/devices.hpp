// The table of URI schemes: which driver serves which address. The only place that knows all drivers.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "printers/device/device.hpp"

namespace motcua::printers {

// spool:/folder[?format=pdf|png&dots=576]
// escpos://host[:9100][?dots=576|384&status=dle-eot|asb|none&barrier=yes|no]   escpos:/dev/usb/lp0[?…]
// ipp://host[:631]/path[?user=NAME]   ipps://…[?certificate=SHA-256]
// Opens no connection. The failure names the option or the scheme that is wrong and those that exist.
result<std::unique_ptr<device>> open_device(std::string_view uri, const patience& wait = {});

// The address by which this very printer is known again: an ipps one with the certificate it shows now.
// Others as they are.
std::string address_to_keep(const std::string& uri, const patience& wait = {});

std::vector<std::string> known_schemes();

}  // namespace motcua::printers
