#include "engine/base/hash.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace motcua {

std::string sha256(std::string_view bytes) {
    // The library's one-shot call looks its algorithm up by name each time.
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    unsigned char digest[SHA256_DIGEST_LENGTH];
    EVP_Digest(bytes.data(), bytes.size(), digest, nullptr, algorithm, nullptr);
    constexpr char hex[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * sizeof digest);
    for (unsigned char b : digest) {
        out += hex[b >> 4];
        out += hex[b & 15];
    }
    return out;
}

std::string chain(std::string_view previous, std::string_view next) {
    std::string both(previous);
    both += next;
    return sha256(both);
}

}  // namespace motcua
