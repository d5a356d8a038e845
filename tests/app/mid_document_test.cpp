// The power goes while the receipt printer has part of a document, or all of it: whatever came out came out
// once, a person is asked about the rest, and the next slip prints.
#include <gtest/gtest.h>

#include <atomic>

#include "printers/drivers/escpos/virtual_printer.hpp"
#include "tests/app/office.hpp"

namespace motcua::app::testing {
namespace {

using printers::escpos::meddler;
using printers::escpos::virtual_printer;

struct knife final : meddler {
    decision on_document_bytes(std::size_t so_far, std::size_t next) override {
        if (const long at = after_bytes; at >= 0 && so_far + next >= static_cast<std::size_t>(at)) {
            after_bytes = -1;
            cut();
        }
        return {next, act::serve};
    }

    std::function<void()> cut;
    std::atomic<long> after_bytes{-1};
    std::atomic<bool> after_sheet{false};
    std::atomic<int> sheets{0};
};

class mid_document : public ::testing::TestWithParam<long> {};

constexpr long once_it_is_cut = -2;

TEST_P(mid_document, no_sheet_comes_twice_and_none_is_forgotten) {
    auto k = std::make_shared<knife>();
    printers::escpos::virtual_printer_settings settings;
    settings.faults = k;
    settings.on_sheet = [k](const printers::bitmap&) {
        ++k->sheets;
        if (k->after_sheet.exchange(false)) k->cut();
    };
    auto roll = virtual_printer::start(std::move(settings)).value();
    folder spool;
    office o("escpos://127.0.0.1:" + std::to_string(roll->port()), "spool:" + spool.path());
    k->cut = [&] { o.server().cut_power(); };
    k->after_bytes = GetParam();
    k->after_sheet = GetParam() == once_it_is_cut;

    roll->set_paper(false);
    o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o.waits_for_job("queued", "hết giấy"));
    roll->set_paper(true);
    o.comes_back();
    ASSERT_TRUE(o.waits_for_job("unknown", "chương trình dừng khi đang in"));
    EXPECT_LE(k->sheets, 1) << "what was on the wire may have come out whole";
    const int before = k->sheets;
    const auto doubtful = o.jobs();
    ASSERT_EQ(doubtful.size(), 1U);

    o.receive("Lương Đăng Khoa");
    ASSERT_TRUE(o.until([&] { return o.jobs().size() == 1 && k->sheets == before + 1; }));
    EXPECT_EQ(get_integer(o.jobs().at(0), "id"), get_integer(doubtful[0], "id"))
        << "still a person's to decide";
}

INSTANTIATE_TEST_SUITE_P(bytes, mid_document, ::testing::Values(1, 2, 1000, 4000, 9000, once_it_is_cut));

}  // namespace
}  // namespace motcua::app::testing
