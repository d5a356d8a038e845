#include "engine/store/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "engine/base/files.hpp"

namespace motcua::store {

namespace {

std::string host() {
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    return name.data();
}

std::string holder(int file) {
    std::array<char, 512> text{};
    const ssize_t n = pread(file, text.data(), text.size() - 1, 0);
    return n > 0 ? std::string(text.data(), static_cast<std::size_t>(n)) : "an unknown process";
}

// A folder whose name is not yet on the disk would take its content with it.
result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) return {};
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(failure::kind::io, "cannot create the data folder " + folder.string() + ": " +
                                           error.message() + "; name a folder this user may write to");
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    return sync_folder(std::filesystem::absolute(folder).parent_path().string());
}

}  // namespace

result<folder_lock> folder_lock::take(const std::string& folder) {
    if (auto made = make_folder(folder); !made) return tl::make_unexpected(made.error());
    const std::string path = folder + "/lock";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(failure::kind::io, "cannot write " + path + ": " + std::strerror(errno) +
                                           "; name a data folder this user may write to");
    folder_lock lock(file);
    if (flock(file, LOCK_EX | LOCK_NB) != 0)
        return fail(failure::kind::busy, "the data folder " + folder + " is in use by " + holder(file) +
                                             "; stop that program first or name another folder");
    const std::string self = "process " + std::to_string(getpid()) + " on " + host();
    if (ftruncate(file, 0) != 0 || pwrite(file, self.data(), self.size(), 0) < 0)
        return fail(failure::kind::io, "cannot write " + path + ": " + std::strerror(errno) +
                                           "; free space on the disk, then start again");
    return lock;
}

folder_lock::folder_lock(folder_lock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

folder_lock& folder_lock::operator=(folder_lock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}

folder_lock::~folder_lock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace motcua::store
