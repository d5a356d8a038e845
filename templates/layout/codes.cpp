#include "templates/layout/codes.hpp"

#include <fmt/format.h>
#include <zint.h>

#include <exception>
#include <memory>
#include <qrcodegen/qrcodegen.hpp>

namespace motcua::templates {

result<picture> qr_modules(const std::string& text) {
    try {
        const auto qr = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
        picture p;
        p.columns = p.rows = qr.getSize();
        p.modules.reserve(static_cast<std::size_t>(p.columns) * static_cast<std::size_t>(p.rows));
        for (int y = 0; y < p.rows; ++y)
            for (int x = 0; x < p.columns; ++x) p.modules.push_back(qr.getModule(x, y));
        return p;
    } catch (const std::exception&) {
        return fail(failure::kind::limit,
                    fmt::format("{} bytes do not fit into a QR code; shorten the address", text.size()));
    }
}

result<picture> code128_modules(const std::string& text) {
    const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(), ZBarcode_Delete);
    if (!symbol) return fail(failure::kind::limit, "no memory for a bar code");
    symbol->symbology = BARCODE_CODE128;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size())) >= ZINT_ERROR)
        return fail(failure::kind::bad_input,
                    fmt::format("no Code 128 for this value ({}); use letters A-Z, digits, '.' and '-'",
                                symbol->errtxt));
    picture p;
    p.columns = symbol->width;
    p.rows = 1;
    for (int x = 0; x < p.columns; ++x)
        p.modules.push_back((symbol->encoded_data[0][x / 8] >> (x % 8) & 1) != 0);
    return p;
}

}  // namespace motcua::templates
