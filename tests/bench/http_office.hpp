// What a counter asks of an office, as bytes on the wire and as calls of the façade, and the data folder it
// is asked of. One thread, but for counter_work, whose members any thread may call.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>

#include "engine/engine.hpp"

namespace motcua::bench {

[[noreturn]] void give_up(const std::string& why);

// `reread`: one of a few dossiers, which nothing changes meanwhile.
enum class deed { file, read, reread, worklists, list, search, act, receive };
inline constexpr std::array deeds = {deed::file, deed::read,   deed::reread, deed::worklists,
                                     deed::list, deed::search, deed::act,    deed::receive};

std::string_view name_of(deed d);
constexpr bool writes(deed d) {
    return d == deed::act || d == deed::receive;
}

// Each time another dossier, name and key, drawn from a seed.
class counter_work {
public:
    explicit counter_work(std::int64_t dossiers) : dossiers_(dossiers) {}

    std::string request(deed d);  // HTTP/1.1, the connection stays
    // One of what two hundred counters do in a day: mostly looking.
    deed any();
    command submitted(deed d);  // act, receive
    struct question {
        std::string_view name;
        std::string args;
    };
    question asked(deed d);  // read, reread, worklists, list, search

private:
    std::uint64_t drawn(std::uint64_t below);
    std::uint64_t opened(deed d);
    std::string dossier();
    std::string searched();
    std::string body_of(deed d, std::string& path);

    std::mutex gate_;
    std::mt19937_64 draw_{42};
    std::int64_t dossiers_;
    std::uint64_t keys_ = 0;
};

// So many accepted dossiers whose receipts are printed, in a new folder.
void fill(const std::string& data, std::int64_t dossiers);
// On the PC's clock, as `serve` opens it.
std::unique_ptr<engine> open_office(const std::string& data);

}  // namespace motcua::bench
