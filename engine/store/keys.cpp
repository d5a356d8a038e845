#include "engine/store/rows.hpp"

namespace motcua::store {

// FNV-1a over actor, a zero byte and key; the last multiplications spread the low bits.
std::uint64_t key_hash(std::string_view actor, std::string_view key) {
    std::uint64_t hash = 14695981039346656037u;
    const auto mix = [&hash](unsigned char byte) { hash = (hash ^ byte) * 1099511628211u; };
    for (char c : actor) mix(static_cast<unsigned char>(c));
    mix(0);
    for (char c : key) mix(static_cast<unsigned char>(c));
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdu;
    return hash ^ hash >> 33;
}

}  // namespace motcua::store
