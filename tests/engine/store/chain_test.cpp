// The record shows what a stranger's hand did to it, and still lets a citizen be forgotten.
#include <fstream>

#include "tests/engine/store/sample.hpp"
#include "tests/engine/store/tamper.hpp"

namespace motcua::store {
namespace {

void fill(const std::string& path) {
    auto d = sample::open(path);
    for (session_id id = 1; id <= 5; ++id) sample::committed(*d, sample::creation(sample::dossier(id)));
    for (session_id id = 1; id <= 5; ++id) {
        const session_row row = sample::loaded(*d, id);
        sample::committed(*d, sample::step(row, row, "dossier_accepted"));
    }
}

struct tampering {
    const char* name;
    const char* sql;
    std::int64_t commit_no;
    session_id session;
};

class tampered : public testing::TestWithParam<tampering> {};

TEST_P(tampered, is_found_at_its_place) {
    sample::folder folder;
    fill(folder.path());
    sample::tamper(folder.file(), GetParam().sql);
    auto d = sample::open(folder.path(), {.look_only = true});
    ASSERT_TRUE(d);
    const auto found = d->verify();
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_TRUE(found->broken);
    EXPECT_EQ(found->broken->commit_no, GetParam().commit_no) << found->broken->message;
    EXPECT_EQ(found->broken->session, GetParam().session) << found->broken->message;
}

INSTANTIATE_TEST_SUITE_P(
    chain, tampered,
    testing::Values(
        tampering{"payload", "UPDATE journal SET payload = '{}' WHERE seq = 7", 7, 2},
        tampering{"actor", "UPDATE journal SET actor = 'somebody' WHERE seq = 7", 7, 0},
        tampering{"time", "UPDATE journal SET at = at - 1 WHERE seq = 3", 3, 0},
        tampering{"commit_time", "UPDATE commits SET at = at - 1 WHERE commit_no = 3", 3, 0},
        tampering{"commit_gone", "DELETE FROM commits WHERE commit_no = 4", 4, 0},
        tampering{"row_gone", "DELETE FROM journal WHERE seq = 6", 6, 0},
        tampering{"session_gone", "DELETE FROM session WHERE id = 4", 0, 4},
        tampering{"last_gone", "DELETE FROM journal WHERE seq = 10; DELETE FROM commits WHERE commit_no = 10",
                  0, 5},
        tampering{"row_added",
                  "INSERT INTO journal SELECT 11, office, 11, session, version, previous, cause, at, actor, "
                  "command_key, event, digest, payload FROM journal WHERE seq = 10",
                  0, 0}),
    [](const auto& p) { return p.param.name; });

TEST(chain, counts_what_it_walked) {
    sample::folder folder;
    fill(folder.path());
    auto d = sample::open(folder.path());
    const auto found = d->verify();
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->broken);
    EXPECT_EQ(found->commits, 10);
    EXPECT_EQ(found->journal_rows, 10);
    EXPECT_EQ(found->sessions, 5);
}

// One folder may hold the journals of several offices, each with a chain of its own.
TEST(chain, is_one_per_office) {
    sample::folder folder;
    fill(folder.path());
    auto d = sample::open(folder.path(), {.office = 3});
    sample::committed(*d, sample::creation(sample::dossier(make_id(3, 1))));
    EXPECT_EQ(d->recover()->commit_no, 1);
    EXPECT_EQ(d->verify()->commits, 11);
    EXPECT_TRUE(sample::whole(*d));
}

bool found_in_folder(const std::string& folder, const std::string& text) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(in)), {});
        if (bytes.find(text) != std::string::npos) return true;
    }
    return false;
}

TEST(chain, verifies_after_a_citizen_was_erased_and_the_words_are_gone_from_the_disk) {
    sample::folder folder;
    fill(folder.path());
    auto d = sample::open(folder.path());
    session_row row = sample::loaded(*d, 2);
    session_row noted = row;
    noted.record = R"({"telephone":"0900-INVENTED","note":")" + std::string(9000, 'n') + "0900-INVENTED\"}";
    noted.listed.applicant = "0900-INVENTED";
    batch b = sample::step(row, noted, "phone_noted");
    b.journal[0].payload = R"({"telephone":"0900-INVENTED"})";
    b.attachments.push_back(
        {2, 1, "a.txt", "text/plain", sha256("0900-INVENTED"), "0900-INVENTED", sample::at(1)});
    ASSERT_TRUE(d->commit(b));
    ASSERT_TRUE(d->checkpoint());
    EXPECT_TRUE(found_in_folder(folder.path(), "0900-INVENTED"));

    row = sample::loaded(*d, 2);
    session_row empty = row;
    empty.listed.applicant = empty.listed.applicant_folded = empty.record = "";
    b = sample::step(row, empty, "erased");
    b.erase.push_back(2);
    ASSERT_TRUE(d->commit(b));
    ASSERT_TRUE(d->checkpoint());
    EXPECT_TRUE(sample::whole(*d));
    EXPECT_FALSE(found_in_folder(folder.path(), "0900-INVENTED"));
    const auto reader = *d->snapshot();
    EXPECT_TRUE(reader->timeline(2)->front().erased);
    EXPECT_TRUE(reader->attachments(2)->empty());
    EXPECT_FALSE(reader->timeline(1)->front().erased);
}

}  // namespace
}  // namespace motcua::store
