#include "templates/layout/lines.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/base/text.hpp"
#include "templates/fonts/metrics.hpp"

namespace motcua::templates {
namespace {

using fonts::metrics_of;

struct fragment {
    face font;
    double size;
    std::string text;
    double width;
    bool leader = false;
};

// What stands between two places where a line may break.
struct word {
    std::vector<fragment> parts;
    double width = 0;
    double space = 0;  // before it, if it does not start a line
    face space_font = face::serif;
    double space_size = 0;
    bool forced = false;  // starts a new line whatever fits
};

class word_splitter {
public:
    std::vector<word> split(const std::vector<piece>& pieces) {
        for (const auto& p : pieces) add(p);
        flush();
        return std::move(words_);
    }

private:
    void add(const piece& p) {
        if (p.what == piece::kind::line_break) {
            flush_even_empty(p);
            next_ = {};
            next_.forced = true;
            empty_line_ = true;
            return;
        }
        if (p.what == piece::kind::leader) {
            put({p.font, p.size, {}, p.size * 2, true});
            return;
        }
        for (std::string_view rest = p.text; !rest.empty();) {
            const auto end = rest.find(' ');
            const auto text = rest.substr(0, end);
            if (!text.empty())
                put({p.font, p.size, std::string(text), metrics_of(p.font).width(text) * p.size});
            if (end == std::string_view::npos) break;
            flush();
            next_.space = metrics_of(p.font).width(U' ') * p.size;
            next_.space_font = p.font;
            next_.space_size = p.size;
            rest.remove_prefix(end + 1);
        }
    }

    void put(fragment f) {
        next_.width += f.width;
        next_.parts.push_back(std::move(f));
        empty_line_ = false;
    }

    void flush() {
        if (next_.parts.empty()) return;
        words_.push_back(std::move(next_));
        next_ = {};
    }

    // Two breaks in a row keep an empty line between them.
    void flush_even_empty(const piece& p) {
        if (next_.parts.empty() && (empty_line_ || words_.empty())) put({p.font, p.size, {}, 0});
        flush();
    }

    std::vector<word> words_;
    word next_;
    bool empty_line_ = false;
};

bool may_break_after(char32_t c) {
    return c == '-' || c == '/' || c == '.' || c == '@' || c == '_' || c == ',';
}

// How many letters of a fragment fit into `room`, preferring to end after a hyphen or the like; `least` at
// any rate.
std::size_t letters_that_fit(const fragment& part, const std::vector<char32_t>& letters, double room,
                             std::size_t least) {
    const auto& m = metrics_of(part.font);
    std::size_t fits = 0, good = 0;
    double width = 0;
    for (; fits < letters.size(); ++fits) {
        width += m.width(letters[fits]) * part.size;
        if (width > room && fits >= least) break;
        if (may_break_after(letters[fits])) good = fits + 1;
    }
    return good * 2 > fits ? good : fits;
}

std::pair<fragment, fragment> cut(const fragment& part, double room, std::size_t least) {
    const auto letters = to_code_points(part.text);
    const auto fits = letters_that_fit(part, letters, room, least);
    fragment first{part.font, part.size, {}, 0}, second = first;
    for (std::size_t k = 0; k < letters.size(); ++k)
        append_utf8(k < fits ? first.text : second.text, letters[k]);
    first.width = metrics_of(part.font).width(first.text) * part.size;
    second.width = part.width - first.width;
    return {std::move(first), std::move(second)};
}

// Cuts a word so that its first part fits; at least one letter goes.
std::pair<word, word> cut(const word& w, double room) {
    word head = w, tail;
    head.parts.clear();
    head.width = 0;
    std::size_t i = 0;
    for (; i < w.parts.size() && head.width + w.parts[i].width <= room; ++i) {
        head.parts.push_back(w.parts[i]);
        head.width += w.parts[i].width;
    }
    if (i < w.parts.size()) {
        auto [first, second] = cut(w.parts[i], room - head.width, head.parts.empty() ? 1 : 0);
        head.width += first.width;
        if (!first.text.empty()) head.parts.push_back(std::move(first));
        if (!second.text.empty()) tail.parts.push_back(std::move(second));
        tail.parts.insert(tail.parts.end(), w.parts.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                          w.parts.end());
    }
    for (const auto& p : tail.parts) tail.width += p.width;
    return {std::move(head), std::move(tail)};
}

class line_builder {
public:
    explicit line_builder(double room, bool stretch) : room_(room), stretch_(stretch) {}

    text_line build(const std::vector<word>& words) {
        double natural = 0;
        int leaders = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            natural += words[i].width + (i > 0 ? words[i].space : 0);
            for (const auto& p : words[i].parts) leaders += p.leader ? 1 : 0;
        }
        const double spare = std::max(0.0, room_ - natural);
        leader_more_ = leaders > 0 ? spare / leaders : 0;
        const auto gaps = words.size() > 1 ? static_cast<double>(words.size() - 1) : 0;
        gap_more_ = stretch_ && leaders == 0 && gaps > 0 ? spare / gaps : 0;
        for (std::size_t i = 0; i < words.size(); ++i) add(words[i], i == 0);
        line_.width = x_;
        return std::move(line_);
    }

private:
    void add(const word& w, bool first) {
        if (!first && w.space > 0) {
            const bool join = gap_more_ == 0 && !line_.runs.empty() && !w.parts.empty() &&
                              line_.runs.back().font == w.space_font &&
                              line_.runs.back().size == w.space_size;
            if (join) line_.runs.back().text += ' ';
            x_ += w.space + gap_more_;
            joined_ = join;
        }
        for (const auto& p : w.parts) {
            put(p);
            joined_ = true;
        }
        joined_ = gap_more_ == 0;
    }

    void put(const fragment& p) {
        const auto& m = metrics_of(p.font);
        line_.ascent = std::max(line_.ascent, m.ascent * p.size);
        line_.descent = std::max(line_.descent, m.descent * p.size);
        if (p.leader) {
            const double width = p.width + leader_more_, dot = m.width(U'.') * p.size;
            const auto dots = static_cast<std::size_t>(std::max(0.0, width / dot));
            line_.runs.push_back({p.font, p.size, x_, 0, std::string(dots, '.')});
            x_ += width;
            return;
        }
        auto* last = line_.runs.empty() ? nullptr : &line_.runs.back();
        const bool same = joined_ && last && last->font == p.font && last->size == p.size && ends_at(*last);
        if (same)
            last->text += p.text;
        else if (!p.text.empty())
            line_.runs.push_back({p.font, p.size, x_, 0, p.text});
        x_ += p.width;
    }

    bool ends_at(const text_run& r) const {
        return std::abs(r.x + metrics_of(r.font).width(r.text) * r.size - x_) < 0.01;
    }

    double room_, x_ = 0, leader_more_ = 0, gap_more_ = 0;
    bool stretch_, joined_ = true;
    text_line line_;
};

std::vector<text_line> break_words(std::vector<word> words, const line_shape& shape) {
    std::vector<text_line> lines;
    std::vector<word> current;
    double used = 0;
    const auto room = [&] { return std::max(1.0, shape.width - (lines.empty() ? shape.first : 0)); };
    const auto finish = [&](bool ends) {
        const double indent = lines.empty() ? shape.first : 0;
        auto line = line_builder(room(), shape.justify && !ends).build(current);
        for (auto& run : line.runs) run.x += indent;
        line.width += indent;
        line.ends_paragraph = ends;
        lines.push_back(std::move(line));
        current.clear();
        used = 0;
    };
    constexpr double tolerance = 0.001;
    for (std::size_t i = 0; i < words.size();) {
        auto& w = words[i];
        if (w.forced && !current.empty()) finish(true);
        const double space = current.empty() ? 0 : w.space;
        if (used + space + w.width <= room() + tolerance) {
            used += space + w.width;
            current.push_back(std::move(w));
            ++i;
        } else if (!current.empty()) {
            w.forced = false;
            finish(false);
        } else {
            auto [head, tail] = cut(w, room());
            current.push_back(std::move(head));
            if (tail.parts.empty())
                ++i;
            else {
                w = std::move(tail);
                finish(false);
            }
        }
    }
    if (!current.empty()) finish(true);
    return lines;
}

// The narrowest width that needs no more lines.
double balanced_width(const std::vector<word>& words, line_shape shape, std::size_t lines) {
    double low = shape.width / 2, high = shape.width;
    for (int i = 0; i < 7; ++i) {
        shape.width = (low + high) / 2;
        if (break_words(words, shape).size() <= lines)
            high = shape.width;
        else
            low = shape.width;
    }
    return high;
}

}  // namespace

std::vector<text_line> break_lines(const std::vector<piece>& pieces, const line_shape& shape) {
    auto words = word_splitter().split(pieces);
    if (!shape.balance) return break_words(std::move(words), shape);
    auto lines = break_words(words, shape);
    if (lines.size() < 2 || lines.size() > 4) return lines;
    auto narrower = shape;
    narrower.width = balanced_width(words, shape, lines.size());
    return break_words(std::move(words), narrower);
}

}  // namespace motcua::templates
