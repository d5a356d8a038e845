// Format 3: codes are looked up by their letters and digits alone, as bar codes hold them.
#include <utility>
#include <vector>

#include "engine/store/search.hpp"
#include "engine/store/sqlite/schema.hpp"

namespace motcua::store {

// Where two codes differ in nothing but separators, the one that comes first in the order of the former keys
// is found by both.
void to_format_3(connection& db) {
    struct former {
        std::int64_t office = 0;
        std::string code;
        session_id session = 0;
    };
    std::vector<former> all;
    statement codes(db, "SELECT office, code, session FROM code ORDER BY office, code");
    while (codes.step()) all.push_back({codes.integer(0), codes.text(1), codes.integer(2)});
    db.execute("DELETE FROM code");
    statement add(db, "INSERT INTO code(office, code, session) VALUES(?, ?, ?) ON CONFLICT DO NOTHING");
    for (const auto& c : all) {
        const std::string key = code_key(c.code);
        add.start().put(c.office).put_text(key).put(c.session).run();
    }
}

}  // namespace motcua::store
