// What an IPP printer's state and reasons mean for a sheet that waits: RFC 8011 5.4.11 and 5.4.12.
#include <gtest/gtest.h>

#include "printers/drivers/ipp/ipp_answers.hpp"

namespace motcua::printers::ipp {
namespace {

struct said {
    ipp_pstate_t state = IPP_PSTATE_IDLE;
    std::vector<const char*> keywords;
    bool accepts = true;
};

reason_set heard(const said& what) {
    const message answer(ippNew());
    ippAddInteger(answer.get(), IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", what.state);
    ippAddStrings(answer.get(), IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons",
                  static_cast<int>(what.keywords.size()), nullptr, what.keywords.data());
    ippAddBoolean(answer.get(), IPP_TAG_PRINTER, "printer-is-accepting-jobs", what.accepts);
    return read_printer(answer.get()).reasons;
}

struct row {
    said what;
    bool stops;
    const char* words;
};

const row table[] = {
    {{IPP_PSTATE_IDLE, {"none"}}, false, "sẵn sàng"},
    {{IPP_PSTATE_IDLE, {"media-low-report"}}, false, "sẵn sàng (sắp hết giấy)"},
    {{IPP_PSTATE_IDLE, {"media-low"}}, false, "sẵn sàng (sắp hết giấy)"},
    {{IPP_PSTATE_IDLE, {"media-low-error"}}, true, "sắp hết giấy, máy in báo lỗi"},
    {{IPP_PSTATE_IDLE, {"media-empty-report"}}, false, "sẵn sàng (cảnh báo: hết giấy)"},
    {{IPP_PSTATE_IDLE, {"media-empty-warning"}}, false, "sẵn sàng (cảnh báo: hết giấy)"},
    {{IPP_PSTATE_IDLE, {"media-empty-error"}}, true, "hết giấy"},
    {{IPP_PSTATE_IDLE, {"media-empty"}}, true, "hết giấy"},
    {{IPP_PSTATE_IDLE, {"media-empty-warning", "media-needed-error"}}, true, "hết giấy"},
    {{IPP_PSTATE_IDLE, {"media-needed-error", "media-empty-warning"}}, true, "hết giấy"},
    {{IPP_PSTATE_IDLE, {"media-empty-warning", "door-open-error"}}, true, "cảnh báo: hết giấy, mở nắp"},
    {{IPP_PSTATE_IDLE, {"marker-supply-empty-warning"}}, false, "sẵn sàng (cảnh báo: hết mực)"},
    {{IPP_PSTATE_IDLE, {"toner-empty-report"}}, false, "sẵn sàng (cảnh báo: hết mực)"},
    {{IPP_PSTATE_IDLE, {"door-open-report"}}, false, "sẵn sàng (cảnh báo: mở nắp)"},
    {{IPP_PSTATE_IDLE, {"cover-open"}}, true, "mở nắp"},
    {{IPP_PSTATE_IDLE, {"media-jam-warning"}}, false, "sẵn sàng (cảnh báo: kẹt giấy)"},
    {{IPP_PSTATE_IDLE, {"offline-report"}}, false, "sẵn sàng (cảnh báo: máy in ngoại tuyến)"},
    {{IPP_PSTATE_IDLE, {"paused-report"}}, false, "sẵn sàng (cảnh báo: máy in đang tạm dừng)"},
    {{IPP_PSTATE_IDLE, {"paused"}}, true, "máy in đang tạm dừng"},
    {{IPP_PSTATE_IDLE, {"timed-out-warning"}}, false, "sẵn sàng (cảnh báo: máy in không trả lời)"},
    {{IPP_PSTATE_IDLE, {"spool-area-full-report"}}, false, "sẵn sàng (cảnh báo: máy in đang bận)"},
    {{IPP_PSTATE_IDLE, {"connecting-to-device"}}, false, "sẵn sàng (cảnh báo: máy in ngoại tuyến)"},
    {{IPP_PSTATE_IDLE, {"connecting-to-device-error"}}, true, "máy in ngoại tuyến"},
    {{IPP_PSTATE_IDLE, {"resuming"}}, false, "sẵn sàng"},
    {{IPP_PSTATE_IDLE, {"deactivated"}}, false, "sẵn sàng"},
    {{IPP_PSTATE_IDLE, {"fuser-under-temp-report"}}, false, "sẵn sàng"},
    {{IPP_PSTATE_IDLE, {"fuser-over-temp-error"}}, true, "máy in báo lỗi"},
    {{IPP_PSTATE_IDLE, {"fuser-over-temp"}}, true, "máy in báo lỗi"},
    {{IPP_PSTATE_IDLE, {"-error"}}, false, "sẵn sàng"},
    {{IPP_PSTATE_IDLE, {"media-low-report"}, false}, true, "sắp hết giấy, máy in ngoại tuyến"},
    {{IPP_PSTATE_IDLE, {"offline-report"}, false}, true, "máy in ngoại tuyến"},
    {{IPP_PSTATE_PROCESSING, {"none"}}, true, "máy in đang bận"},
    {{IPP_PSTATE_PROCESSING, {"media-empty-warning"}}, true, "cảnh báo: hết giấy, máy in đang bận"},
    {{IPP_PSTATE_PROCESSING, {"cups-waiting-for-job-completed"}}, false, "sẵn sàng"},
    {{IPP_PSTATE_PROCESSING, {"connecting-to-device"}}, false, "sẵn sàng (cảnh báo: máy in ngoại tuyến)"},
    {{IPP_PSTATE_STOPPED, {"none"}}, true, "máy in đang tạm dừng"},
    {{IPP_PSTATE_STOPPED, {"media-low-report"}}, true, "sắp hết giấy, máy in đang tạm dừng"},
    {{IPP_PSTATE_STOPPED, {"media-empty-report"}}, true, "hết giấy"},
    {{IPP_PSTATE_STOPPED, {"resuming"}}, true, "máy in đang tạm dừng"},
    {{IPP_PSTATE_STOPPED, {"connecting-to-device"}}, true, "máy in ngoại tuyến"},
};

TEST(printer_state_reasons, stop_a_printer_by_their_severity_and_are_told_in_words) {
    for (const auto& r : table) {
        const auto reasons = heard(r.what);
        std::string keywords = "state " + std::to_string(r.what.state);
        for (const auto* k : r.what.keywords) keywords += std::string(" ") + k;
        EXPECT_EQ(reasons.blocks(), r.stops) << keywords;
        EXPECT_EQ(status_in_vietnamese(reasons), r.words) << keywords;
    }
}

TEST(printer_state_reasons, keep_their_severity_when_sets_are_joined) {
    reason_set warned;
    warned.add_warning(reason::paper_out);
    reason_set both = warned;
    both.add(reason_set{reason::paper_out});
    EXPECT_TRUE(both.blocks());
    both = reason_set{reason::paper_out};
    both.add(warned);
    EXPECT_TRUE(both.blocks());
    both = {};
    both.add(warned);
    EXPECT_FALSE(both.blocks());
    EXPECT_NE(both, reason_set{reason::paper_out});
    both.remove(reason::paper_out);
    EXPECT_EQ(both, reason_set{});
}

}  // namespace
}  // namespace motcua::printers::ipp
