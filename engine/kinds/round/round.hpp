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

namespace motcua::dossier {

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

struct round {
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
};

std::string encode(const round& r);
result<round> round_from_json(const json& v);

}  // namespace motcua::dossier
