#include "counters/commands/backup.hpp"

#include "engine/tools.hpp"

namespace motcua::counters {

int backup(const backup_options& o, std::ostream& out, std::ostream& err) {
    const auto done = tools::copy_folder(o.data, o.to);
    if (!done) {
        err << "motcua: " << done.error().message << '\n';
        return done.error().what == failure::kind::bad_input ? 2 : 4;
    }
    out << "backup: " << o.to << ": last commit " << done->last_commit;
    if (done->last_at) out << " of " << to_iso(*done->last_at);
    out << ", " << done->sessions << " sessions, chain whole, " << done->files << " other files\n";
    return 0;
}

}  // namespace motcua::counters
