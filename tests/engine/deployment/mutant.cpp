#include "tests/engine/deployment/mutant.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/base/text.hpp"
#include "engine/deployment/deployment.hpp"

namespace motcua::sample {
namespace {

std::string a_folder() {
    std::string name = testing::TempDir() + "/motcua-mutant-XXXXXX";
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    return name;
}

// Line and column of the first place of `text`.
position place_of(const std::string& content, const std::string& text) {
    const auto found = content.find(text);
    EXPECT_NE(found, content.npos) << text;
    if (found == content.npos) return {};
    const auto before = content.substr(0, found);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    return {static_cast<int>(line), static_cast<int>(found - (before.rfind('\n') + 1) + 1)};
}

}  // namespace

changed_workflows::changed_workflows(const std::vector<edit>& edits) : folder(a_folder()) {
    std::filesystem::copy("workflows", folder, std::filesystem::copy_options::recursive);
    for (const auto& e : edits) {
        auto content = read_file(folder + "/" + e.file);
        const auto at = content ? content->find(e.from) : std::string::npos;
        EXPECT_NE(at, std::string::npos) << e.file << ": " << e.from;
        if (at == std::string::npos) continue;
        content->replace(at, e.from.size(), e.to);
        EXPECT_TRUE(write_file(folder + "/" + e.file, *content));
    }
}

changed_workflows::~changed_workflows() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

void expect_refused(const mutant& m, const std::string& file) {
    const changed_workflows other(m.edits);
    const auto path = other.folder + "/" + (m.file.empty() ? file : m.file);
    const auto content = read_file(path);
    ASSERT_TRUE(content) << path;
    const auto expected = place_of(*content, m.at);
    const auto d = runtime::deployment::read(other.folder, "000.51.01.G01");
    ASSERT_FALSE(d) << m.name << ": was deployed";
    std::string all;
    for (const auto& f : d.error()) {
        all += to_string(f) + "\n";
        if (f.file == path && f.at.line == expected.line && f.at.column == expected.column &&
            f.message.find(m.says) != f.message.npos)
            return;
    }
    ADD_FAILURE() << m.name << ": no fault at " << path << ":" << expected.line << ":" << expected.column
                  << " says \"" << m.says << "\":\n"
                  << all;
}

}  // namespace motcua::sample
