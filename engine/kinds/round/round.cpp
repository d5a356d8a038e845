#include "engine/kinds/round/round.hpp"

#include <algorithm>

#include "engine/base/described.hpp"

namespace motcua::dossier {
namespace {

constexpr int round_format = 1;

}  // namespace

template <class A>
void describe(A& a, round_parcel& p) {
    a("dossier", p.dossier)("code", p.code)("item", p.item)("receiver", p.receiver)("address", p.address);
    a("phone", p.phone)("content", p.content)("result", p.result)("fee_due", p.fee_due);
    a("collect", p.collect)("by_hand", p.by_hand)("outcome", p.outcome);
}

template <class A>
void describe(A& a, courier& c) {
    a("name", c.name)("employee_number", c.employee_number)("phone", c.phone)("signature", c.signature);
}

template <class A>
void describe(A& a, round& r) {
    a.format("format", round_format);
    a("number", r.number)("office", r.office)("unit", r.unit)("created", r.created)("officer", r.officer);
    a("parcels", r.parcels)("courier", r.who)("handed_over", r.handed_over)("closed", r.closed);
}

bool round::settled() const {
    return std::all_of(parcels.begin(), parcels.end(), [](const auto& p) { return !p.outcome.empty(); });
}

round_parcel* round::find(std::uint64_t dossier) {
    for (auto& p : parcels)
        if (p.dossier == dossier) return &p;
    return nullptr;
}

std::string encode(const round& r) {
    return to_described(r);
}

result<round> round_from_json(const json& v) {
    round out;
    if (auto done = read_described(v, "a round", round_format, out); !done)
        return tl::make_unexpected(std::move(done.error()));
    return out;
}

}  // namespace motcua::dossier
