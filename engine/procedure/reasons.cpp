#include "engine/procedure/reasons.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/procedure/attributes.hpp"

namespace motcua::procedure {

namespace {

// A code that holds twice on one day: the first text would win.
bool stands_twice(const std::vector<reason>& list, const reason& next) {
    return std::any_of(list.begin(), list.end(), [&](const reason& r) {
        return r.code == next.code && !r.code.empty() && overlap(r.when, next.when);
    });
}

}  // namespace

read_result<reasons> reasons::read(const std::string& path, origin from) {
    const auto doc = xml::document::read(path);
    if (!doc) return tl::make_unexpected(doc.error());
    faults found;
    reasons out;
    const auto root = doc->root();
    if (!root.is(xml_namespace, "reasons"))
        return tl::make_unexpected(
            faults{root.error(fmt::format("expected <reasons xmlns=\"{}\">", xml_namespace))});
    attributes top(root, found, {}, {"list"});
    for (const auto& e : root.children(xml_namespace, "list")) {
        attributes a(e, found, {"name"}, {"reason"});
        const std::string name = a.required("name");
        if (from == origin::folder && out.lists_.contains(name))
            a.fault("name", fmt::format("list '{}' stands twice; put its reasons into one", name));
        auto& list = out.lists_[name];
        for (const auto& r : e.children(xml_namespace, "reason")) {
            attributes b(r, found, {"code", "from", "until"});
            reason one{b.required("code"), b.content(), b.when()};
            if (from == origin::folder && stands_twice(list, one))
                b.fault("code", fmt::format("reason '{}' holds twice on the same day; end one with 'until'",
                                            one.code));
            list.push_back(std::move(one));
        }
    }
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

std::vector<reason> reasons::list(std::string_view name, local_day day) const {
    std::vector<reason> out;
    if (const auto at = lists_.find(name); at != lists_.end())
        std::copy_if(at->second.begin(), at->second.end(), std::back_inserter(out),
                     [&](const reason& r) { return r.when.holds(day); });
    return out;
}

std::vector<std::string_view> reasons::names() const {
    std::vector<std::string_view> out;
    for (const auto& [name, list] : lists_) out.push_back(name);
    return out;
}

const reason* reasons::find(std::string_view name, std::string_view code, local_day day) const {
    const auto at = lists_.find(name);
    if (at == lists_.end()) return nullptr;
    for (const auto& r : at->second)
        if (r.code == code && r.when.holds(day)) return &r;
    return nullptr;
}

}  // namespace motcua::procedure
