// The command `motcua printers`: add, list, probe and try printers. Works on the file printers.json of the
// data folder, which the server reads at start; speaks to devices but never through the queue. Knows nothing
// of the command line's parser.
#pragma once

#include <ostream>
#include <string>

namespace motcua::counters {

// Below the list of options.
inline constexpr const char* printers_help =
    "URI: escpos://10.0.0.7:9100?dots=576&status=dle-eot|asb|none&barrier=yes|no, escpos:/dev/usb/lp0,\n"
    "     ipp://10.0.0.9/ipp/print, ipps://…, spool:/folder?format=pdf|png\n"
    "Exit status: 0 done; 1 the printer is not ready; 2 bad address, options or file, all faults listed; 3 "
    "the test page\n"
    "may or may not have been printed; 4 a file cannot be written.";

struct printers_add_options {
    std::string uri, name;
    std::string data;             // folder
    bool even_if_silent = false;  // a printer that is switched off can be added too
    bool replace = false;         // the address of the printer of that name, which must be there
};

struct printers_list_options {
    std::string data;
};

int printers_list(const printers_list_options& options, std::ostream& out, std::ostream& err);
int printers_add(const printers_add_options& options, std::ostream& out, std::ostream& err);
int printers_probe(const std::string& uri, std::ostream& out, std::ostream& err);
int printers_test(const std::string& uri, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
