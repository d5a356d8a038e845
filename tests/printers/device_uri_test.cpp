#include <gtest/gtest.h>

#include "printers/device/uri.hpp"
#include "printers/drivers/devices.hpp"

namespace motcua::printers {
namespace {

TEST(device_uri, reads_hosts_paths_and_options) {
    const auto tcp = parse_device_uri("escpos://10.0.0.7:9100?dots=384&status=asb").value();
    EXPECT_EQ(tcp.scheme, "escpos");
    EXPECT_EQ(tcp.host, "10.0.0.7");
    EXPECT_EQ(tcp.port, 9100);
    EXPECT_EQ(tcp.option("status", "none"), "asb");
    const auto file = parse_device_uri("escpos:/dev/usb/lp0").value();
    EXPECT_TRUE(file.host.empty());
    EXPECT_EQ(file.path, "/dev/usb/lp0");
    EXPECT_EQ(parse_device_uri("ipp://[::1]:8631/ipp/print").value().host, "::1");
}

TEST(device_uri, refuses_what_it_cannot_mean) {
    for (const char* text :
         {"", "10.0.0.7:9100", "escpos://", "escpos://a:0", "escpos://a:70000", "escpos://a:9x",
          "spool:", "escpos://a?dots", "escpos://a?=1", "escpos://a?dots=1&dots=2", "ESC:/x", "escpos://a\n"})
        EXPECT_FALSE(parse_device_uri(text)) << text;
}

TEST(open_device, names_what_is_wrong_and_what_would_be_right) {
    EXPECT_NE(open_device("lpd://a").error().message.find("escpos"), std::string::npos);
    EXPECT_NE(open_device("escpos://a?barier=yes").error().message.find("barrier"), std::string::npos);
    EXPECT_NE(open_device("escpos://a?dots=12").error().message.find("576"), std::string::npos);
    EXPECT_NE(open_device("escpos://a?status=dle").error().message.find("dle-eot"), std::string::npos);
    EXPECT_NE(open_device("spool:/tmp?format=gif").error().message.find("png"), std::string::npos);
    EXPECT_FALSE(open_device("spool://host/tmp"));
    EXPECT_FALSE(open_device("escpos://a/queue"));
}

TEST(open_device, opens_every_scheme_without_touching_it) {
    EXPECT_EQ(open_device("escpos://192.0.2.1?dots=384").value()->wanted(),
              (wanted_content{wanted_content::kind::raster, 384}));
    EXPECT_EQ(open_device("spool:/nowhere").value()->wanted().what, wanted_content::kind::pdf);
    EXPECT_EQ(open_device("spool:/nowhere?format=png").value()->wanted().dots, 576);
}

}  // namespace
}  // namespace motcua::printers
