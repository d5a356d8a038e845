#include "printers/drivers/devices.hpp"

#include "printers/drivers/escpos/escpos_device.hpp"
#include "printers/drivers/ipp/ipp_device.hpp"
#include "printers/drivers/spool/spool_device.hpp"

namespace motcua::printers {
namespace {

using opened = result<std::unique_ptr<device>>;

struct driver {
    std::string_view scheme;
    opened (*open)(const device_uri&, const patience&);
};

constexpr driver drivers[] = {
    {"escpos", escpos::open_escpos},
    {"ipp", ipp::open_ipp},
    {"ipps", ipp::open_ipp},
    {"spool", [](const device_uri& uri, const patience&) { return open_spool(uri); }},
};

}  // namespace

result<std::unique_ptr<device>> open_device(std::string_view uri, const patience& wait) {
    const auto parsed = parse_device_uri(uri);
    if (!parsed) return tl::make_unexpected(parsed.error());
    std::string all;
    for (const driver& d : drivers) {
        if (d.scheme == parsed->scheme) return d.open(*parsed, wait);
        all += (all.empty() ? "" : ", ") + std::string(d.scheme);
    }
    return fail(failure::kind::unsupported, "printer address \"" + parsed->text + "\": no driver for \"" +
                                                parsed->scheme + "\"; known are " + all);
}

std::string address_to_keep(const std::string& uri, const patience& wait) {
    const auto parsed = parse_device_uri(uri);
    if (!parsed || parsed->scheme != "ipps" || parsed->options.contains("certificate")) return uri;
    const auto shown = ipp::certificate_of(*parsed, wait);
    return shown.empty() ? uri : uri + (parsed->options.empty() ? "?" : "&") + "certificate=" + shown;
}

std::vector<std::string> known_schemes() {
    std::vector<std::string> out;
    for (const driver& d : drivers) out.emplace_back(d.scheme);
    return out;
}

}  // namespace motcua::printers
