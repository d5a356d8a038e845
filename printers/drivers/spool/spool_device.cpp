#include "printers/drivers/spool/spool_device.hpp"

#include <unistd.h>

#include <cctype>
#include <charconv>
#include <filesystem>

#include "engine/base/log.hpp"
#include "engine/base/text.hpp"

namespace motcua::printers {
namespace {

// A job name is "slip-id/copy"; a file name has no slashes, and two jobs never share one.
std::string as_file_name(std::string_view job_name) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (unsigned char c : job_name) {
        if (std::isalnum(c) || c == '-' || (c == '.' && !out.empty()))
            out += static_cast<char>(c);
        else if (c == '/')
            out += '_';
        else
            (out += '%') += {digits[c >> 4], digits[c & 15U]};
    }
    return out;
}

}  // namespace

result<std::unique_ptr<device>> open_spool(const device_uri& uri) {
    if (auto known = check_options(uri, {"format", "dots"}); !known)
        return tl::make_unexpected(known.error());
    const auto bad = [&](std::string_view why) {
        return fail(failure::kind::bad_input, "printer address \"" + uri.text + "\": " + std::string(why));
    };
    if (!uri.host.empty()) return bad("a spool folder is on this machine; expected spool:/folder");
    const std::string format = uri.option("format", "pdf"), dots = uri.option("dots", "576");
    wanted_content wanted;
    if (format == "png") {
        wanted.what = wanted_content::kind::raster;
        const auto [end, error] = std::from_chars(dots.data(), dots.data() + dots.size(), wanted.dots);
        if (error != std::errc{} || end != dots.data() + dots.size() || wanted.dots < 128 ||
            wanted.dots > 2048)
            return bad("option dots must be a number from 128 to 2048");
    } else if (format != "pdf") {
        return bad("option format must be pdf or png");
    }
    return std::make_unique<spool_device>(uri.path, wanted);
}

std::string spool_device::file_of(const std::string& job_name, int copy) const {
    const char* extension = wanted_.what == wanted_content::kind::pdf ? ".pdf" : ".png";
    const std::string suffix = copy == 1 ? "" : "+" + std::to_string(copy);
    return folder_ + "/" + as_file_name(job_name) + suffix + extension;
}

// Makes nothing: who only asks leaves no folder behind. A folder that is not there yet can be made where the
// nearest one above it may be written.
reason_set spool_device::prepare(std::stop_token) {
    std::error_code error;
    std::filesystem::path at = std::filesystem::absolute(folder_, error);
    while (!std::filesystem::exists(at, error) && !error && at.has_relative_path()) at = at.parent_path();
    const bool usable = std::filesystem::is_directory(at, error) && ::access(at.c_str(), W_OK | X_OK) == 0;
    return usable ? reason_set{} : reason_set{reason::cannot_write};
}

outcome spool_device::send(const shipment& job, const teller&, std::stop_token) {
    const auto* picture = std::get_if<bitmap>(&job.content);
    const bool fits = (picture != nullptr) == (wanted_.what == wanted_content::kind::raster);
    if (!fits || (picture && !picture->well_formed()))
        return {verdict::failed, {reason::unsupported_document}};
    const std::string content = picture ? to_png(*picture) : std::get<std::string>(job.content);
    std::error_code error;  // a folder that cannot be made shows in the writing
    std::filesystem::create_directories(folder_, error);
    for (int copy = 1; copy <= job.copies; ++copy) {
        const auto written = write_file(file_of(job.name, copy), content);
        if (written) continue;
        log().warn("printers: spool job={} {}", job.name, written.error().message);
        return {verdict::untouched, {reason::cannot_write}};
    }
    return {verdict::done, {}};
}

// Writing again gives the same files, so the answer "not written" is always safe.
outcome spool_device::ask(const std::string&, const teller&, std::stop_token) {
    return {verdict::untouched, {}};
}

}  // namespace motcua::printers
