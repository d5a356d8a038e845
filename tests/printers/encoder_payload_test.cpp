// Our raster bytes against those of npm @point-of-sale/receipt-printer-encoder for the same pictures.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "engine/base/text.hpp"
#include "printers/drivers/escpos/encode.hpp"
#include "printers/drivers/escpos/stream_decoder.hpp"
#include "tests/printers/child_process.hpp"
#include "tests/printers/paper.hpp"

namespace motcua::printers::escpos {
namespace {

namespace fs = std::filesystem;

const std::string tests = std::string(MOTCUA_SOURCE_DIR) + "/tests/";

std::string theirs(const bitmap& picture) {
    const std::string in = testing::TempDir() + "picture-" + std::to_string(::getpid());
    EXPECT_TRUE(write_file(
        in, std::to_string(picture.width) + " " + std::to_string(picture.rows) + "\n" + picture.bits));
    std::FILE* pipe =
        ::popen(("node '" + tests + "printers/encoder_payload.mjs' < '" + in + "'").c_str(), "r");
    std::string out;
    char buffer[65536];
    for (std::size_t n; pipe && (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    EXPECT_EQ(pipe ? ::pclose(pipe) : -1, 0);
    fs::remove(in);
    return out;
}

std::string payload(std::string_view bytes) {
    std::string rows;
    stream_decoder().feed(bytes, [&](operation&& op) {
        if (op.what == operation::kind::rows) rows += op.bytes;
    });
    return rows;
}

TEST(encoder_payload, equals_that_of_receipt_printer_encoder) {
    if (program_at("node").empty()) GTEST_SKIP() << "node is not installed";
    if (!fs::exists(tests + "node_modules/@point-of-sale/receipt-printer-encoder"))
        GTEST_SKIP() << "tests/node_modules is missing: run npm ci in tests/";
    for (const auto& [dots, rows] : {std::pair{576, 128}, {384, 64}, {576, 1000}, {384, 1208}}) {
        const bitmap picture = noise(dots, rows, 11);
        const std::string other = theirs(picture);
        EXPECT_EQ(payload(other).size(), picture.bits.size());
        EXPECT_TRUE(payload(other) == payload(raster(picture))) << dots << "x" << rows;
        if (rows <= band_rows) {
            EXPECT_NE(other.find(raster(picture)), std::string::npos)
                << "one band: the whole command is the same";
        }
    }
}

}  // namespace
}  // namespace motcua::printers::escpos
