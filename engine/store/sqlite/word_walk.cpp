#include "engine/store/sqlite/word_walk.hpp"

#include <algorithm>

namespace motcua::store {

namespace {

// Rows at a time: few where most words give nothing, many where one word gives all.
constexpr std::size_t first_rows = 8;
constexpr std::size_t most_rows = 512;

}  // namespace

word_walk::word_walk(reading_connection& in, office_id office, std::string kind,
                     std::vector<std::string> words, session_id after, bool ascending)
    : in_(in), office_(office), kind_(std::move(kind)), ascending_(ascending) {
    strands_.reserve(words.size());
    for (auto& word : words) {
        strands_.push_back({std::move(word), {}, after, first_rows});
        push(strands_.size() - 1);
    }
}

void word_walk::read(strand& s) {
    statement& ask = in_.kept(ascending_ ? "SELECT session FROM name_word WHERE office = ? AND kind = ? AND "
                                           "word = ? AND session > ? ORDER BY session LIMIT ?"
                                         : "SELECT session FROM name_word WHERE office = ? AND kind = ? AND "
                                           "word = ? AND session < ? ORDER BY session DESC LIMIT ?");
    const reset_at_end reset(ask);
    ask.put(office_).put_text(kind_).put_text(s.word).put(s.last).put(static_cast<std::int64_t>(s.room));
    while (ask.step()) s.ids.push_back(ask.integer(0));
    s.ended = s.ids.size() < s.room;
    if (!s.ids.empty()) s.last = s.ids.back();
    std::reverse(s.ids.begin(), s.ids.end());
    s.room = std::min(s.room * 4, most_rows);
}

bool word_walk::comes_later(std::size_t a, std::size_t b) const {
    const auto x = strands_[a].ids.back(), y = strands_[b].ids.back();
    return ascending_ ? x > y : x < y;
}

void word_walk::push(std::size_t which) {
    strand& s = strands_[which];
    if (s.ids.empty() && !s.ended) read(s);
    if (s.ids.empty()) return;
    heap_.push_back(which);
    std::push_heap(heap_.begin(), heap_.end(), [this](auto a, auto b) { return comes_later(a, b); });
}

std::optional<session_id> word_walk::next() {
    while (!heap_.empty()) {
        std::pop_heap(heap_.begin(), heap_.end(), [this](auto a, auto b) { return comes_later(a, b); });
        const auto which = heap_.back();
        heap_.pop_back();
        const session_id id = strands_[which].ids.back();
        strands_[which].ids.pop_back();
        push(which);
        if (given_ == id) continue;  // another word of the same name
        return given_ = id;
    }
    return std::nullopt;
}

}  // namespace motcua::store
