#include "templates/pdf/pdf.hpp"

#include <fmt/format.h>

#include "templates/pdf/haru.hpp"

namespace motcua::templates {
namespace {

float real(double v) {
    return static_cast<float>(v);
}

class pdf_painter {
public:
    explicit pdf_painter(haru::document& d) : doc_(d) {}

    void paint(const page& p) {
        height_ = p.height;
        hpdf_ = HPDF_AddPage(doc_.get());
        HPDF_Page_SetWidth(hpdf_, real(p.width));
        HPDF_Page_SetHeight(hpdf_, real(p.height));
        for (const auto& r : p.rules) rectangle(r.x, r.y, r.width, r.height);
        for (const auto& c : p.pictures) modules(c);
        if (drawn_) HPDF_Page_Fill(hpdf_);
        drawn_ = false;
        write(p.texts);
    }

private:
    void rectangle(double x, double y, double width, double height) {
        HPDF_Page_Rectangle(hpdf_, real(x), real(height_ - y - height), real(width), real(height));
        drawn_ = true;
    }

    // All black modules side by side in a row as one rectangle; one fill for all, so that no seam shows.
    void modules(const picture& c) {
        const double w = c.width / c.columns, h = c.height / c.rows;
        for (int y = 0; y < c.rows; ++y)
            for (int x = 0; x < c.columns; ++x) {
                const int from = x;
                while (x < c.columns && c.modules[static_cast<std::size_t>(y * c.columns + x)]) ++x;
                if (x > from) rectangle(c.x + from * w, c.y + y * h, (x - from) * w, h);
            }
    }

    void write(const std::vector<text_run>& texts) {
        HPDF_Page_BeginText(hpdf_);
        const text_run* last = nullptr;
        for (const auto& t : texts) {
            const auto font = doc_.font(t.font);
            if (!font) break;
            if (!last || last->font != t.font || last->size != t.size)
                HPDF_Page_SetFontAndSize(hpdf_, font, real(t.size));
            last = &t;
            doc_.note_letters(t.font, t.text);
            HPDF_Page_TextOut(hpdf_, real(t.x), real(height_ - t.y), t.text.c_str());
        }
        HPDF_Page_EndText(hpdf_);
    }

    haru::document& doc_;
    HPDF_Page hpdf_ = nullptr;
    double height_ = 0;
    bool drawn_ = false;
};

void set_created(HPDF_Doc doc, instant created) {
    const auto local = to_local(created);
    const auto day = day_of(local);
    const std::chrono::year_month_day ymd{day};
    const std::chrono::hh_mm_ss time{local - local_instant{day}};
    HPDF_Date date{};
    date.year = static_cast<int>(ymd.year());
    date.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
    date.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    date.hour = static_cast<int>(time.hours().count());
    date.minutes = static_cast<int>(time.minutes().count());
    date.seconds = static_cast<int>(time.seconds().count());
    date.ind = '+';
    date.off_hour = static_cast<int>(local_offset.count());
    HPDF_SetInfoDateAttr(doc, HPDF_INFO_CREATION_DATE, date);
}

}  // namespace

result<std::string> to_pdf(const document& d, const pdf_properties& properties) {
    haru::document out;
    if (!out.failed()) {
        const auto& title = properties.title.empty() ? d.title : properties.title;
        HPDF_SetInfoAttr(out.get(), HPDF_INFO_TITLE, title.c_str());
        if (properties.created) set_created(out.get(), *properties.created);
        out.set_language("vi-VN");
        pdf_painter painter(out);
        for (const auto& p : d.pages)
            if (!out.failed()) painter.paint(p);
        out.write_tables();
        auto bytes = out.save();
        if (!out.failed()) return bytes;
    }
    return fail(failure::kind::unsupported,
                fmt::format("cannot make the PDF of '{}' ({}); keep the values and report this", d.title,
                            out.error_text()));
}

}  // namespace motcua::templates
