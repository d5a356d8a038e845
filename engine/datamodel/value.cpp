#include "engine/datamodel/value.hpp"

#include <bit>

static_assert(std::endian::native == std::endian::little);
