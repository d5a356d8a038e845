#include "engine/store/sqlite/list_page.hpp"

#include <algorithm>

#include "engine/store/sqlite/list_filter.hpp"

namespace motcua::store {

namespace {

using order = list_place::order;

// Rows in the order of one index.
struct run {
    std::string from{};                  // " INDEXED BY …"
    std::string where{};                 // beyond the filter, whose conditions it may repeat for the index
    std::optional<std::string> phase{};  // the value of its only question mark
};

std::vector<run> by_due(const list_query& q) {
    if (q.kind.empty() || !q.open_only) return {{}};
    if (q.standing == condition::parked) return {{" INDEXED BY session_parked", ""}};
    if (q.apology_standing == apology::draft) return {{" INDEXED BY session_draft", ""}};
    std::vector<run> runs;
    for (const auto& phase : q.phases)
        runs.push_back({" INDEXED BY session_worklist", " AND phase = ?", phase});
    if (runs.empty())
        for (const bool late : {true, false})
            if (q.late.value_or(late) == late)
                runs.push_back({" INDEXED BY session_due", late ? " AND late = 1" : " AND late = 0"});
    return runs;
}

std::vector<run> by_id(const list_query& q) {
    if (q.kind.empty()) return {{}};
    const bool closed = q.standing == condition::final && !q.open_only;
    return {{closed ? " INDEXED BY session_closed" : " INDEXED BY session_kind", ""}};
}

bool before_by_due(const list_place& a, const list_place& b) {
    if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
    return a.due != b.due ? *a.due < *b.due : a.id < b.id;
}

// A stretch of a run that one ordered look at its index gives: what bounds it, and how it goes on.
struct stretch {
    std::string bounds;  // question marks for the due moment and the id of the place, as `due` and `id` say
    std::string sorted;
    bool due = false, id = false;
    bool undated = false;
};

// From the place on (not the place itself), or from the beginning or the end.
std::vector<stretch> stretches(order by, const std::optional<list_place>& from, bool backward) {
    const std::string sign = backward ? " < ?" : " > ?", down = backward ? " DESC" : "";
    if (by == order::newest) {
        const stretch all{"", backward ? " ORDER BY id" : " ORDER BY id DESC"};
        if (!from) return {all};
        return {{std::string(" AND id") + (backward ? " > ?" : " < ?"), all.sorted, false, true}};
    }
    const std::string in_moment = " ORDER BY id" + down, in_time = " ORDER BY due_at" + down + ", id" + down;
    const stretch undated{" AND due_at IS NULL", in_moment, false, false, true};
    const stretch rest_of_undated{" AND due_at IS NULL AND id" + sign, in_moment, false, true, true};
    const stretch dated{" AND due_at IS NOT NULL", in_time};
    if (!from) return backward ? std::vector{undated, dated} : std::vector{dated, undated};
    if (!from->due) return backward ? std::vector{rest_of_undated, dated} : std::vector{rest_of_undated};
    std::vector all{stretch{" AND due_at = ? AND id" + sign, in_moment, true, true},
                    stretch{" AND due_at" + sign, in_time, true, false}};
    if (!backward) all.push_back(undated);
    return all;
}

class page_finder {
public:
    page_finder(reading_connection& in, const list_query& query, office_id office)
        : in_(in),
          query_(query),
          office_(office),
          by_(query.order == list_order::due ? order::due : order::newest),
          runs_(by_ == order::due ? by_due(query) : by_id(query)),
          filter_(query) {}

    id_page page(std::size_t limit) {
        const bool backward = query_.before.has_value();
        const auto& place = backward ? query_.before : query_.after;
        auto rows = rows_from(place, backward, limit + 1);
        const bool further = rows.size() > limit;
        if (further) rows.pop_back();
        if (backward) std::reverse(rows.begin(), rows.end());
        id_page out;
        for (const auto& row : rows) out.ids.push_back(row.id);
        // Of an empty page the place itself belongs to the other side.
        const auto first = rows.empty() ? place : std::optional(rows.front());
        const auto last = rows.empty() ? place : std::optional(rows.back());
        if (backward ? further : place && any(first, true, rows.empty())) out.previous = first;
        if (backward ? any(last, false, rows.empty()) : further) out.next = last;
        if (rows.empty() && out.previous) out.previous = beside(*place, true);
        if (rows.empty() && out.next) out.next = beside(*place, false);
        return out;
    }

    std::size_t count(std::size_t most) {
        std::size_t n = 0;
        for (const auto& r : runs_) {
            statement& ask = in_.kept("SELECT count(*) FROM (SELECT 1" + source(r) + " LIMIT ?)");
            const reset_at_end reset(ask);
            put(ask, r).put(static_cast<std::int64_t>(most - n)).step();
            n += static_cast<std::size_t>(ask.integer(0));
        }
        return n;
    }

private:
    std::string source(const run& r) const {
        return " FROM session" + r.from + " WHERE office = ?" + (query_.kind.empty() ? "" : " AND kind = ?") +
               r.where + filter_.text();
    }
    statement& put(statement& into, const run& r) const {
        into.put(office_);
        if (!query_.kind.empty()) into.put_text(query_.kind);
        if (r.phase) into.put_text(*r.phase);
        return filter_.put(into);
    }
    // In order away from the place.
    std::vector<list_place> rows_from(const std::optional<list_place>& place, bool backward, std::size_t n) {
        std::vector<list_place> all;
        for (const auto& r : runs_) {
            std::size_t found = 0;
            for (const auto& s : stretches(by_, place, backward)) {
                if (found == n) break;
                if (s.undated && query_.due_before) continue;
                found += look(r, s, place, n - found, all);
            }
        }
        if (runs_.size() > 1)
            std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
                return backward ? before_by_due(b, a) : before_by_due(a, b);
            });
        if (all.size() > n) all.resize(n);
        return all;
    }
    std::size_t look(const run& r, const stretch& s, const std::optional<list_place>& place, std::size_t n,
                     std::vector<list_place>& into) {
        statement& ask = in_.kept("SELECT id, due_at" + source(r) + s.bounds + s.sorted + " LIMIT ?");
        const reset_at_end reset(ask);
        put(ask, r);
        if (s.due) ask.put(place->due);
        if (s.id) ask.put(place->id);
        ask.put(static_cast<std::int64_t>(n));
        std::size_t found = 0;
        for (; ask.step(); ++found)
            into.push_back({by_, by_ == order::due ? ask.maybe_at(1) : std::nullopt, ask.integer(0)});
        return found;
    }
    // Whether a row lies on that side of the place, or (`itself`) at it.
    bool any(const std::optional<list_place>& place, bool backward, bool itself) {
        return place && !rows_from(itself ? beside(*place, backward) : *place, backward, 1).empty();
    }
    // So near that nothing but the place lies between.
    list_place beside(list_place place, bool backward) const {
        const bool higher = (by_ == order::newest) != backward;
        place.id += higher ? 1 : -1;
        return place;
    }

    reading_connection& in_;
    const list_query& query_;
    const office_id office_;
    const order by_;
    const std::vector<run> runs_;
    const list_filter filter_;
};

}  // namespace

id_page find_page(reading_connection& in, const list_query& query, office_id office) {
    page_finder finder(in, query, office);
    id_page found = finder.page(std::min(query.limit, longest_page));
    if (query.count_to > 0) {
        found.count = finder.count(query.count_to + 1);
        found.more = found.count > query.count_to;
        found.count = std::min(found.count, query.count_to);
    }
    return found;
}

}  // namespace motcua::store
