#include <algorithm>
#include <numeric>

#include "templates/layout/composer.hpp"

namespace motcua::templates {
namespace {

constexpr double thickness = 0.5;
constexpr double pad_across = 3, pad_down = 1.5;

std::vector<double> edges_of(const std::vector<double>& weights, area a, double gap = 0) {
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    const double room = a.width - gap * static_cast<double>(weights.size() - 1);
    std::vector<double> edges{a.x};
    for (const double w : weights) edges.push_back(edges.back() + w / all * room + gap);
    return edges;
}

double content_height(const flow& f, std::size_t i) {
    return i < f.slices.size() ? f.slices[i].height : 0;
}

void stack(slice& into, const flow& content, double y) {
    for (auto s : content.slices) {
        move(s, 0, y);
        append(into, s);
        y += s.height;
    }
}

rule horizontal(double x, double y, double width) {
    return {x, y - thickness / 2, width + thickness, thickness};
}
rule vertical(double x, double y, double height) {
    return {x, y, thickness, height};
}

}  // namespace

void composer::merge(std::vector<placed_cell>& cells, double padding, flow& out) {
    double tallest = 0;
    std::size_t most = 0;
    for (const auto& c : cells) {
        tallest = std::max(tallest, c.content.height());
        most = std::max(most, c.content.slices.size());
    }
    if (page_room_ <= 0 || tallest + 2 * padding <= page_room_ * 0.4 || most < 2) {
        slice s;
        s.height = tallest + 2 * padding;
        for (const auto& c : cells) stack(s, c.content, padding);
        out.slices.push_back(std::move(s));
        return;
    }
    for (std::size_t i = 0; i < most; ++i) {
        slice s;
        const double top = i == 0 ? padding : 0;
        for (const auto& c : cells) {
            s.height = std::max(s.height, content_height(c.content, i));
            if (i >= c.content.slices.size()) continue;
            auto part = c.content.slices[i];
            move(part, 0, top);
            append(s, part);
        }
        s.height += top + (i + 1 == most ? padding : 0);
        out.slices.push_back(std::move(s));
    }
}

void composer::add(const columns& c, area a, flow& out) {
    std::vector<double> weights;
    for (const auto& part : c.parts) weights.push_back(part.weight);
    const auto edges = edges_of(weights, a, c.gap);
    std::vector<placed_cell> cells;
    for (std::size_t i = 0; i < c.parts.size(); ++i) {
        placed_cell cell;
        cell.x = edges[i];
        cell.width = edges[i + 1] - edges[i] - c.gap;
        cell.content = compose(c.parts[i].content, {cell.x, cell.width, a.size});
        cells.push_back(std::move(cell));
    }
    merge(cells, 0, out);
    if (c.keep_next) out.slices.back().keep_next = true;
}

std::vector<composer::placed_cell> composer::place(const row& r, const table& t, area a) {
    const auto edges = edges_of(t.weights, a);
    std::vector<placed_cell> cells;
    std::size_t at = 0;
    for (const auto& c : r.cells) {
        const auto end = std::min(at + static_cast<std::size_t>(c.across), t.weights.size());
        placed_cell cell;
        cell.x = edges[at];
        cell.width = edges[end] - edges[at];
        const double inner = std::max(4.0, cell.width - 2 * pad_across);
        cell.content = compose(c.content, {cell.x + pad_across, inner, a.size});
        cells.push_back(std::move(cell));
        at = end;
    }
    return cells;
}

// Lines at every cell's edges, and what closes them if a page ends inside the row.
void composer::add(const row& r, area a, flow& out) {
    auto cells = place(r, *table_, a);
    const auto first = out.slices.size();
    merge(cells, pad_down, out);
    for (auto i = first; i < out.slices.size(); ++i) {
        auto& s = out.slices[i];
        s.head = head_;
        if (!table_->lines) continue;
        for (const auto& c : cells) s.rules.push_back(vertical(c.x, 0, s.height));
        s.rules.push_back(vertical(a.x + a.width, 0, s.height));
        const auto bottom = horizontal(a.x, s.height, a.width);
        if (i + 1 == out.slices.size())
            s.rules.push_back(bottom);
        else
            s.at_break.push_back(bottom);
    }
}

// Cells of a head with the rows they reach over: from the first to before the last.
std::vector<composer::head_cell> composer::place_head(const table& t, area a) {
    const auto edges = edges_of(t.weights, a);
    std::vector<std::size_t> taken_until(t.weights.size(), 0);
    std::vector<head_cell> cells;
    for (std::size_t i = 0; i < t.head.size(); ++i) {
        std::size_t at = 0;
        for (const auto& c : t.head[i].cells) {
            while (at < taken_until.size() && taken_until[at] > i) ++at;
            const auto end = std::min(at + static_cast<std::size_t>(c.across), t.weights.size());
            head_cell h;
            h.from = i;
            h.to = std::min(t.head.size(), i + static_cast<std::size_t>(c.down));
            h.cell.x = edges[at];
            h.cell.width = edges[end] - edges[at];
            const double inner = std::max(4.0, h.cell.width - 2 * pad_across);
            h.cell.content = compose(c.content, {h.cell.x + pad_across, inner, a.size});
            for (; at < end; ++at) taken_until[at] = h.to;
            cells.push_back(std::move(h));
        }
    }
    return cells;
}

slice composer::head_of(const table& t, area a) {
    const auto cells = place_head(t, a);
    std::vector<double> heights(t.head.size(), 0);
    const auto height = [&](std::size_t from, std::size_t to) {
        return std::accumulate(heights.begin() + static_cast<std::ptrdiff_t>(from),
                               heights.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
    };
    // Cells of one row first; those over several rows then stretch the last of theirs.
    for (const bool single : {true, false})
        for (const auto& c : cells)
            if ((c.to == c.from + 1) == single)
                heights[c.to - 1] +=
                    std::max(0.0, c.cell.content.height() + 2 * pad_down - height(c.from, c.to));
    slice s;
    for (const auto& c : cells) {
        const double top = height(0, c.from), high = height(c.from, c.to);
        stack(s, c.cell.content, top + (high - c.cell.content.height()) / 2);
        if (!t.lines) continue;
        s.rules.push_back(vertical(c.cell.x, top, high));
        s.rules.push_back(horizontal(c.cell.x, top, c.cell.width));
    }
    s.height = height(0, t.head.size());
    if (t.lines) {
        s.rules.push_back(vertical(a.x + a.width, 0, s.height));
        s.rules.push_back(horizontal(a.x, s.height, a.width));
    }
    s.keep_next = true;
    return s;
}

void composer::add(const table& t, area a, flow& out) {
    const auto* outer_table = table_;
    const int outer_head = head_;
    a.size = (t.size > 0 ? t.size : a.size) * t.scale;
    table_ = &t;
    head_ = -1;
    const auto first = out.slices.size();
    if (!t.head.empty()) {
        out.slices.push_back(head_of(t, a));
        head_ = static_cast<int>(out.heads.size());
        out.heads.push_back(out.slices.back());
    }
    add_all(t.body, a, out);
    if (t.head.empty() && t.lines && out.slices.size() > first)
        out.slices[first].rules.push_back(horizontal(a.x, 0, a.width));
    table_ = outer_table;
    head_ = outer_head;
}

}  // namespace motcua::templates
