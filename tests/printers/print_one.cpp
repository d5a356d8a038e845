// A process that prints one job through the real queue and is killed by the tests: print_one URI JOB BYTES
// LOG [POINT]. Its job log is the file LOG, one state a line, flushed to the disk. POINT: "queued" stops
// before `sending` is recorded, "recorded" after it, before the first byte.
#include <fcntl.h>
#include <unistd.h>
#include <boost/asio/thread_pool.hpp>

#include <cstdlib>
#include <string>

#include "printers/drivers/devices.hpp"
#include "printers/queue/queue.hpp"
#include "tests/printers/paper.hpp"

namespace {

using namespace motcua;
using namespace motcua::printers;

class file_log final : public job_log {
public:
    file_log(const char* path, std::string point)
        : fd_(::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)), point_(std::move(point)) {}
    ~file_log() override { ::close(fd_); }

    std::future<result<void>> record(const job_record& what) override {
        std::promise<result<void>> promise;
        const bool sending = what.state == job_state::sending;
        if (sending && point_ == "queued") return wait_for_the_end("at queued");
        write_line(std::string(name_of(what.state)));
        if (sending && point_ == "recorded") return wait_for_the_end("at recorded");
        promise.set_value({});
        return promise.get_future();
    }

private:
    void write_line(std::string text) {
        text += '\n';
        if (::write(fd_, text.data(), text.size()) < 0) std::abort();
        ::fsync(fd_);
    }
    std::future<result<void>> wait_for_the_end(const char* where) {
        write_line(where);
        while (true) ::pause();
    }

    int fd_;
    std::string point_;
};

}  // namespace

int main(int count, char** words) {
    if (count < 5) return 2;
    const std::string uri = words[1], size = words[3];
    file_log log(words[4], count > 5 ? words[5] : "");
    boost::asio::thread_pool pool(2);
    print_queue queue(pool.get_executor(), log, {});
    auto device = open_device(uri);
    if (!device || !queue.add("p", std::move(*device))) return 2;
    const int n = std::atoi(size.c_str());
    print_job job = uri.starts_with("ipp")
                        ? pdf_job(1, "%PDF-1.4\n" + std::string(static_cast<std::size_t>(n), 'x'), {"p"})
                        : picture_job(1, noise(576, n, 5), {"p"});
    job.name = words[2];
    queue.submit(std::move(job));
    return queue.drain(std::chrono::minutes(1)) ? 0 : 3;
}
