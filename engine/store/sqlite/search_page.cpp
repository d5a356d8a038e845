#include "engine/store/sqlite/search_page.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>

#include "engine/store/search.hpp"
#include "engine/store/sqlite/list_filter.hpp"
#include "engine/store/sqlite/word_walk.hpp"
#include "engine/store/tally.hpp"

namespace motcua::store {

namespace {

using order = list_place::order;

// Rows that one answer looks at, to fill its page and to count beyond it: some milliseconds.
constexpr std::size_t most_looks = 4000;
constexpr std::size_t looks_to_count = 1500;
// A start that so many words have is no help to find them by.
constexpr std::size_t most_words = 400;
constexpr auto top = std::numeric_limits<session_id>::max();

// What one row of a search may be: an id, and the place to go on behind it.
struct candidate {
    session_id id;
    list_place at;
};
using walk = std::function<std::optional<candidate>()>;

struct scanned {
    std::vector<candidate> hits;
    std::optional<list_place> last;  // looked at
    bool ended = true;
};

// So many rows for a page, and so many, if they are met soon, for the count.
scanned scan(const walk& next, const std::function<bool(const candidate&)>& fits, std::size_t page,
             std::size_t count) {
    scanned out;
    const auto enough = [&](std::size_t looks) {
        const bool filled = out.hits.size() >= page;
        return looks >= most_looks || (filled && (out.hits.size() >= count || looks >= looks_to_count));
    };
    for (std::size_t looks = 0; !enough(looks); ++looks) {
        auto one = next();
        if (!one) return out;
        out.last = one->at;
        if (fits(*one)) out.hits.push_back(std::move(*one));
    }
    out.ended = false;
    return out;
}

// What a word may begin with, and how many names have one that does.
struct start {
    std::string prefix;
    std::vector<std::string> words{};  // empty: too many
    std::int64_t names = 0;
};

class searcher {
public:
    searcher(reading_connection& in, const list_query& query, office_id office)
        : in_(in),
          query_(query),
          office_(office),
          filter_(query),
          limit_(std::min(query.limit, longest_page)) {}

    id_page names(const std::vector<std::string>& words) {
        for (const auto& word : words) {
            starts_.push_back(read_start(word));
            if (starts_.back().words.empty() && starts_.back().names == 0) return {};
        }
        // Without one whose words are known all names are walked, which finds the more the more have them.
        std::stable_sort(starts_.begin(), starts_.end(), [](const auto& a, const auto& b) {
            return std::pair(a.words.empty(), a.names) < std::pair(b.words.empty(), b.names);
        });
        const bool walked = !starts_.front().words.empty();
        const auto fits = [&, from = walked ? 1u : 0u](const candidate& c) {
            return std::all_of(starts_.begin() + from, starts_.end(),
                               [&](const start& s) { return has_word(c.id, s.prefix); }) &&
                   ((walked && filter_.empty()) || stands(c.id));
        };
        return page([&](const auto& from, bool ascending) { return walk_names(from, ascending); }, fits);
    }

    id_page codes(const std::string& key) {
        return page([&](const auto& from, bool ascending) { return walk_codes(key, from, ascending); },
                    [&](const candidate& c) { return stands_first(c, key); });
    }

private:
    using walk_from = std::function<walk(const std::optional<list_place>&, bool ascending)>;

    id_page page(const walk_from& begin, const std::function<bool(const candidate&)>& fits) {
        const bool backward = query_.before.has_value();
        const auto& place = backward ? query_.before : query_.after;
        const std::size_t page_and_one = limit_ + 1, to_count = query_.count_to > 0 ? query_.count_to + 1 : 0;
        auto found = scan(begin(place, backward), fits, page_and_one, place ? 0 : to_count);
        id_page out;
        if (to_count > 0) count(place ? scan(begin({}, false), fits, 0, to_count) : found, out);
        const bool further = found.hits.size() > limit_;
        if (further) found.hits.resize(limit_);
        auto ahead = further ? std::optional(found.hits.back().at) : found.ended ? std::nullopt : found.last;
        auto behind_it = !place               ? std::nullopt
                         : found.hits.empty() ? place
                                              : std::optional(found.hits.front().at);
        if (backward) {
            std::reverse(found.hits.begin(), found.hits.end());
            std::swap(ahead, behind_it);
        }
        for (const auto& hit : found.hits) out.ids.push_back(hit.id);
        out.next = std::move(ahead);
        out.previous = std::move(behind_it);
        return out;
    }
    void count(const scanned& from_the_top, id_page& into) const {
        into.count = std::min(from_the_top.hits.size(), query_.count_to);
        into.more = !from_the_top.ended;
    }

    start read_start(const std::string& prefix) {
        start out{prefix};
        statement& ask = in_.kept(
            "SELECT list, n FROM tally WHERE office = ? AND kind = ? AND list >= ? AND list < ? LIMIT ?");
        const reset_at_end reset(ask);
        const std::string name = std::string(word_tally) + prefix, end = behind(name);
        ask.put(office_).put_text(query_.kind).put_text(name).put_text(end);
        ask.put(static_cast<std::int64_t>(most_words + 1));
        for (; ask.step(); out.names += ask.integer(1))
            out.words.push_back(ask.text(0).substr(word_tally.size()));
        if (out.words.size() > most_words) out.words.clear();
        return out;
    }
    walk walk_names(const std::optional<list_place>& from, bool ascending) {
        const session_id after = from ? from->id : ascending ? 0 : top;
        if (starts_.front().words.empty()) return walk_all(after, ascending);
        auto words =
            std::make_shared<word_walk>(in_, office_, query_.kind, starts_.front().words, after, ascending);
        return [words]() -> std::optional<candidate> {
            const auto id = words->next();
            if (!id) return std::nullopt;
            return candidate{*id, {order::newest, {}, *id}};
        };
    }
    // Every session of the kind.
    walk walk_all(session_id after, bool ascending) {
        return [this, after, ascending]() mutable -> std::optional<candidate> {
            statement& ask =
                in_.kept(std::string("SELECT id FROM session INDEXED BY session_kind WHERE office = ? "
                                     "AND kind = ? AND id ") +
                         (ascending ? "> ? ORDER BY id LIMIT 1" : "< ? ORDER BY id DESC LIMIT 1"));
            const reset_at_end reset(ask);
            if (!ask.put(office_).put_text(query_.kind).put(after).step()) return std::nullopt;
            after = ask.integer(0);
            return candidate{after, {order::newest, {}, after}};
        };
    }
    // The highest code first.
    walk walk_codes(const std::string& key, const std::optional<list_place>& from, bool ascending) {
        auto least = key, end = behind(key);
        if (from) (ascending ? least : end) = from->code;
        return [this, least, end, ascending, open = from && ascending]() mutable -> std::optional<candidate> {
            statement& ask =
                in_.kept(std::string("SELECT code, session FROM code WHERE office = ? AND code ") +
                         (open ? ">" : ">=") + " ? AND code < ? ORDER BY code" + (ascending ? "" : " DESC") +
                         " LIMIT 1");
            const reset_at_end reset(ask);
            if (!ask.put(office_).put_text(least).put_text(end).step()) return std::nullopt;
            candidate one{ask.integer(1), {order::code, {}, 0, ask.text(0)}};
            (ascending ? least : end) = one.at.code;
            open = ascending;
            return one;
        };
    }
    bool has_word(session_id id, const std::string& prefix) {
        statement& ask = in_.kept(
            "SELECT 1 FROM name_word INDEXED BY name_word_session WHERE office = ? AND session = ? AND word "
            ">= ? AND "
            "word < ? LIMIT 1");
        const reset_at_end reset(ask);
        const std::string end = behind(prefix);
        return ask.put(office_).put(id).put_text(prefix).put_text(end).step();
    }
    // In its row stands what the query asks for.
    bool stands(session_id id) {
        statement& ask = in_.kept("SELECT 1 FROM session WHERE id = ? AND kind = ?" + filter_.text());
        const reset_at_end reset(ask);
        return filter_.put(ask.put(id).put_text(query_.kind)).step();
    }

    // The same of a code: a session that has another one too, of the portal, is found at the higher one.
    bool stands_first(const candidate& c, const std::string& key) {
        statement& ask =
            in_.kept("SELECT code, portal_code FROM session WHERE id = ? AND kind = ?" + filter_.text());
        const reset_at_end reset(ask);
        if (!filter_.put(ask.put(c.id).put_text(query_.kind)).step()) return false;
        for (const int column : {0, 1})
            if (const auto other = code_key(ask.bytes(column)); other.starts_with(key) && other > c.at.code)
                return false;
        return true;
    }

    reading_connection& in_;
    const list_query& query_;
    const office_id office_;
    const list_filter filter_;
    const std::size_t limit_;
    std::vector<start> starts_;  // the one that is walked first
};

}  // namespace

id_page search_page(reading_connection& in, const list_query& query, office_id office) {
    const auto what = read_search(query.text);
    const auto& place = query.before ? query.before : query.after;
    id_page found;
    if (!what.words.empty() && !(place && place->of == order::code))
        found = searcher(in, query, office).names(what.words);
    const bool nothing = found.ids.empty() && !found.next && !found.previous;
    if (!what.code.empty() && nothing && !(place && place->of == order::newest))
        found = searcher(in, query, office).codes(what.code);
    return found;
}

}  // namespace motcua::store
