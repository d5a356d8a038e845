#include "engine/kinds/round/kind.hpp"

#include "engine/kinds/dossier/intake.hpp"
#include "engine/kinds/round/round.hpp"

namespace motcua::dossier {
namespace {

// The lines of the manifest, from the dossiers that the command names.
tl::expected<json_array, rejection> parcels_of(const json& dossiers, const other_sessions& others) {
    json_array parcels;
    for (const auto& id : dossiers.get_array()) {
        boost::system::error_code no_number;
        const auto session = id.to_number<std::uint64_t>(no_number);  // 0 where it is none
        const auto other = others(session);
        const auto* r = dynamic_cast<const record*>(other.record);
        if (!r)
            return tl::make_unexpected(
                rejection{"unknown_dossier", "không có hồ sơ " + to_text(id), "Quét lại mã trên nhãn.", ""});
        parcels.push_back(manifest_line(session, *r, other.context));
    }
    return parcels;
}

// `dossiers`: sessions that are ready for the post; or `parcels`, the lines of a manifest themselves.
tl::expected<opened, rejection> open(json_object& data, const step_context& c, std::string_view by_unit,
                                     const other_sessions& others) {
    json_array parcels;
    if (const json* of = data.if_contains("dossiers"); others && of && of->is_array()) {
        auto lines = parcels_of(*of, others);
        if (!lines) return tl::make_unexpected(std::move(lines.error()));
        parcels = std::move(*lines);
        data["parcels"] = parcels;
        if (get_string(data, "unit").empty()) data["unit"] = by_unit;
    } else if (const json* given = data.if_contains("parcels"); given && given->is_array()) {
        parcels = given->get_array();
    }
    if (parcels.empty())
        return tl::make_unexpected(rejection{"no_parcels", "Chưa có hồ sơ nào sẵn sàng gửi bưu chính.",
                                             "In nhãn bưu gửi cho hồ sơ trả qua bưu chính trước.", ""});
    const auto count = static_cast<std::int64_t>(parcels.size());
    auto read = round_from_json(
        json_object{{"format", 1}, {"created", to_iso(c.at)}, {"parcels", std::move(parcels)}});
    if (!read)
        return tl::make_unexpected(rejection{"parcels", read.error().message, "Lập lại chuyến giao.", ""});
    auto r = std::make_unique<round>(std::move(*read));
    r->office = c.office->code;
    r->unit = get_string(data, "unit");
    r->officer = c.actor;
    return opened{std::move(r), json_object{{"parcels", count}, {"open", count}}};
}

result<any_record> read(const json& v) {
    return round_from_json(v).map([](round r) { return any_record(std::make_unique<round>(std::move(r))); });
}

}  // namespace

void add_round_kind(kinds::registry& r) {
    r.add({.name = "round",
           .may_create = {"reception", "courier_desk"},
           .chart = "round",
           .open = open,
           .read = read});
    add_round_effects(r);
}

}  // namespace motcua::dossier
