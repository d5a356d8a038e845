// Online or direct: the routing of a dossier with the rule that decided and the sentence an officer reads
// out. Pure; the answers of reception come in, nothing is stored here. A forced online stream never turns a
// citizen away: the desk helps to submit.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/kinds/rejection.hpp"
#include "engine/procedure/entry.hpp"
#include "engine/procedure/reasons.hpp"

namespace motcua::dossier {

using namespace kinds;  // a kind speaks the words of all kinds

// What reception knows. `facts` holds the procedure's own questions by name ("yes", "no", or a value).
struct intake_answers {
    std::string case_code;
    std::string channel = "counter";  // counter, portal, post
    bool police_staff = false;
    std::map<std::string, std::string, std::less<>> facts;
};

struct route {
    std::string stream;  // "online", "direct"; empty: not enough is known to decide
    std::string
        mode;  // online: "assisted" at the counter, "self" through the portal; direct: "counter", "post"
    std::string rule;           // "A3", "A7", "A13", "A14", "C1", "eligibility:<id>", "not-offered", "portal"
    std::string sentence;       // "trực tuyến vì …"
    bool eligible = false;      // the conditions for the online stream hold, whatever the stream
    bool may_override = false;  // an officer may send it direct with a reason
    std::vector<procedure::reason> overrides;  // the reasons to choose from
    // Undecided: the answers that are missing, each by its name ("case", or as in `facts`), once.
    std::vector<std::string> unanswered;
};

// A condition that somebody answered otherwise decides by itself; one that nobody answered is never taken for
// a fact: then the stream is left open.
route find_route(const procedure::entry& p, const procedure::reasons& reasons, const intake_answers& answers,
                 local_day day);

// The stream somebody asks for against what the rules say: nothing when it may be so, else why not (A3, A13,
// A14).
refusal check_stream(const route& ruled, std::string_view asked, std::string_view override_code);

}  // namespace motcua::dossier
