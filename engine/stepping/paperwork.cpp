#include "engine/stepping/paperwork.hpp"

namespace motcua::runtime {

result<json_array> number(kinds::session_record& s, kinds::step_requests& w, const kinds::step_context& c,
                          const number_source& draw) {
    json_array out;
    for (const auto& request : w.numbers) {
        const auto n = draw(request);
        if (!n) return tl::make_unexpected(n.error());
        const auto text = s.assign(w, request, *n, c);
        out.push_back({{"what", request.what},
                       {"series", request.series},
                       {"period", request.period},
                       {"number", *n},
                       {"text", text}});
    }
    return out;
}

std::vector<store::slip_row> slip_rows(store::session_id id, const kinds::session_record& s,
                                       const kinds::step_requests& w, const kinds::step_context& c,
                                       const json_array& numbers) {
    std::vector<store::slip_row> out;
    for (const auto& slip : w.slips) {
        store::slip_row row;
        row.session = id;
        row.form = slip.form;
        row.seq = slip.seq;
        row.max_seq = slip.max_seq;
        row.number_text = slip.number;
        for (std::size_t i = 0; i < w.numbers.size(); ++i) {
            if (w.numbers[i].slip != static_cast<int>(out.size())) continue;
            row.series = w.numbers[i].series;
            row.period = w.numbers[i].period;
            row.number = get_integer(numbers[i], "number");
        }
        row.issued_at = c.at;
        row.values = to_text(s.slip_values(slip, c));
        row.calendar_hash = c.calendar->hash();
        out.push_back(std::move(row));
    }
    return out;
}

}  // namespace motcua::runtime
