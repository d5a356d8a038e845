// The address of a device: "escpos://10.0.0.7:9100?dots=576", "escpos:/dev/usb/lp0",
// "spool:/var/lib/motcua/paper", "ipps://printer.local/ipp/print". Only the grammar; what a scheme means is
// its driver's business. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace motcua::printers {

struct device_uri {
    std::string text;  // as written
    std::string scheme;
    std::string host;  // empty for a path on this machine
    int port = 0;      // 0: not written
    std::string path;
    std::map<std::string, std::string, std::less<>> options;

    std::string option(std::string_view name, std::string_view otherwise) const;
};

result<device_uri> parse_device_uri(std::string_view text);

// Refuses an option the driver does not know, naming those it knows: a misspelt "barier=yes" must not pass
// silently.
result<void> check_options(const device_uri& uri, std::initializer_list<std::string_view> known);

}  // namespace motcua::printers
