#include "printers/drivers/escpos/replies.hpp"

#include <gtest/gtest.h>

namespace motcua::printers::escpos {
namespace {

using namespace std::string_literals;

TEST(status_bytes, say_what_is_wrong) {
    EXPECT_TRUE(decode_status(1, 0x12).empty());
    EXPECT_EQ(decode_status(1, 0x1A), reason_set{reason::offline});
    EXPECT_EQ(decode_status(2, 0x16), reason_set{reason::cover_open});
    EXPECT_EQ(decode_status(2, 0x32), reason_set{reason::paper_out});
    EXPECT_EQ(decode_status(3, 0x1A), reason_set{reason::cutter_error});
    EXPECT_EQ(decode_status(4, 0x1E), reason_set{reason::paper_near_end});
    EXPECT_EQ(without_vague(decode_status(4, 0x7E)), reason_set{reason::paper_out});
}

TEST(status_blocks, hold_several_reasons_at_once) {
    EXPECT_TRUE(decode_block({{0x10, 0, 0, 0}}).empty());
    const auto all = without_vague(decode_block({{0x38, 0x08, 0x0C, 0}}));
    EXPECT_EQ(all, (reason_set{reason::cover_open, reason::cutter_error, reason::paper_out}));
    EXPECT_EQ(vietnamese(all), "hết giấy, mở nắp, kẹt dao cắt");
}

TEST(reasons, near_end_does_not_stop_a_printer) {
    EXPECT_FALSE(reason_set{reason::paper_near_end}.blocks());
    EXPECT_TRUE((reason_set{reason::paper_near_end, reason::offline}.blocks()));
    for (int i = 0; i < reason_count; ++i) {
        const auto r = static_cast<reason>(i);
        EXPECT_EQ(reason_named(name_of(r)), r);
        EXPECT_FALSE(vietnamese(r).empty());
    }
}

TEST(reply_reader, tells_the_three_kinds_apart_however_they_are_cut) {
    const std::string stream = "\x12\x18\x08\x0C\x00\x37\x22!!!a\x00\x1A"s;
    for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
        reply_reader reader;
        std::vector<reply> all;
        for (std::size_t at = 0; at < stream.size(); at += piece)
            for (auto& r : reader.feed(std::string_view(stream).substr(at, piece))) all.push_back(r);
        ASSERT_EQ(all.size(), 4U) << piece;
        EXPECT_EQ(std::get<realtime_status>(all[0]).byte, 0x12);
        EXPECT_EQ(std::get<status_block>(all[1]).bytes[2], 0x0C);
        EXPECT_EQ(std::get<process_id>(all[2]).id, "!!!a");
        EXPECT_EQ(std::get<realtime_status>(all[3]).byte, 0x1A);
        EXPECT_EQ(reader.skipped(), 0U);
    }
}

TEST(reply_reader, finds_its_way_back_after_rubbish) {
    reply_reader reader;
    const auto all = reader.feed("\xFF\x01\x10\x00\x12\x37"s + std::string(200, 'x') + "\x00\x12"s);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_GT(reader.skipped(), 80U);
}

}  // namespace
}  // namespace motcua::printers::escpos
