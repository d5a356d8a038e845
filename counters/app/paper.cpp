#include "counters/app/paper.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/log.hpp"
#include "templates/bitmap/bitmap.hpp"
#include "templates/language/keep.hpp"
#include "templates/layout/layout.hpp"
#include "templates/pdf/pdf.hpp"

namespace motcua::app {
namespace {

using templates::medium;

constexpr int screen_dots_of_sheet = 1240;  // A4 at 150 dpi

medium sheet_of(const templates::form& f) {
    const auto at = std::find_if(f.media.begin(), f.media.end(),
                                 [](medium m) { return templates::paper_of(m).height > 0; });
    return at == f.media.end() ? f.media.front() : *at;
}

// All pages in one strip, as a roll has them.
templates::bitmap paint(const templates::document& d, int dots) {
    templates::bitmap strip;
    templates::bitmap_painter painter;
    for (const auto& page : d.pages) {
        const auto one = painter.paint(page, dots);
        if (strip.rows.empty()) strip.width = one.width, strip.stride = one.stride;
        strip.rows.insert(strip.rows.end(), one.rows.begin(), one.rows.end());
        strip.height += one.height;
    }
    return strip;
}

printers::bitmap as_printers(const templates::bitmap& b) {
    printers::bitmap out(b.width, b.height);
    for (int y = 0; y < b.height; ++y) {
        const auto from = static_cast<std::size_t>(y) * static_cast<std::size_t>(b.stride);
        const auto to = static_cast<std::size_t>(y) * out.stride();
        const auto n = std::min(out.stride(), static_cast<std::size_t>(b.stride));
        std::copy_n(b.rows.begin() + static_cast<std::ptrdiff_t>(from), n,
                    out.bits.begin() + static_cast<std::ptrdiff_t>(to));
    }
    return out;
}

tl::unexpected<failure> no_form(const slip& s) {
    return fail(failure::kind::unsupported,
                "Văn phòng chưa có mẫu in \"" + s.form + "\"; báo người quản trị thêm mẫu này.");
}

}  // namespace

result<slip> slip_from(const json& answer) {
    slip s;
    s.form = get_string(answer, "form");
    const json* how = find(answer, "how");
    const json& from = how ? *how : answer;
    s.set = get_string(from, "set");
    s.accepted = parse_day(get_string(from, "accepted")).value_or(local_day{});
    s.form_hash = get_string(answer, "template");
    s.sha256 = get_string(answer, "sha256");
    s.reprint = static_cast<int>(get_integer(answer, "reprint"));
    const json* values = find(answer, "values");
    if (s.form.empty() || !values || !values->is_object())
        return fail(failure::kind::corrupt,
                    "Nội dung đã lưu của phiếu không đọc được; cần khôi phục từ bản sao lưu.");
    s.values = *values;
    return s;
}

const templates::form* paper::by_hash(std::string_view hash) const {
    if (const auto* of_folder = forms_.find_by_hash(hash)) return of_folder;
    const std::lock_guard lock(mutex_);
    const auto at = learned_.find(hash);
    return at == learned_.end() ? nullptr : &at->second;
}

result<void> paper::learn(const std::string& kept) const {
    auto form = templates::read_kept_template(kept);
    if (!form) {
        log().error("template=kept why=\"{}\"", to_string(form.error().front()));
        return fail(failure::kind::corrupt,
                    "Mẫu in đã lưu của phiếu không đọc được; cần khôi phục từ bản sao lưu.");
    }
    const std::lock_guard lock(mutex_);
    auto hash = form->hash;
    learned_.try_emplace(std::move(hash), std::move(*form));
    return {};
}

result<void> paper::check_same(const slip& s) const {
    const auto* form = find(s);
    if (!form || s.form_hash.empty() || s.sha256.empty() || form->drawn_by != templates::drawn_by())
        return {};
    auto first = s;
    first.reprint = 0;
    const auto drawn = pdf(first);
    if (!drawn) return tl::make_unexpected(drawn.error());
    if (sha256(*drawn) == s.sha256) return {};
    return fail(failure::kind::corrupt,
                "Nội dung đã lưu của phiếu không còn đúng bản in đầu; cần kiểm tra kho dữ liệu.");
}

const templates::form* paper::find(const slip& s) const {
    if (!s.form_hash.empty()) return by_hash(s.form_hash);
    return forms_.find({s.form, s.set, s.accepted});
}

result<templates::document> paper::lay_out(const slip& s, medium on) const {
    const auto* form = find(s);
    if (!form) return no_form(s);
    templates::layout_options options{on, {}};
    if (s.reprint > 0) options.marks.push_back(templates::reprint_mark(s.reprint));
    if (training_) options.marks.push_back(templates::training_mark());
    auto laid = templates::layout(*form, s.values, options);
    if (laid) return std::move(*laid);
    // Only the place: the message may name what a person wrote.
    const auto& f = laid.error().front();
    log().error("form={} template={}:{}:{} faults={}", s.form, f.file, f.at.line, f.at.column,
                laid.error().size());
    return fail(failure::kind::unsupported,
                "Không dựng được phiếu \"" + form->title +
                    "\" từ nội dung này; báo người quản trị xem nhật ký máy chủ.");
}

result<std::string> paper::pdf(const slip& s) const {
    const auto* form = find(s);
    if (!form) return no_form(s);
    auto laid = lay_out(s, sheet_of(*form));
    if (!laid) return tl::make_unexpected(laid.error());
    return templates::to_pdf(*laid);
}

bool paper::fits_roll(const slip& s) const {
    const auto* form = find(s);
    return form && form->offers(medium::roll_80);
}

std::string paper::title(const slip& s) const {
    const auto* form = find(s);
    return form ? form->title : s.form;
}

result<std::string> paper::png(const slip& s) const {
    const auto* form = find(s);
    if (!form) return no_form(s);
    const auto on = form->offers(medium::roll_80) ? medium::roll_80 : sheet_of(*form);
    auto laid = lay_out(s, on);
    if (!laid) return tl::make_unexpected(laid.error());
    const int dots = templates::paper_of(on).dots;
    return templates::to_png(paint(*laid, dots > 0 ? dots : screen_dots_of_sheet));
}

result<printers::document> paper::for_printer(const slip& s, const printers::wanted_content& wanted) const {
    if (wanted.what == printers::wanted_content::kind::pdf) {
        auto bytes = pdf(s);
        if (!bytes) return tl::make_unexpected(bytes.error());
        return printers::document(std::move(*bytes));
    }
    const auto* form = find(s);
    if (!form) return no_form(s);
    const auto on = wanted.dots <= templates::paper_of(medium::roll_58).dots && form->offers(medium::roll_58)
                        ? medium::roll_58
                    : form->offers(medium::roll_80) ? medium::roll_80
                                                    : sheet_of(*form);
    auto laid = lay_out(s, on);
    if (!laid) return tl::make_unexpected(laid.error());
    return printers::document(as_printers(paint(*laid, wanted.dots)));
}

}  // namespace motcua::app
