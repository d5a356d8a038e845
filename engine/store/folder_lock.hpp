// Ownership of a data folder: held by one process for as long as this lives, given back by the system even
// when the process is killed. A second process learns who holds it.
#pragma once

#include <string>

#include "engine/base/result.hpp"

namespace motcua::store {

class folder_lock {
public:
    // Creates the folder where it is missing. failure busy: another process (or another door of this one)
    // owns it.
    static result<folder_lock> take(const std::string& folder);

    folder_lock(folder_lock&& other) noexcept;
    folder_lock& operator=(folder_lock&& other) noexcept;
    ~folder_lock();

private:
    explicit folder_lock(int file) : file_(file) {}
    int file_ = -1;
};

}  // namespace motcua::store
