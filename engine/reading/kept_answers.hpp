// Answers about one session, kept as they were composed for as long as composing them again would say the
// same: nothing about the session has changed in the store, the office works by the same deployment, and
// neither a full minute nor a moment that the answer names has passed. Any thread.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/store/reader.hpp"

namespace motcua::runtime {

struct kept_answer {
    std::string text;
    std::string tag;  // equal tags: equal texts
    std::uint64_t session = 0;
    store::session_stamp stamp;
    std::string deployment;  // its hash
    instant from{}, until{};
};

// `answer` was composed for `now`; sets all but the session and what it depends on.
kept_answer to_kept(const json& answer, instant now);

class kept_answers {
public:
    explicit kept_answers(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    // What was kept under that question; the caller judges whether it still holds. Null: nothing.
    std::shared_ptr<const kept_answer> find(std::string_view asked) const;
    // Drops what was asked for longest ago where there is too much.
    void keep(std::string asked, std::shared_ptr<const kept_answer> answer);

private:
    struct entry {
        std::string asked;
        std::shared_ptr<const kept_answer> answer;
    };
    using entries = std::list<entry>;
    void drop(entries::iterator at);

    const std::size_t most_bytes_;
    mutable std::mutex mutex_;
    mutable entries last_first_;
    std::unordered_map<std::string_view, entries::iterator> by_question_;  // names lie in the entries
    std::size_t bytes_ = 0;
};

}  // namespace motcua::runtime
