#include "counters/config/mail_address.hpp"

#include <gtest/gtest.h>

#include <string>

namespace motcua::counters {
namespace {

TEST(mail_address, is_a_name_and_a_domain) {
    for (const char* good : {"ten@noi.vn", "nguyen.van+ho-so_1@mail.xa-phu-son.gov.vn", "0912@a.b"})
        EXPECT_TRUE(is_mail_address(good)) << good;
}

TEST(mail_address, has_nothing_that_ends_a_header_or_an_envelope_and_no_half) {
    for (const std::string bad : {"",
                                  "a",
                                  "@b.vn",
                                  "a@",
                                  "a@b",
                                  "a@b.",
                                  "a@.vn",
                                  "a@b..vn",
                                  "a b@c.vn",
                                  "a@b@c.vn",
                                  "a@b c.vn",
                                  "a@b.vn>",
                                  "a@b.vn\r\nRCPT TO:<c@d.vn",
                                  "-a@b.vn",
                                  ".a@b.vn",
                                  "a..b@c.vn",
                                  "\"a\"@b.vn",
                                  "a,b@c.vn",
                                  "tên@noi.vn",
                                  "ten@nơi.vn",
                                  "a@-b.vn",
                                  "a@b-.vn",
                                  "a@b_c.vn"})
        EXPECT_FALSE(is_mail_address(bad)) << bad;
    EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b.vn"));
    EXPECT_FALSE(is_mail_address("a@" + std::string(64, 'b') + ".vn"));
}

}  // namespace
}  // namespace motcua::counters
