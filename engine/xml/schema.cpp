// Checking a file against an XSD file, with libxml2.
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "engine/xml/document.hpp"

namespace motcua::xml {

result<faults> validate(const std::string& path, const std::string& xsd_path) {
    xmlInitParser();
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
