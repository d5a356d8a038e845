#include "tests/engine/xml/oracle/parser.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <cstring>
#include <mutex>

namespace motcua::xml_oracle::detail {
namespace {

constexpr std::size_t deepest = 1100;  // elements inside one another; readers of documents recurse

std::string_view view_of(const xmlChar* s) {
    return s ? std::string_view(reinterpret_cast<const char*>(s)) : std::string_view{};
}

bool is_blank(std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

// The rows of names, found by the addresses under which libxml2's dictionary keeps their three parts.
class known_names {
public:
    explicit known_names(file& f) : file_(f), slots_(64) {}

    row of(const xmlChar* local, const xmlChar* prefix, const xmlChar* ns) {
        auto at = slot_of(local);
        for (; slots_[at].local; at = (at + 1) & (slots_.size() - 1)) {
            const auto& s = slots_[at];
            if (s.local == local && s.prefix == prefix && s.ns == ns) return s.name;
        }
        const auto fresh = static_cast<row>(file_.names.size());
        const auto kept = [&](const xmlChar* s) { return file_.keep(view_of(s)); };
        file_.names.push_back({kept(ns), kept(prefix), kept(local)});
        slots_[at] = {local, prefix, ns, fresh};
        if (file_.names.size() * 2 > slots_.size()) grow();
        return fresh;
    }

private:
    struct slot {
        const xmlChar *local = nullptr, *prefix = nullptr, *ns = nullptr;
        row name = 0;
    };
    std::size_t slot_of(const xmlChar* local) const {
        const auto address = reinterpret_cast<std::uintptr_t>(local);
        return (address ^ (address >> 7)) & (slots_.size() - 1);
    }
    void grow() {
        const auto old = std::exchange(slots_, std::vector<slot>(slots_.size() * 2));
        for (const auto& s : old) {
            if (!s.local) continue;
            auto at = slot_of(s.local);
            while (slots_[at].local) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = s;
        }
    }
    file& file_;
    std::vector<slot> slots_;  // a power of two
};

// Receives the parser's events.
class filler {
public:
    filler(file& f, xmlParserCtxtPtr parser) : file_(f), parser_(parser), names_(f) {
        f.nodes.reserve(f.text.size() / 24);
        f.attributes.reserve(f.text.size() / 40);
        f.texts.reserve(f.text.size() / 48);
    }

    void start(const xmlChar* local, const xmlChar* prefix, const xmlChar* ns, std::size_t declared,
               const xmlChar** declarations, std::size_t count, const xmlChar** written) {
        if (file_.nodes.empty()) check_encoding();
        if (first_) return;
        if (file_.depth + open_.size() >= deepest)
            return refuse("more than " + std::to_string(deepest) +
                          " elements stand inside one another; write it flatter");
        end_text();
        const auto self = static_cast<row>(file_.nodes.size());
        auto& n = file_.nodes.emplace_back();
        n.name = names_.of(local, prefix, ns);
        n.first = static_cast<row>(file_.attributes.size());
        n.attributes = static_cast<std::uint32_t>(count);
        place(n);
        for (std::size_t i = 0; i < declared; ++i)
            file_.declarations.push_back({self, file_.keep(view_of(declarations[2 * i])),
                                          file_.keep(view_of(declarations[2 * i + 1]))});
        // Five pointers each: local name, prefix, namespace, first of the value, one past its last.
        for (std::size_t i = 0; i < count; ++i) {
            const auto* a = written + 5 * i;
            file_.attributes.push_back({names_.of(a[0], a[1], a[2]), kept(a[3], a[4])});
        }
        open_.push_back(self);
        note_include(self);
    }

    void end() {
        if (first_) return;
        end_text();
        file_.nodes[open_.back()].end = static_cast<row>(file_.nodes.size());
        open_.pop_back();
    }

    void characters(const xmlChar* from, std::size_t size) {
        if (first_ || open_.empty()) return;
        const std::string_view piece = in_text(from, size);
        if (gathered_.empty() && piece.data() && (!run_.data() || run_.end() == piece.begin())) {
            run_ = {run_.data() ? run_.data() : piece.data(), run_.size() + piece.size()};
            return;
        }
        if (gathered_.empty()) gathered_ = run_;
        gathered_.append(reinterpret_cast<const char*>(from), size);
    }

    void note(int line, int column, std::string message) {
        if (first_) return;
        message.resize(std::min(message.find('\n'), message.size()));  // what follows shows the bytes
        first_ = fault{file_.name, {line, column}, std::move(message)};
        xmlStopParser(parser_);
    }
    void refuse(std::string message) {
        note(xmlSAX2GetLineNumber(parser_), xmlSAX2GetColumnNumber(parser_), std::move(message));
    }
    std::optional<fault>& first_fault() { return first_; }

private:
    // What the parser's input shows, in the file's own text; null where the parser had to make a copy.
    std::string_view in_text(const xmlChar* from, std::size_t size) const {
        const auto* input = parser_->input;
        if (from < input->base || from >= input->end) return {};
        return {file_.text.data() + input->consumed + (from - input->base), size};
    }
    std::string_view kept(const xmlChar* from, const xmlChar* end) {
        const auto size = static_cast<std::size_t>(end - from);
        const auto shown = in_text(from, size);
        return shown.data() ? shown : file_.keep({reinterpret_cast<const char*>(from), size});
    }

    // A start tag holds no other <, so the last one read is where it begins.
    void place(node& n) {
        const auto* input = parser_->input;
        const auto read = input->consumed + static_cast<std::size_t>(input->cur - input->base);
        const std::string_view text = file_.text;
        n.offset = static_cast<std::size_t>(
            static_cast<const char*>(memrchr(text.data() + seen_, '<', read - seen_)) - text.data());
        while (const auto* next =
                   static_cast<const char*>(std::memchr(text.data() + seen_, '\n', n.offset - seen_))) {
            ++line_;
            line_start_ = seen_ = static_cast<std::size_t>(next - text.data()) + 1;
        }
        seen_ = n.offset;
        n.at = {line_, static_cast<int>(n.offset - line_start_) + 1};
    }

    void end_text() {
        if (run_.data() == nullptr && gathered_.empty()) return;
        const auto whole = gathered_.empty() ? run_ : file_.keep(gathered_);
        auto& n = file_.nodes.emplace_back();
        n.end = static_cast<row>(file_.nodes.size());
        n.first = static_cast<row>(file_.texts.size());
        file_.texts.push_back(whole);
        if (!is_blank(whole)) file_.nodes[open_.back()].has_text = true;
        run_ = {};
        gathered_.clear();
    }

    // The text is read as UTF-8 whatever it says of itself, so it must not say otherwise.
    void check_encoding() {
        const auto said = view_of(parser_->input->encoding ? parser_->input->encoding : parser_->encoding);
        std::string lower(said);
        for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (!lower.empty() && lower != "utf-8" && lower != "us-ascii")
            note(1, 1, "encoding=\"" + std::string(said) + "\" is not read here; write the file in UTF-8");
    }

    // What an xi:include holds itself is not looked at.
    void note_include(row self) {
        const auto& name = file_.names[file_.nodes[self].name];
        if (name.local != "include" || name.ns != xinclude_namespace) return;
        if (!file_.included.empty() && file_.nodes[file_.included.back().first].end == 0) return;
        file_.included.emplace_back(self, nullptr);
    }

    file& file_;
    xmlParserCtxtPtr parser_;
    known_names names_;
    std::optional<fault> first_;
    std::vector<row> open_;  // elements whose end has not come yet
    // The character data since the last tag: a piece of the text as it stands, or gathered from several.
    std::string_view run_;
    std::string gathered_;
    int line_ = 1;
    std::size_t line_start_ = 0, seen_ = 0;  // newlines before `seen_` are counted
};

filler& filler_of(void* user) {
    return *static_cast<filler*>(user);
}

void on_start(void* user, const xmlChar* local, const xmlChar* prefix, const xmlChar* ns, int declared,
              const xmlChar** declarations, int count, int, const xmlChar** written) {
    filler_of(user).start(local, prefix, ns, static_cast<std::size_t>(declared), declarations,
                          static_cast<std::size_t>(count), written);
}

void on_end(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    filler_of(user).end();
}

void on_characters(void* user, const xmlChar* from, int size) {
    filler_of(user).characters(from, static_cast<std::size_t>(size));
}

void on_error(void* user, xmlErrorPtr e) {
    if (e->level >= XML_ERR_ERROR)
        filler_of(user).note(e->line, e->int2, e->message ? e->message : "not well-formed");
}

void on_doctype(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    filler_of(user).refuse("a DOCTYPE is not accepted here; remove it");
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

}  // namespace

std::optional<fault> fill(file& f) {
    if (const auto zero = f.text.find('\0'); zero != f.text.npos) {
        const auto line =
            std::count(f.text.begin(), f.text.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
        const auto start = zero == 0 ? f.text.npos : f.text.rfind('\n', zero - 1);
        return fault{f.name,
                     {static_cast<int>(line) + 1, static_cast<int>(zero - start)},
                     "a zero byte; write the file as text in UTF-8"};
    }
    start_libxml();
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(xmlNewParserCtxt(),
                                                                              xmlFreeParserCtxt);
    if (!parser) return fault{f.name, {}, "out of memory while reading"};
    filler to(f, parser.get());
    *parser->sax = handlers();
    parser->userData = &to;
    xmlFreeDoc(xmlCtxtReadDoc(parser.get(), reinterpret_cast<const xmlChar*>(f.text.c_str()), f.name.c_str(),
                              nullptr, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE));
    if (!to.first_fault() && !parser->wellFormed) to.note(1, 1, "not well-formed XML");
    return std::move(to.first_fault());
}

}  // namespace motcua::xml_oracle::detail
