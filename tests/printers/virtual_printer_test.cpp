#include "printers/drivers/escpos/virtual_printer.hpp"

#include <gtest/gtest.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <thread>

#include "printers/drivers/devices.hpp"
#include "printers/drivers/escpos/encode.hpp"
#include "printers/drivers/escpos/paper_roll.hpp"
#include "printers/drivers/escpos/stream_decoder.hpp"
#include "tests/printers/fake_escpos_printer.hpp"
#include "tests/printers/paper.hpp"

namespace motcua::printers::escpos {
namespace {

using namespace std::chrono_literals;

TEST(virtual_printer, can_be_opened_by_its_own_uri) {
    fake_escpos_printer printer(384);
    auto device = open_device(printer.device().uri()).value();
    EXPECT_EQ(device->wanted().dots, 384);
    const document picture = noise(384, 200, 2);
    ASSERT_TRUE(device->prepare({}).empty());
    EXPECT_EQ(device->send({"a/1", picture, 1}, {}, {}).what, verdict::done);
    EXPECT_EQ(printer.device().sheets(), 1U);
    EXPECT_TRUE(printer.sheets().at(0) == std::get<bitmap>(picture));
}

TEST(virtual_printer, serves_one_connection_at_a_time) {
    fake_escpos_printer printer;
    const patience brief{5s, 150ms, 300ms, 300ms, 10ms};
    auto first = open_device(printer.uri()).value();
    auto second = open_device(printer.uri(), brief).value();
    ASSERT_TRUE(first->prepare({}).empty());
    EXPECT_EQ(second->prepare({}), reason_set{reason::no_answer});
    first->rest();
    EXPECT_TRUE(open_device(printer.uri()).value()->prepare({}).empty());
}

TEST(virtual_printer, a_port_in_use_is_a_failure_not_a_crash) {
    fake_escpos_printer printer;
    EXPECT_FALSE(virtual_printer::start({576, printer.device().port(), {}, {}}));
}

// A device file: the far end of a pseudo terminal plays the printer.
TEST(device_file, is_written_and_read_like_a_socket) {
    int far = -1, near = -1;
    char name[64];
    ASSERT_EQ(::openpty(&far, &near, name, nullptr, nullptr), 0);
    termios raw{};
    ::tcgetattr(near, &raw);
    ::cfmakeraw(&raw);
    ::tcsetattr(near, TCSANOW, &raw);

    const document picture = noise(576, 300, 4);
    bitmap seen;
    std::thread printer([&] {
        stream_decoder decoder;
        paper_roll roll(576);
        bool ended = false;
        char buffer[4096];
        while (!ended) {
            const ssize_t n = ::read(far, buffer, sizeof buffer);
            if (n <= 0) break;
            decoder.feed({buffer, static_cast<std::size_t>(n)}, [&](operation&& op) {
                using kind = operation::kind;
                std::string answer;
                if (op.what == kind::ask_status) answer = "\x12";
                if (op.what == kind::process_id) answer = "\x37\x22" + op.bytes + std::string(1, '\0');
                if (op.what == kind::rows) roll.print(op.bytes, op.stride);
                if (op.what == kind::cut) seen = roll.cut();
                if (!answer.empty()) {
                    EXPECT_EQ(::write(far, answer.data(), answer.size()),
                              static_cast<ssize_t>(answer.size()));
                }
                ended = seen.rows > 0 && op.what == kind::ask_status && op.number == 4;
            });
        }
    });
    auto device = open_device("escpos:" + std::string(name)).value();
    EXPECT_TRUE(device->prepare({}).empty());
    EXPECT_EQ(device->send({"a/1", picture, 1}, [](reason_set) {}, {}).what, verdict::done);
    device->rest();
    printer.join();
    ::close(near);
    ::close(far);
    EXPECT_TRUE(seen == std::get<bitmap>(picture));
}

TEST(device_file, that_is_missing_is_a_printer_not_reached) {
    EXPECT_EQ(open_device("escpos:/dev/usb/lp-none").value()->prepare({}), reason_set{reason::unreachable});
}

}  // namespace
}  // namespace motcua::printers::escpos
