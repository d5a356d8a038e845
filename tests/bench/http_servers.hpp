// The servers that are measured, each a child process of its own: the program, and bare Beast that answers
// every request with the same bytes. What a child uses of the processor is read from its own clock; how often
// it asks the disk to be durable is counted by a library that is loaded before the C library
// (flush_counter.cpp).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace motcua::bench {

class child_server {
public:
    // Waits until a line of its output names its address; gives up with what `log` says when it ends first.
    // `counted_in`: the file in which its flushes are counted; empty: they are not.
    child_server(std::vector<std::string> words, std::string log, const std::string& counted_in = {});
    ~child_server();  // SIGTERM, then waits
    child_server(const child_server&) = delete;
    child_server& operator=(const child_server&) = delete;

    std::uint16_t port() const { return port_; }
    double processor_us() const;  // of all its threads, since it began
    std::int64_t flushes() const;
    // Waits until it neither computes nor flushes: what was asked for is followed by notices and paper.
    void comes_to_rest() const;

private:
    void wait_for_address(int output);

    std::string log_;
    std::string counted_in_;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
};

// Answers every request with the answer that `file` holds, until it is killed. Prints its address.
[[noreturn]] void serve_bare(const std::string& file);

}  // namespace motcua::bench
