// A numbered life of an office, the same in every process: step n happens at one moment, by one person, with
// one key. Which dossier a step is about depends only on the seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "engine/base/time.hpp"

namespace motcua::crash {

struct step {
    bool creates = false;
    std::int64_t about = 0;  // the step that created the dossier
    std::string by, event, data;
};

inline instant moment_of(std::int64_t n) {
    return *parse_instant("2026-03-02T07:30") + std::chrono::minutes{121} * n;
}
inline std::string key_of(std::int64_t n) {
    return "step-" + std::to_string(n);
}

inline constexpr std::int64_t steps_of_a_calendar = 60;
inline std::int64_t calendar_of(std::int64_t n) {
    return n / steps_of_a_calendar % 2;
}

// Every fourth step, from the first, receives a dossier; the others work on one of the last twenty.
inline step step_of(std::int64_t n, std::uint64_t seed) {
    std::mt19937_64 draw(seed * 1'000'003 + static_cast<std::uint64_t>(n));
    if (n % 4 == 0)
        return {true, n, "reception.lan", "create",
                R"({"procedure": "1.004222", "case": "lawful-dwelling", "applicant": {"kind": "man",
                "name": "Lương Đăng Khoa", "id_number": "080199000014", "address": "Số 3", "phone": "0900000014"},
                "identity": {"e_identity": true, "portal_account": false, "guided": true}, "stream": "direct",
                "override": "no-portal-account", "documents": [{"type": "CT01", "originals": 1},
                {"type": "local:dwelling", "certified": 1}], "accept": true})"};
    const auto back = static_cast<std::int64_t>(draw() % 20) * 4;
    const std::int64_t about = n - n % 4 - std::min(back, n - n % 4);
    switch (draw() % 6) {
        case 0:
            return {false, about, "case.binh", "submit", "{}"};
        case 1:
            return {false, about, "head.tri", "sign", "{}"};
        case 2:
            return {false, about, "head.tri", "answer_late", R"({"reason_code": "volume", "days": 2})"};
        case 3:
            return {false, about, "case.binh", "request_supplement",
                    R"({"items": [{"type": "local:marriage", "form": "paper"}], "reason": "thiếu"})"};
        case 4:
            return {
                false, about, "reception.lan", "return_result",
                R"({"receiver": "Lương Đăng Khoa", "identity_checked": true, "in_person": true, "proof": "ký"})"};
        default:
            return {false, about, "reception.lan", "add_note", R"({"text": "một dòng"})"};
    }
}

}  // namespace motcua::crash
