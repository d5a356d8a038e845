// An XML file as the rooms read it: strictly well-formed, namespaces resolved, every element and attribute
// with its place, xi:include of whole local files expanded in place. libxml2 lets pass what is strictly right
// (gate.hpp), pugixml is the tree behind these views (tree.hpp); immutable once read, cheap to copy, any
// thread. No DOCTYPE is accepted, so no entities but XML's own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/xml/rows.hpp"

namespace motcua::xml {

namespace detail {
struct file;
}  // namespace detail

// A view of one attribute; valid as long as the document.
struct attribute {
    std::string_view ns;  // empty without prefix
    std::string_view name;
    std::string_view value;  // references resolved
    std::uint32_t offset;    // of its name in the text of its file, in bytes
};

// A view of one element; valid as long as its document. Empty (false) when it stands for "no such element".
class element {
public:
    element() = default;
    explicit operator bool() const { return file_ != nullptr; }
    friend bool operator==(const element&, const element&) = default;

    std::string_view ns() const { return file_->namespaces[row_->ns]; }
    std::string_view name() const { return file_->name_of(*row_); }  // local name
    bool is(std::string_view ns, std::string_view name) const;
    position at() const { return file_->lines.at(row_->line, row_->offset); }
    const std::string& file() const { return file_->name; }  // may differ from the parent's after an include
    fault error(std::string message) const;
    fault error(const attribute& a, std::string message) const;

    // Attribute without namespace; nullopt if absent.
    std::optional<std::string> get(std::string_view name) const;
    std::optional<std::string> get(std::string_view ns, std::string_view name) const;
    // The same without a copy; valid as long as the document.
    std::optional<std::string_view> view(std::string_view name) const;
    std::string get_or(std::string_view name, std::string_view otherwise) const;
    // Position of the value of the attribute that is written with exactly this name, its prefix included; of
    // the element where it is absent.
    position at(std::string_view attribute_name) const;
    // Position of the byte `offset` of the attribute's value, counted with entities resolved.
    position at(std::string_view attribute_name, std::size_t offset) const;
    // Position of the attribute's name.
    position at(const attribute& a) const;
    // In document order, namespace declarations left out: for (const auto& a : e.attributes())
    class attribute_list;
    attribute_list attributes() const;

    // Child elements in order, includes expanded.
    std::vector<element> children() const;
    // The same one by one: for (const auto& c : e.each())
    class siblings;
    siblings each() const;
    std::vector<element> children(std::string_view ns, std::string_view name) const;
    element child(std::string_view ns, std::string_view name) const;

    // All character data directly inside, as written (CDATA included).
    std::string text() const;
    bool has_text() const { return row_->has_text; }  // other than white space
    // The content between the tags as XML text, with the namespace declarations it needs.
    std::string inner_xml() const;

    // Content in order: exactly one of the two is set in each item.
    struct piece {
        std::optional<std::string> text;
        std::shared_ptr<element> inside;
    };
    std::vector<piece> content() const;

private:
    friend class document;
    element(const detail::rows* f, const detail::row* r) : file_(f), row_(r) {}
    const detail::attribute_row* written(std::string_view name) const;
    const detail::rows* file_ = nullptr;
    const detail::row* row_ = nullptr;  // of its start tag
};

// Child elements in order, without a list of them.
class element::siblings {
public:
    class iterator {
    public:
        element operator*() const;
        iterator& operator++() {
            row_ = file_->tags.data() + row_->behind;
            return *this;
        }
        friend bool operator==(const iterator& a, const iterator& b) { return a.row_ == b.row_; }

    private:
        friend class siblings;
        iterator(const detail::rows* f, const detail::row* r) : file_(f), row_(r) {}
        const detail::rows* file_;
        const detail::row* row_;
    };
    iterator begin() const { return {file_, first_}; }
    iterator end() const { return {file_, end_}; }
    bool empty() const { return first_ == end_; }

private:
    friend class element;
    siblings(const detail::rows* f, const detail::row* first, const detail::row* end)
        : file_(f), first_(first), end_(end) {}
    const detail::rows* file_;
    const detail::row *first_, *end_;
};

class element::attribute_list {
public:
    class iterator {
    public:
        attribute operator*() const {
            return {file_->namespaces[at_->ns], file_->name_of(*at_),
                    file_->piece(at_->value, at_->value_size), at_->name};
        }
        iterator& operator++() {
            ++at_;
            return *this;
        }
        friend bool operator==(const iterator& a, const iterator& b) { return a.at_ == b.at_; }

    private:
        friend class attribute_list;
        iterator(const detail::rows* f, const detail::attribute_row* at) : file_(f), at_(at) {}
        const detail::rows* file_;
        const detail::attribute_row* at_;
    };
    iterator begin() const { return {file_, first_}; }
    iterator end() const { return {file_, end_}; }
    std::size_t size() const { return static_cast<std::size_t>(end_ - first_); }

private:
    friend class element;
    attribute_list(const detail::rows* f, const detail::attribute_row* first,
                   const detail::attribute_row* end)
        : file_(f), first_(first), end_(end) {}
    const detail::rows* file_;
    const detail::attribute_row *first_, *end_;
};

inline element::attribute_list element::attributes() const {
    const auto* all = file_->attributes.data();
    return {file_, all + row_->attributes, all + row_[1].attributes};
}

inline element::siblings element::each() const {
    return {file_, row_ + 1, file_->tags.data() + row_->behind};
}

inline element element::siblings::iterator::operator*() const {
    const auto* inner = file_->has_includes ? detail::instead_of(*file_, *row_) : nullptr;
    return inner ? element(inner, inner->tags.data()) : element(file_, row_);
}

class document {
public:
    // Opens an included file by the name written in href; the default reads beside the including file.
    using opener = std::function<result<std::string>(const std::string& path)>;

    // `name` is the file name shown in faults and the base for includes. One fault when not well-formed.
    static read_result<document> parse(std::string text, const std::string& name, const opener& open = {});
    static read_result<document> read(const std::string& path);

    element root() const;
    // The text of this file and all files it includes, in reading order: what a content hash is taken of.
    std::string all_text() const;

private:
    class reading;
    std::shared_ptr<const detail::file> file_;
};

// The faults of `path` against an XSD file, as file:line:0; empty when valid. At deployment only: it is slow.
result<faults> validate(const std::string& path, const std::string& xsd_path);

}  // namespace motcua::xml
