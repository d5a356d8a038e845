// Feeds the template reader with anything, and lays out what it accepts with sample values: neither may crash, hang or
// draw outside its own memory. CMakeLists.txt beside this file says how to build it; run it in the top folder:
//   template_fuzz -max_total_time=600 -timeout=10 CORPUS templates/forms templates/forms/pieces
#include <cstdint>
#include <string>

#include "templates/bitmap/bitmap.hpp"
#include "templates/language/library.hpp"
#include "templates/layout/layout.hpp"

using namespace motcua;

namespace {

const json& values() {
    static const json v = *parse_json(R"({
        "office": {"parent": "Công an tỉnh", "name": "Công an phường", "place": "Nơi", "department": "Bộ phận"},
        "applicant": {"name": "Nguyễn Thế Phượng", "kind": "woman", "address": "Số 7"},
        "dossier": {"printed_code": "H50.01-260318-0042-X", "lookup_url": "https://a.example/x", "sets": 1,
                    "term": {"amount": 7, "unit": "working-days"}, "received_at": "2026-02-05T10:00:00+07:00",
                    "documents": [{"name": "CT01", "originals": 1}, {"name": "CT02"}]},
        "issued_at": "2026-02-05T10:00:00+07:00", "number": "1", "a": "b", "list": [1, "hai", {"x": true}]
    })");
    return v;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto form = templates::read_form(text, "templates/forms/fuzz.xml");
    if (!form) return 0;
    templates::bitmap_painter painter;
    for (const auto m : form->media) {
        const auto d = templates::layout(*form, values(), {m, {templates::reprint_mark(1)}});
        if (d && d->pages.front().height < 3000) painter.paint(d->pages.front(), 384);
    }
    return 0;
}
