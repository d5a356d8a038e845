#include "printers/device/test_page.hpp"

#include <string>
#include <vector>

namespace motcua::printers {
namespace {

constexpr int rows = 400, sheet_dots = 576, a4_width = 595, a4_height = 842, margin = 57;

bool inked(int x, int y, int width) {
    if (x < 2 || y < 2 || x >= width - 2 || y >= rows - 2) return true;
    if (y < 40) return x % 8 == 0 && y < (x % 80 == 0 ? 36 : 16);  // a ruler: 1 mm and 1 cm at 203 dpi
    if (y < 120) return (x + y) % 16 == 0 || (x - y + rows * 16) % 16 == 0;
    if (y < 200) return x % 2 == 0;
    if (y < 280) return y % 2 == 0;
    return (x / 16 + y / 16) % 2 == 0;
}

bitmap picture(int width) {
    bitmap out(width, rows);
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < width; ++x)
            if (inked(x, y, width)) out.set_black(x, y);
    return out;
}

std::string stream(const std::string& head, const std::string& content) {
    return "<<" + head + "/Length " + std::to_string(content.size()) + ">>\nstream\n" + content +
           "\nendstream";
}

std::string as_pdf(const bitmap& image) {
    const int width = a4_width - 2 * margin, height = width * image.rows / image.width;
    const std::string size =
        "/Width " + std::to_string(image.width) + "/Height " + std::to_string(image.rows);
    const std::string place = std::to_string(width) + " 0 0 " + std::to_string(height) + " " +
                              std::to_string(margin) + " " + std::to_string(a4_height - margin - height) +
                              " cm";
    const std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        stream("", "q " + place + " /I Do Q"),
        stream("/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]" + size,
               image.bits)};
    std::string out = "%PDF-1.4\n";
    std::string places = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const std::string at = std::to_string(out.size());
        places += std::string(10 - at.size(), '0') + at + " 00000 n \n";
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string start = std::to_string(out.size()), count = std::to_string(objects.size() + 1);
    return out + "xref\n0 " + count + "\n" + places + "trailer\n<</Size " + count +
           "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

}  // namespace

document test_page(const wanted_content& wanted) {
    if (wanted.what == wanted_content::kind::raster) return picture(wanted.dots);
    return as_pdf(picture(sheet_dots));
}

}  // namespace motcua::printers
