#include "engine/values.hpp"

#include <mutex>
#include <optional>
#include <ostream>
#include <utility>

#include "engine/json_values.hpp"

namespace motcua {

// One of the two is there from the beginning.
struct json_document::node {
    std::once_flag written, read;
    std::optional<std::string> text;
    std::optional<result<json>> tree;
};

struct json_document_inside {
    using node = json_document::node;
    static std::shared_ptr<node>& of(json_document& d) { return d.node_; }
    static const std::shared_ptr<node>& of(const json_document& d) { return d.node_; }

    static const std::string& text(node& n) {
        std::call_once(n.written, [&] {
            if (!n.text) n.text = to_text(**n.tree);
        });
        return *n.text;
    }
    static result<json>& tree(node& n) {
        std::call_once(n.read, [&] {
            if (!n.tree) n.tree = parse_json(*n.text);
        });
        return *n.tree;
    }
};

json_document::json_document(std::string text) : node_(std::make_shared<node>()) {
    node_->text = std::move(text);
}
json_document::json_document(std::string_view text) : json_document(std::string(text)) {}
json_document::json_document(const char* text) : json_document(std::string(text)) {}

const std::string& json_document::text() const& {
    static const std::string nothing = "{}";
    return node_ ? json_document_inside::text(*node_) : nothing;
}

std::string json_document::text() && {
    if (!node_ || node_.use_count() > 1) return std::as_const(*this).text();
    json_document_inside::text(*node_);
    const auto last = std::move(node_);
    return std::move(*last->text);
}

std::ostream& operator<<(std::ostream& out, const json_document& d) {
    return out << d.text();
}

json_document to_document(json tree) {
    json_document out;
    auto& node = json_document_inside::of(out);
    node = std::make_shared<json_document_inside::node>();
    node->tree = std::move(tree);
    return out;
}

const result<json>& tree_of(const json_document& d) {
    static const result<json> nothing = json(json_object{});
    const auto& node = json_document_inside::of(d);
    return node ? json_document_inside::tree(*node) : nothing;
}

result<json> take_tree(json_document&& d) {
    const auto node = std::move(json_document_inside::of(d));
    if (!node) return json(json_object{});
    auto& tree = json_document_inside::tree(*node);
    if (node.use_count() > 1) return tree;
    return std::move(tree);
}

}  // namespace motcua
