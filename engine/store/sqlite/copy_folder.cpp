#include "engine/store/copy_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "engine/base/files.hpp"
#include "engine/base/text.hpp"
#include "engine/store/sqlite/copy_database.hpp"
#include "engine/store/sqlite/reach.hpp"
#include "engine/store/sqlite/schema.hpp"
#include "engine/store/sqlite/sqlite_door.hpp"
#include "engine/store/sqlite/verify.hpp"

namespace motcua::store {

namespace {

namespace fs = std::filesystem;

failure cannot(const std::string& what, const std::string& why) {
    return {failure::kind::io, "the backup is not made: " + what + ": " + why +
                                   "; free space or check the rights, then repeat the command"};
}

// The folder under its temporary name; gone unless it is given its own.
class unfinished {
public:
    static result<unfinished> beside(const fs::path& to) {
        std::string name = to.string() + ".part-XXXXXX";
        if (!mkdtemp(name.data()))
            return tl::make_unexpected(cannot("cannot create " + name, std::strerror(errno)));
        return unfinished(name);
    }
    unfinished(unfinished&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    unfinished& operator=(unfinished&&) = delete;
    ~unfinished() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }
    // rename(2) takes the place of an empty folder, never of one that holds something.
    result<void> rename_to(const fs::path& to) {
        if (::rename(path_.c_str(), to.c_str()) != 0)
            return tl::make_unexpected(cannot("cannot rename to " + to.string(), std::strerror(errno)));
        path_.clear();
        return sync_folder(to.parent_path().string());
    }

private:
    explicit unfinished(fs::path path) : path_(std::move(path)) {}
    fs::path path_;
};

// What the copy makes afresh, what belongs to a process, and what is half written.
bool stays_behind(const fs::path& name) {
    const auto text = name.string();
    return text.starts_with("motcua.db") || text == "lock" || text == "mark" || text.starts_with("mark.") ||
           name.extension() == ".part";
}

// False: it is gone meanwhile (a gateway takes notices away), which is no fault.
result<bool> copy_one(const fs::path& from, const fs::path& to) {
    const auto content = read_file(from.string());
    if (!content) {
        std::error_code ignored;
        if (!fs::exists(from, ignored)) return false;
        return tl::make_unexpected(cannot("a file of the data folder", content.error().message));
    }
    if (auto ok = write_file(to.string(), *content); !ok) return tl::make_unexpected(ok.error());
    struct stat of {};
    if (::stat(from.c_str(), &of) == 0) ::chmod(to.c_str(), of.st_mode & 07777);
    return true;
}

result<void> copy_files(const fs::path& from, const fs::path& to, bool top, std::int64_t& files) {
    std::error_code error;
    for (fs::directory_iterator at(from, error), end; !error && at != end; at.increment(error)) {
        const auto name = at->path().filename();
        if (top ? stays_behind(name) : name.extension() == ".part") continue;
        std::error_code gone;
        if (at->is_directory(gone) && !at->is_symlink(gone)) {
            fs::create_directory(to / name, at->path(), gone);
            if (auto ok = copy_files(at->path(), to / name, false, files); !ok) return ok;
        } else if (at->is_regular_file(gone)) {
            auto copied = copy_one(at->path(), to / name);
            if (!copied) return tl::make_unexpected(copied.error());
            files += *copied;
        }
    }
    if (error) return tl::make_unexpected(cannot("cannot read " + from.string(), error.message()));
    return sync_folder(to.string());
}

// The copy of the database, checked as a start would.
result<folder_copy> copy_checked(const std::string& folder, const fs::path& to, office_id office) {
    const auto marked = read_mark(folder, office);  // before the copy, so that it cannot be ahead of it
    const auto file = database_file(to.string());
    {
        connection from(database_file(folder), SQLITE_OPEN_READONLY, {});
        from.keep_log_on_close();
        if (auto mine = check_owner(from); !mine) return tl::make_unexpected(mine.error());
        copy_database(from, file);
    }
    connection copy(file, SQLITE_OPEN_READWRITE, {});
    if (marked)
        if (const auto lost = compare(copy, office, *marked))
            return fail(failure::kind::corrupt,
                        "the backup is not made: the data folder " + folder +
                            " has lost commits: " + to_words(*lost) +
                            "; keep the backups you have, and start the office to be told what to do");
    if (!has_tables(copy))
        return fail(failure::kind::bad_input,
                    "the data folder " + folder + " holds no commit yet; start the office on it first");
    const auto found = verify_chains(copy);
    if (found.broken)
        return fail(
            failure::kind::corrupt,
            "the backup is not made: the chain of " + folder + " is broken at commit " +
                std::to_string(found.broken->commit_no) + ": " + found.broken->message +
                "; keep the folder as it is, look with `motcua replay`, and keep the backups you have");
    const auto held = read_reached(copy, office, marked);
    if (auto fits = mark::start(to.string(), office, held); !fits) return tl::make_unexpected(fits.error());
    return folder_copy{held.commit_no, held.commit_no ? std::optional(held.at) : std::nullopt, found.sessions,
                       0};
}

result<void> check_places(const std::string& folder, const fs::path& to) {
    std::error_code error;
    if (!fs::exists(database_file(folder), error))
        return fail(failure::kind::bad_input,
                    folder + " holds no data; name the folder that `motcua serve --data` was given");
    if (fs::exists(to, error) && (!fs::is_directory(to, error) || !fs::is_empty(to, error)))
        return fail(failure::kind::bad_input,
                    to.string() + " exists and is not empty; name a new folder for the backup");
    if (!fs::is_directory(to.parent_path(), error))
        return fail(failure::kind::bad_input,
                    "the folder " + to.parent_path().string() + " does not exist; create it first");
    const auto inside =
        fs::weakly_canonical(to, error).lexically_relative(fs::weakly_canonical(folder, error));
    if (!inside.empty() && *inside.begin() != "..")
        return fail(failure::kind::bad_input,
                    to.string() + " lies in the data folder itself; name a folder outside of it");
    return {};
}

}  // namespace

result<folder_copy> copy_folder(const std::string& folder, const std::string& to, office_id office) {
    auto target = fs::absolute(to).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();
    if (auto ok = check_places(folder, target); !ok) return tl::make_unexpected(ok.error());
    auto part = unfinished::beside(target);
    if (!part) return tl::make_unexpected(part.error());
    try {
        auto done = copy_checked(folder, part->path(), office);
        if (!done) return done;
        if (auto ok = copy_files(folder, part->path(), true, done->files); !ok)
            return tl::make_unexpected(ok.error());
        if (auto ok = part->rename_to(target); !ok) return tl::make_unexpected(ok.error());
        return done;
    } catch (const sqlite_error& e) {
        return tl::make_unexpected(e.to_failure("the backup to " + to + " could not be written"));
    }
}

}  // namespace motcua::store
