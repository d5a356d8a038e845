// Writing the content of an element back as XML: what a data model keeps of a fragment.
#include <algorithm>

#include "engine/xml/document.hpp"
#include "engine/xml/escape.hpp"
#include "engine/xml/tree.hpp"

namespace motcua::xml {

void append_escaped(std::string& out, std::string_view text, bool in_attribute) {
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"' && in_attribute)
            out += "&quot;";
        else if (static_cast<unsigned char>(c) < ' ' && (in_attribute || c == '\r'))
            out += "&#" + std::to_string(c) + ";";
        else
            out += c;
    }
}

namespace {

using pugi::xml_node;

class fragment {
public:
    explicit fragment(const detail::file& f) : file_(f) {}

    void write_inside(std::string& out, xml_node parent) {
        for (auto n = parent.first_child(); n; n = n.next_sibling()) {
            if (n.type() != pugi::node_element)
                append_escaped(out, n.value(), false);
            else if (const auto* inner = file_.instead_of(file_.offset_of(n)))
                fragment(*inner).write_whole(out, inner->tree.document_element());
            else if (root_)
                write_element(out, n);
            else
                write_whole(out, n);
        }
    }

private:
    // An element with nothing around it.
    void write_whole(std::string& out, xml_node n) {
        root_ = n;
        write_element(out, n);
        root_ = {};
    }

    void write_declaration(std::string& out, std::string_view prefix, std::string_view ns) {
        out += prefix.empty() ? " xmlns" : " xmlns:";
        out.append(prefix) += "=\"";
        append_escaped(out, ns, true);
        out += '"';
    }

    // What the fragment relies on and its root does not declare itself moves onto the root.
    void write_borrowed(std::string& out) {
        borrowed_.clear();
        note_used(root_);
        std::sort(borrowed_.begin(), borrowed_.end());
        borrowed_.erase(std::unique(borrowed_.begin(), borrowed_.end()), borrowed_.end());
        for (const auto& [prefix, ns] : borrowed_) write_declaration(out, prefix, ns);
    }

    void note_used(xml_node n) {
        if (file_.instead_of(file_.offset_of(n))) return;  // it brings its own
        note_prefix(detail::split(n.name()).prefix, n);
        for (auto a = n.first_attribute(); a; a = a.next_attribute())
            if (const auto prefix = detail::split(a.name()).prefix; !prefix.empty() && prefix != "xmlns")
                note_prefix(prefix, n);
        for (auto c = n.first_child(); c; c = c.next_sibling())
            if (c.type() == pugi::node_element) note_used(c);
    }

    void note_prefix(std::string_view prefix, xml_node used_at) {
        if (prefix == "xml") return;
        const auto bound = file_.scopes.at(prefix, file_.offset_of(used_at));
        if (bound.ns != detail::no_namespace && bound.declared_at < file_.offset_of(root_))
            borrowed_.emplace_back(prefix, file_.namespaces[bound.ns]);
    }

    void write_attribute(std::string& out, pugi::xml_attribute a) {
        out += ' ';
        out.append(a.name()) += "=\"";
        append_escaped(out, a.value(), true);
        out += '"';
    }

    void write_element(std::string& out, xml_node n) {
        out += '<';
        out += n.name();
        if (n == root_) write_borrowed(out);
        for (const bool declarations : {true, false})
            for (auto a = n.first_attribute(); a; a = a.next_attribute())
                if (detail::is_declaration(a.name()) == declarations &&
                    std::string_view(a.name()) != "xmlns:xml")
                    write_attribute(out, a);
        out += '>';
        const auto before = out.size();
        write_inside(out, n);
        if (out.size() == before) {
            out.back() = '/';
            out += '>';
            return;
        }
        out += "</";
        out += n.name();
        out += '>';
    }

    const detail::file& file_;
    xml_node root_;  // the outermost element being written
    std::vector<std::pair<std::string_view, std::string_view>> borrowed_;  // prefix and namespace
};

}  // namespace

std::string element::inner_xml() const {
    std::string out;
    fragment(static_cast<const detail::file&>(*file_)).write_inside(out, detail::handle(row_->node));
    return out;
}

}  // namespace motcua::xml
