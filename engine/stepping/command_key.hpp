// An idempotency key and what it was first used for. A key is bound to its first command by a digest in the
// journal row of that command: who sent it, to which session or for which kind, the event and the data. Pure,
// any thread.
#pragma once

#include <string>
#include <string_view>

#include "engine/stepping/jobs.hpp"

namespace motcua::runtime {

inline constexpr std::size_t longest_key = 200;  // bytes

// What the journal keeps of a command's key; both empty where it has none.
struct command_key {
    std::string text{};
    std::string asked{};  // the digest
};

// 32 hexadecimal digits. The order of members in the data does not count.
std::string asked_digest(const command_job& o);

// With the digest as one more member of a journal payload, which is a JSON object.
std::string with_asked(std::string payload, const command_key& key);

// How a command stands to the row whose key it has.
enum class key_use {
    repeated,  // the same command once more
    reused,    // another command with the same key
    foreign    // a row from before digests were kept, of another actor: that is another key
};
key_use use_of_key(const store::journal_row& taken, const command_job& o);

}  // namespace motcua::runtime
