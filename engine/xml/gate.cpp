#include "engine/xml/gate.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>

namespace motcua::xml::detail {
namespace {

constexpr std::size_t deepest = 1100;  // elements inside one another; readers of documents recurse

std::string_view view_of(const xmlChar* s) {
    return s ? std::string_view(reinterpret_cast<const char*>(s)) : std::string_view{};
}

// Receives the parser's events.
class gate {
public:
    gate(const std::string& name, std::size_t depth_around, xmlParserCtxtPtr parser)
        : name_(name), depth_(depth_around), parser_(parser) {}

    // Five pointers for each attribute: local name, prefix, namespace, first of the value, one past its last.
    void start(std::size_t declared, std::size_t count, const xmlChar** written) {
        if (seen_.elements == 0) check_encoding();
        if (first_) return;
        if (depth_ >= deepest)
            return refuse("more than " + std::to_string(deepest) +
                          " elements stand inside one another; write it flatter");
        ++depth_;
        ++seen_.elements;
        seen_.attributes += count;
        seen_.declarations += declared;
        for (std::size_t i = 0; i < count; ++i)
            seen_.value_bytes += static_cast<std::size_t>(written[5 * i + 4] - written[5 * i + 3]);
    }
    void end() {
        if (!first_) --depth_;
    }
    void characters(std::size_t size) { seen_.text_bytes += size; }

    void note(int line, int column, std::string message) {
        if (first_) return;
        message.resize(std::min(message.find('\n'), message.size()));  // what follows shows the bytes
        first_ = fault{name_, {line, column}, std::move(message)};
        xmlStopParser(parser_);
    }
    void refuse(std::string message) {
        note(xmlSAX2GetLineNumber(parser_), xmlSAX2GetColumnNumber(parser_), std::move(message));
    }
    const std::optional<fault>& first_fault() const { return first_; }
    const figures& seen() const { return seen_; }

private:
    // The text is read as UTF-8 whatever it says of itself, so it must not say otherwise.
    void check_encoding() {
        const auto said = view_of(parser_->input->encoding ? parser_->input->encoding : parser_->encoding);
        std::string lower(said);
        for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (!lower.empty() && lower != "utf-8" && lower != "us-ascii")
            note(1, 1, "encoding=\"" + std::string(said) + "\" is not read here; write the file in UTF-8");
        else if (parser_->input->buf && parser_->input->buf->encoder)  // guessed from the first bytes
            note(1, 1, "these are not the bytes of UTF-8; write the file in UTF-8");
    }

    const std::string& name_;
    std::size_t depth_;  // elements that are open
    xmlParserCtxtPtr parser_;
    std::optional<fault> first_;
    figures seen_;
};

gate& gate_of(void* user) {
    return *static_cast<gate*>(user);
}

void on_start(void* user, const xmlChar*, const xmlChar*, const xmlChar*, int declared, const xmlChar**,
              int count, int, const xmlChar** written) {
    gate_of(user).start(static_cast<std::size_t>(declared), static_cast<std::size_t>(count), written);
}

void on_end(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    gate_of(user).end();
}

void on_characters(void* user, const xmlChar*, int size) {
    gate_of(user).characters(static_cast<std::size_t>(size));
}

void on_error(void* user, xmlErrorPtr e) {
    if (e->level >= XML_ERR_ERROR)
        gate_of(user).note(e->line, e->int2, e->message ? e->message : "not well-formed");
}

void on_doctype(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    gate_of(user).refuse("a DOCTYPE is not accepted here; remove it");
}

xmlSAXHandler handlers() {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.internalSubset = on_doctype;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = sax.ignorableWhitespace = on_characters;
    sax.serror = on_error;
    return sax;
}

void start_libxml() {
    static std::once_flag once;
    std::call_once(once, xmlInitParser);
}

// A zero byte would end the text for either parser.
std::optional<fault> zero_byte(std::string_view text, const std::string& name) {
    const auto zero = text.find('\0');
    if (zero == text.npos) return std::nullopt;
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
    const auto start = zero == 0 ? text.npos : text.rfind('\n', zero - 1);
    return fault{name,
                 {static_cast<int>(line) + 1, static_cast<int>(zero - start)},
                 "a zero byte; write the file as text in UTF-8"};
}

}  // namespace

tl::expected<figures, fault> pass(const std::string& text, const std::string& name,
                                  std::size_t depth_around) {
    if (auto zero = zero_byte(text, name)) return tl::make_unexpected(std::move(*zero));
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return tl::make_unexpected(fault{name, {}, "2 GiB and more are not read; split the file"});
    start_libxml();
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(xmlNewParserCtxt(),
                                                                              xmlFreeParserCtxt);
    if (!parser) return tl::make_unexpected(fault{name, {}, "out of memory while reading"});
    gate to(name, depth_around, parser.get());
    *parser->sax = handlers();
    parser->userData = &to;
    xmlFreeDoc(xmlCtxtReadDoc(parser.get(), reinterpret_cast<const xmlChar*>(text.c_str()), name.c_str(),
                              nullptr, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE));
    if (!to.first_fault() && !parser->wellFormed) to.note(1, 1, "not well-formed XML");
    if (to.first_fault()) return tl::make_unexpected(*to.first_fault());
    return to.seen();
}

}  // namespace motcua::xml::detail
