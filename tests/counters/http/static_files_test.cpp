#include "counters/http/static_files.hpp"

#include <gtest/gtest.h>

#include "engine/base/text.hpp"

namespace motcua::http {
namespace {

class static_files_test : public ::testing::Test {
protected:
    static_files_test() {
        const auto folder = std::filesystem::path(::testing::TempDir()) / "page";
        std::filesystem::create_directories(folder / "js");
        EXPECT_TRUE(write_file((folder / "index.html").string(), "<!doctype html>"));
        EXPECT_TRUE(write_file((folder / "js" / "main.js").string(), "export {};"));
        EXPECT_TRUE(files_.add(folder, "/"));
    }
    std::optional<response> get(const std::string& path, std::vector<field> headers = {}) {
        request r;
        r.path = path;
        r.headers = std::move(headers);
        return files_.find(r);
    }
    static_files files_;
};

TEST_F(static_files_test, files_come_with_their_type_and_the_folder_shows_its_index) {
    EXPECT_EQ(get("/")->content(), "<!doctype html>");
    EXPECT_EQ(get("/js/main.js")->content_type, "text/javascript; charset=utf-8");
    EXPECT_FALSE(get("/js/"));
    EXPECT_FALSE(get("/../secret"));
}

TEST_F(static_files_test, an_unchanged_file_is_not_sent_again) {
    std::string etag;
    const auto first = get("/");
    for (const auto& [name, value] : first->headers)
        if (name == "ETag") etag = value;
    ASSERT_FALSE(etag.empty());
    const auto again = get("/", {{"If-None-Match", etag}});
    EXPECT_EQ(again->status, 304);
    EXPECT_TRUE(again->content().empty());
    EXPECT_EQ(get("/", {{"If-None-Match", "\"other\""}})->status, 200);
    EXPECT_EQ(get("/", {{"If-None-Match", "*"}})->status, 304);
    EXPECT_EQ(get("/", {{"If-None-Match", "\"other\", W/" + etag}})->status, 304);
    EXPECT_EQ(get("/", {{"If-None-Match", "\"x" + etag}})->status, 200) << "part of a tag is none";
    EXPECT_EQ(get("/", {{"If-Match", etag}})->status, 200);
    EXPECT_EQ(get("/", {{"If-Match", "W/" + etag}, {"If-None-Match", etag}})->status, 412);
}

TEST_F(static_files_test, a_file_is_not_written) {
    request r;
    r.path = "/";
    r.method = method::put;
    const auto refused = files_.find(r);
    EXPECT_EQ(refused->status, 405);
    EXPECT_EQ(refused->headers.front().value, "GET, HEAD");
    r.path = "/nothing";
    EXPECT_FALSE(files_.find(r));
}

TEST(static_files, a_missing_folder_is_named_with_the_next_step) {
    static_files none;
    const auto added = none.add("/nowhere/page", "/");
    ASSERT_FALSE(added);
    EXPECT_NE(added.error().message.find("npm run build"), std::string::npos);
}

}  // namespace
}  // namespace motcua::http
