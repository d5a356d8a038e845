// An independent IPP Everywhere printer (cups-ipp-utils) as a child process, on the loopback, with a D-Bus of
// its own and a command script that stands for the paper path: it prints, runs out of paper, or gives up, as
// the test says. Ends the processes it started, and only these.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

namespace motcua::printers {

class ippeveprinter {
public:
    // Why it cannot run here; empty when it can.
    static std::string missing();

    enum class connection { plain, encrypted };
    explicit ippeveprinter(connection how = connection::plain);
    ~ippeveprinter();
    ippeveprinter(const ippeveprinter&) = delete;
    ippeveprinter& operator=(const ippeveprinter&) = delete;

    std::string uri() const {
        return std::string(connection_ == connection::plain ? "ipp" : "ipps") + "://localhost:" + std::to_string(port_) +
               "/ipp/print";
    }
    // The next one it makes for itself is another.
    void lose_certificate();
    int port() const { return port_; }

    void print_normally() { set_mode("print"); }
    void give_up_jobs() { set_mode("abort"); }
    void run_out_of_paper() { set_mode("paper"); }  // the next job waits until put_paper_in()
    void put_paper_in();
    void kill_printer();  // SIGKILL, as when the power fails
    void start_printer();
    void restart() {
        kill_printer();
        start_printer();
    }

    // Names of the jobs that reached the paper, in order, and the size of each document.
    struct sheet {
        std::string job;
        std::size_t bytes;
    };
    std::vector<sheet> printed() const;
    std::size_t times_printed(const std::string& job) const;
    // Until the script has taken so many jobs up (20 s at most).
    bool waits_for_jobs_taken(std::size_t n) const;

private:
    void set_mode(const std::string& mode);

    const connection connection_;
    std::string folder_;
    int port_ = 0;
    pid_t bus_ = -1, printer_ = -1;
};

}  // namespace motcua::printers
