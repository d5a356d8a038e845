#include "printers/drivers/escpos/encode.hpp"

#include <gtest/gtest.h>

#include "printers/drivers/escpos/paper_roll.hpp"
#include "printers/drivers/escpos/stream_decoder.hpp"
#include "tests/printers/paper.hpp"

namespace motcua::printers::escpos {
namespace {

std::vector<bitmap> printed(std::string_view bytes, int dots, std::size_t piece) {
    stream_decoder decoder;
    paper_roll roll(dots);
    std::vector<bitmap> sheets;
    const auto take = [&](operation&& op) {
        using kind = operation::kind;
        if (op.what == kind::rows) roll.print(op.bytes, op.stride);
        if (op.what == kind::feed) roll.feed(op.number);
        if (op.what == kind::cut) sheets.push_back(roll.cut());
        EXPECT_NE(op.what, kind::unknown) << op.number;
    };
    for (std::size_t at = 0; at < bytes.size(); at += piece) decoder.feed(bytes.substr(at, piece), take);
    EXPECT_TRUE(decoder.between_commands());
    return sheets;
}

TEST(encode, bands_never_exceed_128_rows) {
    const std::string bytes = raster(noise(576, 300, 1));
    EXPECT_EQ(bytes.size(), 3 * 8 + 300 * 72U);
    EXPECT_EQ(bytes.substr(0, 8), std::string("\x1Dv0\0\x48\0\x80\0", 8));
    EXPECT_EQ(bytes.substr(2 * (8 + 128 * 72), 8), std::string("\x1Dv0\0\x48\0\x2C\0", 8));
}

TEST(encode, what_is_printed_is_the_picture_dot_by_dot) {
    for (int rows : {1, 127, 128, 129, 255, 256, 257, 1000}) {
        const bitmap picture = noise(576, rows, static_cast<std::uint32_t>(rows));
        const auto sheets = printed(whole_document(picture, {}), 576, 4096);
        ASSERT_EQ(sheets.size(), 1U);
        EXPECT_TRUE(sheets[0] == picture) << rows;
    }
}

TEST(encode, survives_being_cut_anywhere) {
    const bitmap picture = noise(384, 130, 7);
    for (std::size_t piece : {1U, 2U, 3U, 7U, 1000U})
        EXPECT_TRUE(printed(whole_document(picture, {2, true}), 384, piece) ==
                    std::vector<bitmap>(2, picture))
            << piece;
}

TEST(encode, barrier_ids_are_printable_and_differ) {
    EXPECT_NE(barrier_id(0), barrier_id(1));
    EXPECT_NE(barrier_id(93), barrier_id(94));
    for (std::uint32_t n : {0U, 94U, 4000000000U})
        for (char c : barrier_id(n)) EXPECT_TRUE(c > 32 && c < 127);
}

TEST(stream_decoder, reports_what_it_does_not_know_and_goes_on) {
    stream_decoder decoder;
    int unknown = 0, cuts = 0;
    decoder.feed(std::string("text\x1DV\0\x1D(L\x01\0x\x1DVB\0", 17), [&](operation&& op) {
        unknown += op.what == operation::kind::unknown;
        cuts += op.what == operation::kind::cut;
    });
    EXPECT_EQ(cuts, 2);
    EXPECT_GT(unknown, 4);
}

TEST(stream_decoder, refuses_a_picture_larger_than_any_roll) {
    stream_decoder decoder;
    int unknown = 0;
    decoder.feed(std::string("\x1Dv0\0\xFF\xFF\xFF\xFF", 8),
                 [&](operation&& op) { unknown += op.what == operation::kind::unknown; });
    EXPECT_GT(unknown, 0);
}

TEST(png, is_a_whole_file) {
    const std::string png = to_png(noise(9, 3, 1));
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(png.substr(png.size() - 12), std::string("\0\0\0\0IEND\xAE\x42\x60\x82", 12));
}

TEST(bitmap, notices_sizes_that_do_not_fit) {
    bitmap b(12, 2);
    EXPECT_TRUE(b.well_formed());
    b.set_black(11, 1);
    EXPECT_TRUE(b.well_formed() && b.black(11, 1) && !b.black(10, 1));
    b.bits[3] = '\x01';
    EXPECT_FALSE(b.well_formed());
    b.bits.pop_back();
    EXPECT_FALSE(b.well_formed());
}

}  // namespace
}  // namespace motcua::printers::escpos
