#include "tests/printers/paper.hpp"

#include <random>

namespace motcua::printers {

bitmap noise(int dots, int rows, std::uint32_t seed) {
    std::mt19937 random(seed);
    bitmap out(dots, rows);
    const int spare = static_cast<int>(out.stride()) * 8 - dots;
    for (std::size_t i = 0; i < out.bits.size(); ++i) {
        out.bits[i] = static_cast<char>(random() & 0xFFU);
        if ((i + 1) % out.stride() == 0) out.bits[i] = static_cast<char>(out.bits[i] & (0xFF << spare));
    }
    if (rows > 0) out.set_black(0, rows - 1);
    return out;
}

print_job picture_job(job_id id, bitmap picture, std::vector<std::string> printers) {
    return {id, "slip-" + std::to_string(id) + "/1", 1, std::move(printers),
            [picture = std::move(picture)](const wanted_content&) -> result<document> { return picture; }};
}

print_job pdf_job(job_id id, std::string bytes, std::vector<std::string> printers) {
    return {id, "slip-" + std::to_string(id) + "/1", 1, std::move(printers),
            [bytes = std::move(bytes)](const wanted_content&) -> result<document> { return bytes; }};
}

}  // namespace motcua::printers
