#include "engine/base/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace motcua {

result<void> sync_folder(const std::string& folder) {
    const auto failed = [&](int why) {
        return fail(failure::kind::io,
                    fmt::format("cannot flush the folder {}: {}", folder, std::strerror(why)));
    };
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 && errno == EACCES) return {};
    if (fd < 0) return failed(errno);
    const int why = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (why != 0 && why != EINVAL && why != ENOTSUP) return failed(why);
    return {};
}

}  // namespace motcua
