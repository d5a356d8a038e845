// SHA-256 as 64 lower-case hexadecimal digits: content addresses, payload digests, chains, slips.
#pragma once

#include <string>
#include <string_view>

namespace motcua {

std::string sha256(std::string_view bytes);
// sha256(previous ‖ next): one link of a chain.
std::string chain(std::string_view previous, std::string_view next);

}  // namespace motcua
