#include "templates/language/needs.hpp"

#include <algorithm>
#include <string_view>

namespace motcua::templates {

namespace {

std::string_view root_of(std::string_view path) {
    return path.substr(0, path.find('.'));
}

bool same(const test& a, const test& b) {
    return a.what == b.what && a.path == b.path && a.value == b.value;
}

bool same(const need& a, const need& b) {
    return a.path == b.path && std::equal(a.when.begin(), a.when.end(), b.when.begin(), b.when.end(),
                                          [](const test& x, const test& y) { return same(x, y); });
}

class walk {
public:
    void through(const std::vector<block>& content) {
        for (const auto& b : content) std::visit([this](const auto& what) { visit(what); }, b.what);
    }
    void through(const inline_text& items) { text(items); }
    std::vector<need> take() { return std::move(found_); }

private:
    void visit(const paragraph& p) { text(p.text); }
    void visit(const columns& c) {
        for (const auto& part : c.parts) through(part.content);
    }
    void visit(const table& t) {
        for (const auto& r : t.head) visit(r);
        through(t.body);
    }
    void visit(const row& r) {
        for (const auto& c : r.cells) through(c.content);
    }
    void visit(const loop& l) {
        when_.push_back({test::kind::has, l.in, {}, l.at});
        own_.insert(own_.end(), {l.as, l.index});
        through(l.content);
        own_.resize(own_.size() - 2);
        when_.pop_back();
    }
    void visit(const choice& c) {
        under(c.when, [&] { through(c.content); });
    }
    void visit(const keep& k) { through(k.content); }
    void visit(const group& g) { through(g.content); }
    void visit(const line&) {}
    void visit(const space&) {}
    void visit(const code& c) { text(c.value); }

    void text(const inline_text& items) {
        for (const auto& item : items)
            if (const auto* b = std::get_if<binding>(&item.what))
                add(*b);
            else if (const auto* c = std::get_if<inline_choice>(&item.what))
                under(c->when, [&] { text(c->items); });
    }

    template <class Inside>
    void under(const test& when, Inside inside) {
        when_.push_back(when);
        inside();
        when_.pop_back();
    }

    bool is_own(std::string_view path) const {
        return std::find(own_.begin(), own_.end(), root_of(path)) != own_.end();
    }

    void add(const binding& b) {
        if (b.when_absent != binding::absent::refuse || is_own(b.path)) return;
        if (std::any_of(when_.begin(), when_.end(), [&](const test& t) { return is_own(t.path); })) return;
        need n{b.path, when_};
        if (std::none_of(found_.begin(), found_.end(), [&](const need& known) { return same(known, n); }))
            found_.push_back(std::move(n));
    }

    std::vector<test> when_;
    // Names that do not come from the values: the form's own, and those of the loops around.
    std::vector<std::string> own_{"form", "copy", "page", "pages"};
    std::vector<need> found_;
};

}  // namespace

std::vector<need> needs_of(const form& f) {
    walk all;
    all.through(f.content->suffix);
    for (const auto& layout : f.content->layouts) {
        all.through(layout.body);
        all.through(layout.footer);
    }
    return all.take();
}

}  // namespace motcua::templates
