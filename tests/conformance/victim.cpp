// The process that is killed: lives a document from a data folder, as `motcua scxml run FILE --data DIR`
// does:
//   conformance_victim FILE DATA [before|after COMMIT]
// At the boundary named it says so and waits for its death. Exit status 0: it came to the end of the
// document.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/lab/scxml/stored_run.hpp"

int main(int argc, char** argv) {
    using namespace motcua;
    using moment = lab::stored_run::moment;
    if (argc != 3 && argc != 5) return 2;
    const auto at = argc == 5 && std::strcmp(argv[3], "after") == 0 ? moment::after : moment::before;
    const std::int64_t last = argc == 5 ? std::atoll(argv[4]) : 0;

    datamodel::ecmascript_heap heap;
    faults found;
    const auto run = lab::stored_run::open(argv[1], argv[2], heap, found);
    if (!run) return std::fprintf(stderr, "%s\n", run.error().message.c_str()), 4;
    (*run)->at_commit = [&](moment now, std::int64_t commit) {
        if (now != at || commit != last) return true;
        if (write(1, "here\n", 5) != 5) return false;
        while (true) pause();
    };
    auto& host = (*run)->host();
    if (host.trouble.empty()) host.start();
    while (!host.now_running().is_final() && host.trouble.empty())
        if (!host.take_arrival({}) && !host.fire_timers(instant::max())) break;
    return (*run)->failed() ? 4 : 0;
}
