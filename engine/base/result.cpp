#include "engine/base/result.hpp"

namespace motcua {

std::string to_string(const fault& f) {
    return f.file + ':' + std::to_string(f.at.line) + ':' + std::to_string(f.at.column) + ": " + f.message;
}

}  // namespace motcua
