// `motcua serve`: the composition root. Builds every service by hand, in order, and takes them down in the
// reverse one.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace motcua::app {

struct serve_options {
    std::string data;
    std::string listen = "127.0.0.1:8080";
    std::vector<std::string> names;  // HOST or HOST:PORT, besides the address it listens on
    std::string workflows = "workflows";
    std::string templates = "templates";
    std::string office;  // the office file; empty: the sample office
    std::string page = "counters/web/dist";
    bool training = false;
    std::string scenario;          // training: what an empty data folder is filled with
    bool office_printers = false;  // training: on the office's printers instead of the drawn one
    std::optional<std::int64_t> continue_after;  // a data folder that has lost commits, the last one it has
    std::string by;                              // who says so
};

// Until SIGINT or SIGTERM. 0 stopped as asked, 2 faults in files or options, 4 the world failed.
int serve(const serve_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::app
