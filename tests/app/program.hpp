// The program as a process of its own, as people start it: its words, what it says, how it ends. Ends what it
// started, and only that.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace motcua::app::testing {

// A fresh folder below the test's own, gone with the object.
class folder {
public:
    folder();
    ~folder();
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    std::string path(const std::string& name = {}) const;
    std::string write(const std::string& name, const std::string& text) const;

private:
    std::string path_;
};

class program {
public:
    // What it says, to both outputs, goes to the file `log`.
    program(std::vector<std::string> words, std::string log);
    ~program();
    program(const program&) = delete;
    program& operator=(const program&) = delete;

    // The rest of the n-th line (from 1) that begins with `start`; empty when it does not come (20 s at
    // most).
    std::string waits_for_line(const std::string& start, std::size_t n = 1) const;
    std::string said() const;
    void ask_to_end() const;  // SIGTERM
    int ends();               // waits; the exit status, or 128 + the signal
    // Of `serve --training`: SIGKILL to the process that serves, which its supervisor then starts again.
    void cut_power() const;

private:
    std::string log_;
    pid_t pid_ = -1;
};

// Runs it to its end.
struct ended {
    int status = -1;
    std::string said;
};
ended run(std::vector<std::string> words, const folder& in);

}  // namespace motcua::app::testing
