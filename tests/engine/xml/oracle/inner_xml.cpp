// Writing the content of an element back as XML: what a data model keeps of a fragment.
#include <algorithm>

#include "tests/engine/xml/oracle/document.hpp"
#include "tests/engine/xml/oracle/tree.hpp"

namespace motcua::xml_oracle {

namespace {

using detail::row;

void write_escaped(std::string& out, std::string_view s, bool in_attribute) {
    for (const char c : s) {
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

class fragment {
public:
    explicit fragment(const detail::file& f) : file_(f) {}

    // The rows [first, end), which are whole siblings.
    void write(std::string& out, row first, row end) {
        for (auto i = first; i < end; i = file_.nodes[i].end) {
            if (file_.nodes[i].is_text()) {
                write_escaped(out, file_.texts[file_.nodes[i].first], false);
            } else if (const auto* inner = file_.instead_of(i)) {
                fragment(*inner).write(out, 0, inner->nodes[0].end);
            } else {
                const bool whole = root_ == detail::node::text;
                if (whole) root_ = i;
                write_element(out, i);
                if (whole) root_ = detail::node::text;
            }
        }
    }

private:
    void write_name(std::string& out, const detail::qualified_name& n) {
        if (!n.prefix.empty()) out.append(n.prefix) += ':';
        out += n.local;
    }

    void write_declaration(std::string& out, std::string_view prefix, std::string_view ns) {
        out += prefix.empty() ? " xmlns" : " xmlns:";
        out.append(prefix) += "=\"";
        write_escaped(out, ns, true);
        out += '"';
    }

    // What the fragment relies on and its root does not declare itself moves onto the root.
    void write_borrowed(std::string& out) {
        std::vector<std::pair<std::string_view, std::string_view>> used;
        const auto note = [&](row at, row name) {
            const auto& n = file_.names[name];
            if (!n.ns.empty() && n.prefix != "xml" && from_outside(at, n.prefix))
                used.emplace_back(n.prefix, n.ns);
        };
        for (auto i = root_; i < file_.nodes[root_].end; ++i) {
            const auto& n = file_.nodes[i];
            if (n.is_text()) continue;
            if (file_.instead_of(i)) {
                i = n.end - 1;  // it brings its own
                continue;
            }
            note(i, n.name);
            for (auto a = n.first; a < n.first + n.attributes; ++a) note(i, file_.attributes[a].name);
        }
        std::sort(used.begin(), used.end());
        used.erase(std::unique(used.begin(), used.end()), used.end());
        for (const auto& [prefix, ns] : used) write_declaration(out, prefix, ns);
    }

    // No declaration of the prefix from the fragment's root down to this element.
    bool from_outside(row used_at, std::string_view prefix) const {
        return std::none_of(file_.declarations.begin(), file_.declarations.end(), [&](const auto& d) {
            return d.prefix == prefix && d.node >= root_ && d.node <= used_at &&
                   used_at < file_.nodes[d.node].end;
        });
    }

    void write_element(std::string& out, row i) {
        const auto& n = file_.nodes[i];
        const auto& name = file_.names[n.name];
        out += '<';
        write_name(out, name);
        if (i == root_) write_borrowed(out);
        for (const auto& d : file_.declarations)
            if (d.node == i) write_declaration(out, d.prefix, d.ns);
        for (auto a = n.first; a < n.first + n.attributes; ++a) {
            out += ' ';
            write_name(out, file_.names[file_.attributes[a].name]);
            out += "=\"";
            write_escaped(out, file_.attributes[a].value, true);
            out += '"';
        }
        if (n.end == i + 1) {
            out += "/>";
            return;
        }
        out += '>';
        write(out, i + 1, n.end);
        out += "</";
        write_name(out, name);
        out += '>';
    }

    const detail::file& file_;
    row root_ = detail::node::text;  // the outermost element being written
};

}  // namespace

std::string element::inner_xml() const {
    std::string out;
    fragment(*file_).write(out, row_ + 1, node().end);
    return out;
}

}  // namespace motcua::xml_oracle
