#include "templates/layout/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/text.hpp"
#include "templates/fonts/metrics.hpp"
#include "templates/layout/composer.hpp"

namespace motcua::templates {
namespace {

constexpr double roll_end = 14000;  // points; a PDF page ends at 14,400

struct sheet {
    const page_layout& l;
    const paper& p;
    double room;  // for the body; of a roll: to the end of what a page may be

    double body_width() const { return p.width - l.left - l.right; }
};

class paginator {
public:
    paginator(const sheet& s, const flow& f) : sheet_(s), flow_(f) {}

    std::vector<page> run() {
        begin();
        for (std::size_t i = 0; i < flow_.slices.size();) {
            const auto end = chain_end(i);
            if (used_ + height(i, end) > sheet_.room && used_ > start_) {
                break_page(i);
                continue;
            }
            // A chain longer than a page is put slice by slice.
            const auto stop = used_ + height(i, end) > sheet_.room ? i + 1 : end;
            for (; i < stop; ++i) put(flow_.slices[i]);
        }
        finish();
        return std::move(pages_);
    }

private:
    std::size_t chain_end(std::size_t i) const {
        while (i + 1 < flow_.slices.size() && flow_.slices[i].keep_next) ++i;
        return i + 1;
    }

    double height(std::size_t from, std::size_t to) const {
        double sum = 0;
        for (; from < to; ++from) sum += flow_.slices[from].height;
        return sum;
    }

    void begin() {
        pages_.emplace_back();
        pages_.back().width = sheet_.p.width;
        used_ = start_ = 0;
    }

    void break_page(std::size_t next) {
        if (next > 0) {
            drawing closing;
            closing.rules = flow_.slices[next - 1].at_break;
            move(closing, 0, sheet_.l.top + used_ - flow_.slices[next - 1].height);
            append(pages_.back(), closing);
        }
        finish();
        begin();
        const int head = flow_.slices[next].head;
        if (head >= 0) put(flow_.heads[static_cast<std::size_t>(head)]);
        start_ = used_;
    }

    void put(slice s) {
        move(s, 0, sheet_.l.top + used_);
        append(pages_.back(), s);
        used_ += s.height;
    }

    void finish() {
        auto& page = pages_.back();
        page.height = sheet_.p.height > 0 ? sheet_.p.height : sheet_.l.top + used_ + sheet_.l.bottom;
    }

    const sheet& sheet_;
    const flow& flow_;
    std::vector<page> pages_;
    double used_ = 0, start_ = 0;
};

class mark_painter {
public:
    mark_painter(const page_layout& l, const std::vector<std::string>& marks)
        : font_(face_for(l.sans, true, false)) {
        for (const auto& m : marks)
            if (!m.empty()) marks_.push_back(m);
    }

    double roll_height() const { return marks_.empty() ? 0 : static_cast<double>(marks_.size()) * step_ + 6; }

    void paint(page& p, const page_layout& l) const {
        const double block = static_cast<double>(marks_.size()) * step_;
        const bool roll = l.media.front() >= medium::roll_80;
        double y = roll ? 4 : std::max(2.0, (l.top - block) / 2);
        for (const auto& m : marks_) {
            const double size =
                std::min(size_, size_ * (p.width - 8) / (fonts::metrics_of(font_).width(m) * size_));
            const double width = fonts::metrics_of(font_).width(m) * size;
            p.texts.push_back({font_, size, (p.width - width) / 2, y + step_ * 0.75, m});
            y += step_;
        }
    }

    void check(const form& f, scope& s) const {
        for (const auto& m : marks_)
            for (char32_t c : to_code_points(m))
                if (!fonts::metrics_of(font_).has(c))
                    s.refuse(f.file, {},
                             fmt::format("the mark '{}' has a letter (U+{:04X}) that the font lacks", m,
                                         static_cast<unsigned>(c)));
    }

private:
    face font_;
    double size_ = 11, step_ = 14;
    std::vector<std::string> marks_;
};

void shift_down(page& p, double by) {
    move(p, 0, by);
    p.height += by;
}

flow footer_of(const sheet& s, scope& values, int page, int pages) {
    values.set("page", page);
    values.set("pages", pages);
    return composer(s.l, s.p, values, 0).compose(s.l.footer, {s.l.left, s.body_width(), s.l.size});
}

void add_footers(const sheet& s, scope& values, std::vector<page>& pages) {
    const int n = static_cast<int>(pages.size());
    if (s.l.footer.empty() || (n < 2 && s.l.footer_only_many)) return;
    for (int i = 0; i < n; ++i) {
        auto& p = pages[static_cast<std::size_t>(i)];
        const auto footer = footer_of(s, values, i + 1, n);
        double y = p.height - s.l.bottom - footer.height();
        for (auto part : footer.slices) {
            move(part, 0, y);
            append(p, part);
            y += part.height;
        }
    }
}

std::vector<page> pages_of(const page_layout& l, const layout_options& options, scope& values) {
    const auto& p = paper_of(options.on);
    sheet s{l, p, roll_end};
    if (p.height > 0) {
        const double footer = l.footer.empty() ? 0 : footer_of(s, values, 1, 1).height() + 6;
        s.room = p.height - l.top - l.bottom - footer;
    }
    composer c(l, p, values, p.height > 0 ? s.room : 0);
    const auto content = c.compose(l.body, {l.left, s.body_width(), l.size});
    auto pages = paginator(s, content).run();
    if (p.height > 0) add_footers(s, values, pages);
    return pages;
}

tl::unexpected<faults> one_fault(const std::string& file, std::string message) {
    return tl::make_unexpected(faults{{file, {}, std::move(message)}});
}

}  // namespace

read_result<document> layout(const form& f, const json& values, const layout_options& options) {
    const auto* l = f.content->layout_for(options.on);
    if (!l) return one_fault(f.file, fmt::format("has no layout for {}", paper_of(options.on).name));
    if (!values.is_object())
        return one_fault(f.file, "the values must be a JSON object such as {\"number\": \"1\"}");
    scope s(*f.content, values);
    const mark_painter marks(*l, options.marks);
    marks.check(f, s);
    document d{f.title, options.on, {}};
    for (const auto& copy : f.content->copies) {
        s.set("copy", json(copy));
        for (auto& p : pages_of(*l, options, s)) {
            if (paper_of(options.on).height == 0) shift_down(p, marks.roll_height());
            marks.paint(p, *l);
            d.pages.push_back(std::move(p));
        }
    }
    auto found = s.take_faults();
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return d;
}

std::string reprint_mark(int n) {
    return fmt::format("BẢN IN LẠI – lần {}", n);
}
std::string training_mark() {
    return "HUẤN LUYỆN – KHÔNG CÓ GIÁ TRỊ";
}

}  // namespace motcua::templates
