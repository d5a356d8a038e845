#include "engine/xml/gate.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include <cstdarg>
#include <mutex>

#include "engine/xml/document.hpp"

namespace motcua::xml {
namespace {

struct watch {
    std::optional<fault> first;
    std::string name;
    xmlParserCtxtPtr parser = nullptr;

    void note(int line, int column, std::string message) {
        if (first) return;
        while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.pop_back();
        first = fault{name, {line, column}, std::move(message)};
    }
};

void on_error(void* user, xmlErrorPtr e) {
    auto& w = *static_cast<watch*>(user);
    if (e->level >= XML_ERR_ERROR) w.note(e->line, e->int2, e->message ? e->message : "not well-formed");
}

void on_doctype(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto& w = *static_cast<watch*>(user);
    w.note(xmlSAX2GetLineNumber(w.parser), xmlSAX2GetColumnNumber(w.parser),
           "a DOCTYPE is not accepted here; remove it");
    xmlStopParser(w.parser);
}

void start_libxml() {
    static std::once_flag once;
    std::call_once(once, xmlInitParser);
}

}  // namespace

std::optional<fault> first_fault(std::string_view text, const std::string& name) {
    start_libxml();
    watch w;
    w.name = name;
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.internalSubset = on_doctype;
    // The callbacks must exist for libxml2 to resolve namespaces; they keep nothing.
    sax.startElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**, int,
                            int, const xmlChar**) {};
    sax.endElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*) {};
    sax.serror = on_error;
    xmlParserCtxtPtr p = xmlNewParserCtxt();
    if (!p) return fault{name, {}, "out of memory while reading"};
    w.parser = p;
    *p->sax = sax;
    p->userData = &w;
    xmlFreeDoc(xmlCtxtReadMemory(p, text.data(), static_cast<int>(text.size()), name.c_str(), nullptr,
                                 XML_PARSE_NONET));
    if (!w.first && !p->wellFormed) w.note(1, 1, "not well-formed XML");
    xmlFreeParserCtxt(p);
    return w.first;
}

result<faults> validate(const std::string& path, const std::string& xsd_path) {
    start_libxml();
    faults found;
    auto* schema_parser = xmlSchemaNewParserCtxt(xsd_path.c_str());
    xmlSchemaPtr schema = schema_parser ? xmlSchemaParse(schema_parser) : nullptr;
    if (schema_parser) xmlSchemaFreeParserCtxt(schema_parser);
    if (!schema) return fail(failure::kind::bad_input, "cannot use the schema " + xsd_path);
    auto* check = xmlSchemaNewValidCtxt(schema);
    struct sink {
        faults* out;
        const std::string* path;
    } to{&found, &path};
    xmlSchemaSetValidStructuredErrors(
        check,
        [](void* user, xmlErrorPtr e) {
            auto& s = *static_cast<sink*>(user);
            std::string message = e->message ? e->message : "not valid";
            while (!message.empty() && message.back() == '\n') message.pop_back();
            s.out->push_back({e->file ? e->file : *s.path, {e->line, 0}, message});
        },
        &to);
    const int rc = xmlSchemaValidateFile(check, path.c_str(), 0);
    xmlSchemaFreeValidCtxt(check);
    xmlSchemaFree(schema);
    if (rc < 0) return fail(failure::kind::io, "cannot validate " + path);
    if (rc > 0 && found.empty()) found.push_back({path, {}, "not valid by " + xsd_path});
    return found;
}

}  // namespace motcua::xml
