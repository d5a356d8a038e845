// The domain record of a courier's round: the parcels of one manifest, the courier who signed for them at the
// desk, and what became of each. A session of kind "round" beside the dossiers it carries. The courier has no
// account: name, employee number and signature are what the desk officer recorded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/kinds/session_record.hpp"

namespace motcua::dossier {

using namespace kinds;  // a kind speaks the words of all kinds

struct round_parcel {
    std::uint64_t dossier = 0;  // session
    std::string code;
    std::string item;
    std::string receiver;
    std::string address;
    std::string phone;
    std::string content;  // procedure and result, for the manifest only
    std::string result;
    bool fee_due = false;
    long long collect = 0;
    bool by_hand = false;  // late result: into the addressee's own hands
    std::string outcome;   // "", "delivered", "back"
};

struct courier {
    std::string name;
    std::string employee_number;
    std::string phone;
    std::string signature;  // as recorded at the desk
};

struct round final : kinds::session_record {
    std::string number;  // of the manifest, given with the commit
    std::string office;
    std::string unit;
    instant created{};
    std::string officer;  // who hands over
    std::vector<round_parcel> parcels;
    courier who;
    std::optional<instant> handed_over;
    std::optional<instant> closed;

    bool settled() const;  // every parcel has an outcome
    round_parcel* find(std::uint64_t dossier);

    // As a session (session.cpp).
    std::unique_ptr<kinds::session_record> clone() const override { return std::make_unique<round>(*this); }
    std::string encode() const override;
    kinds::summary summarise(const kinds::chart_facts& facts, const kinds::step_context& c) const override;
    std::string_view known_as() const override { return number; }
    std::string_view owning_unit() const override { return unit; }
    std::string_view desk_officer() const override { return officer; }
    std::string assign(kinds::step_requests& w, const kinds::number_request& request, long long number,
                       const kinds::step_context& c) override;
    json_object slip_values(const kinds::slip_request& slip, const kinds::step_context& c) const override;
};

std::string encode(const round& r);
result<round> round_from_json(const json& v);

}  // namespace motcua::dossier
