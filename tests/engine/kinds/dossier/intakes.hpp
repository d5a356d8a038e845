// Invented intakes that several tests hand in.
#pragma once

namespace motcua::dossier {

// Đăng ký thường trú by kinship, at the counter, direct for a reason, accepted in the same step: 7 working
// days.
inline constexpr const char* direct_residence = R"({
    "procedure": "1.004222", "case": "kinship", "channel": "counter", "stream": "direct", "override": "portal-down",
    "applicant": {"kind": "man", "name": "Nguyễn Thế Phượng", "address": "Số 7 đường Hoa Sen", "phone": "0900 000 001",
                  "id_number": "051000000001"},
    "identity": {"e_identity": true, "portal_account": true},
    "documents": [{"type": "CT01", "originals": 1}, {"type": "local:kinship", "certified": 1}],
    "accept": true})";

// Đăng ký tạm trú, eligible: helped to submit online.
inline constexpr const char* assisted_residence = R"({
    "procedure": "1.004194", "channel": "counter",
    "applicant": {"kind": "woman", "name": "Lê Thị Đào", "address": "Số 9 đường Hoa Cúc", "phone": "0900 000 002"},
    "identity": {"e_identity": false, "portal_account": false, "guided": true}})";

// Hộ chiếu, submitted through the portal and signed; the result by post.
inline constexpr const char* portal_passport = R"({
    "procedure": "1.001456", "channel": "portal", "signed": true,
    "portal": {"code": "G01.899.107-260302-0001", "at": "2026-03-02T08:55:00"},
    "applicant": {"kind": "woman", "name": "Phạm Quỳnh Như", "address": "Số 11 đường Hoa Mai", "phone": "0900 000 003",
                  "email": "nhu@vidu.example"},
    "documents": [{"type": "TK01", "e_copies": 1}], "return": {"mode": "post"}, "accept": true})";

}  // namespace motcua::dossier
