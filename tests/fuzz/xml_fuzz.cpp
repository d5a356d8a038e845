// The XML reader on arbitrary bytes: a document or a fault with its place, never a crash; and what is
// accepted says the same when its content is written as XML and read again. Included files are the same bytes
// once more.
#include <cstdint>
#include <string>

#include "engine/xml/document.hpp"

using namespace motcua;

namespace {

// Touches everything that a user of the room can see; the sum keeps the compiler from leaving it out.
std::size_t look_at(const xml::element& e) {
    std::size_t seen = e.name().size() + e.ns().size() + static_cast<std::size_t>(e.at().line);
    for (const auto& a : e.attributes()) {
        seen += a.value.size() + e.error(a, "").message.size();
        if (a.ns.empty() && e.view(a.name) != a.value) __builtin_trap();
        if (!a.ns.empty() && e.get(a.ns, a.name) != std::string(a.value)) __builtin_trap();
        seen += static_cast<std::size_t>(e.at(a.name, a.value.size()).column);
    }
    std::string text;
    for (const auto& piece : e.content()) {
        if (!piece.text == !piece.inside) __builtin_trap();
        if (piece.text) text += *piece.text;
        if (piece.inside) seen += look_at(*piece.inside);
    }
    if (text != e.text()) __builtin_trap();
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto open = [&](const std::string& path) -> result<std::string> {
        if (path != "folder/again.xml") return fail(failure::kind::not_found, "there is no " + path);
        return text;
    };
    const auto read = xml::document::parse(text, "folder/fuzz.xml", open);
    if (!read) {
        if (read.error().empty()) __builtin_trap();
        // The two parsers must agree on everything that libxml2 lets pass.
        if (read.error().front().message.starts_with("libxml2 and pugixml")) __builtin_trap();
        return 0;
    }
    static volatile std::size_t seen;
    seen = look_at(read->root());
    const auto written = "<a>" + read->root().inner_xml() + "</a>";
    const auto again = xml::document::parse(written, "again.xml");
    if (!again) {
        // Only the levels of the new outermost element may have become too many.
        if (again.error().front().message.find("flatter") == std::string::npos) __builtin_trap();
        return 0;
    }
    if ("<a>" + again->root().inner_xml() + "</a>" != written) __builtin_trap();
    return 0;
}
