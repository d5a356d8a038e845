// Who applies and who brings the dossier. Personal data: never in logs or addresses of pages.
#pragma once

#include <string>

#include "engine/base/json.hpp"

namespace motcua::dossier {

struct person {
    std::string kind;  // "man", "woman", "organisation"; empty: not said
    std::string name;
    std::string id_number;
    std::string address;
    std::string phone;
    std::string email;
    bool police_staff = false;

    // "Ông Nguyễn Văn An"; an organisation by its name alone
    std::string addressed() const;
};

json to_json(const person& p);
person person_from_json(const json& v);

}  // namespace motcua::dossier
