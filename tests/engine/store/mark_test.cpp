// A folder that has lost committed work is not taken for one that never had it; one that has lost nothing
// opens, whatever a crash has left of its mark.
#include "engine/store/mark.hpp"

#include <fstream>

#include "engine/base/json.hpp"
#include "tests/engine/store/numbered.hpp"

namespace motcua::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t commits = 12;
const auto no_checkpoints = options{.checkpoint_bytes = 0};

// A dossier with its number, a slip and a print duty, one for each commit.
commit_result receive(door& d, std::int64_t n, const std::string& period = "2026") {
    auto b = sample::creation(sample::dossier(n), "key-" + std::to_string(n));
    b.numbers.push_back({"dossier", period, d.number("dossier", period)->next, 0});
    b.numbers.back().next = b.numbers.back().first + 1;
    slip_row slip;
    slip.session = n;
    slip.form = "receipt";
    slip.series = "receipt CAX";
    slip.period = period;
    slip.number = b.numbers.back().first;
    slip.number_text = std::to_string(slip.number) + "/TNHS";
    b.slips.push_back(slip);
    outbox_row print;
    print.id = n;
    print.session = n;
    print.kind = "print";
    b.outbox_new.push_back(print);
    return d.commit(b);
}

// What a naive backup leaves of a running office: `commits` receptions are in the log, none in the database.
class lost : public testing::Test {
protected:
    lost() {
        auto d = sample::open(office_.path(), no_checkpoints);
        for (std::int64_t n = 1; n <= commits; ++n) EXPECT_TRUE(receive(*d, n));
        fs::copy(office_.path(), copy_.path(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    std::string log() const { return copy_.file() + "-wal"; }
    result<std::unique_ptr<door>> opened(options how = {}) const { return store::open(copy_.path(), how); }
    // What was refused, and that nothing of the folder was changed by asking.
    failure refused(options how = {}) const {
        const auto before = content();
        const auto d = opened(how);
        EXPECT_FALSE(d) << "the folder opened";
        if (content() != before) ADD_FAILURE() << "the folder was changed";
        return d ? failure{} : d.error();
    }
    std::string content() const {
        std::string all;
        for (const char* name : {"/motcua.db", "/motcua.db-wal", "/mark"})
            all += fs::exists(copy_.path() + name) ? *read_file(copy_.path() + name) + "|" : "|";
        return all;
    }
    void flip(std::uintmax_t at) const {
        std::fstream file(log(), std::ios::in | std::ios::out | std::ios::binary);
        for (int i = 0; i < 64; ++i) {
            file.seekg(static_cast<std::streamoff>(at) + i);
            const auto c = static_cast<char>(file.get() ^ 0xff);
            file.seekp(static_cast<std::streamoff>(at) + i);
            file.put(c);
        }
    }
    std::int64_t held() const {
        const auto d = opened({.look_only = true});
        return d ? (*d)->recover()->commit_no : 0;
    }
    options going_on(std::int64_t after) const {
        return {.go_on = continuation{after, "Lê Minh Trí", sample::at(50)}};
    }

    sample::folder office_, copy_;
};

void expect_words(const failure& f, std::initializer_list<const char*> words) {
    for (const char* word : words)
        EXPECT_NE(f.message.find(word), std::string::npos) << word << "\n" << f.message;
}

TEST_F(lost, log_is_said_with_what_is_missing_and_what_to_do) {
    fs::remove(log());
    const auto f = refused();
    EXPECT_EQ(f.what, failure::kind::corrupt);
    expect_words(f, {"commit 12 ", "H50.01-260318-10012", "12/TNHS", "no commit at all", "motcua.db-wal",
                     "motcua backup", "--continue-after 0 --by"});
}

TEST_F(lost, log_that_comes_back_opens_the_folder) {
    fs::rename(log(), log() + ".kept");
    refused();
    fs::rename(log() + ".kept", log());
    const auto d = opened();
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ((*d)->recover()->commit_no, commits);
}

TEST_F(lost, part_of_a_damaged_log_is_said_and_the_rest_of_it_kept) {
    flip(fs::file_size(log()) / 2);
    const auto f = refused();
    const auto there = held();
    ASSERT_GT(there, 0);
    ASSERT_LT(there, commits);
    expect_words(f, {"commit 12 ", ("--continue-after " + std::to_string(there)).c_str(),
                     ("H50.01-260318-" + std::to_string(10000 + there)).c_str()});
    refused();
}

TEST_F(lost, database_is_said_and_its_log_kept) {
    fs::remove(copy_.file());
    expect_words(refused(), {"motcua.db-wal", "put that file back"});
    fs::remove(log());
    expect_words(*[this] { return std::optional(opened().error()); }(), {"commit 12 ", "no commit at all"});
}

TEST_F(lost, commits_are_seen_by_who_only_looks) {
    flip(fs::file_size(log()) / 2);
    const auto before = content();
    {
        const auto d = opened({.look_only = true});
        ASSERT_TRUE(d) << d.error().message;
        const auto seen = (*d)->verify();
        ASSERT_TRUE(seen);
        EXPECT_FALSE(seen->broken);
        EXPECT_EQ(seen->last_commit, (*d)->recover()->commit_no);
        EXPECT_NE(seen->missing.find("commit 12 "), std::string::npos) << seen->missing;
    }
    EXPECT_EQ(content(), before);
}

TEST_F(lost, numbers_and_ids_are_never_given_again) {
    flip(fs::file_size(log()) / 2);
    const auto last = held();
    auto d = opened(going_on(last));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ((*d)->number("dossier", "2026")->next, commits + 1);
    EXPECT_EQ((*d)->recover()->next_session, commits + 1);
    EXPECT_EQ((*d)->recover()->next_outbox, commits + 1);
    ASSERT_TRUE(receive(**d, commits + 1));
    EXPECT_TRUE(sample::whole(**d));
    d->reset();
    d = opened();
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ((*d)->recover()->commit_no, last + 2);
    EXPECT_TRUE((*d)->verify()->missing.empty());
}

TEST_F(lost, numbers_stay_used_also_where_they_are_lost_twice) {
    fs::remove(log());
    ASSERT_TRUE(opened(going_on(0)));
    for (const char* name : {"", "-wal", "-shm"}) fs::remove(copy_.file() + name);
    const auto d = opened(going_on(0));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ((*d)->number("dossier", "2026")->next, commits + 1);
    EXPECT_EQ((*d)->recover()->next_session, commits + 1);
}

TEST_F(lost, commits_stand_in_the_journal_with_who_let_them_go) {
    fs::remove(log());
    const auto d = opened(going_on(0));
    ASSERT_TRUE(d) << d.error().message;
    const auto rows = *(*(*d)->snapshot())->journal(0, 10);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].session, 0);
    EXPECT_EQ(rows[0].actor, "Lê Minh Trí");
    EXPECT_EQ(rows[0].event, "continued_after_loss");
    const auto said = *parse_json(rows[0].payload);
    EXPECT_EQ(get_integer(said.at("marked"), "commit"), commits);
    EXPECT_EQ(get_string(said.at("marked"), "code"), "H50.01-260318-10012");
    EXPECT_EQ(get_integer(said.at("held"), "commit"), 0);
    EXPECT_EQ(get_integer(said.at("numbers").at(0), "next"), commits + 1);
}

TEST_F(lost, commits_are_let_go_by_their_own_number_only) {
    flip(fs::file_size(log()) / 2);
    const auto last = held();
    for (const auto wrong : {last - 1, last + 1, commits, std::int64_t{99}}) {
        const auto f = refused(going_on(wrong));
        EXPECT_EQ(f.what, failure::kind::bad_input);
        expect_words(f, {("--continue-after " + std::to_string(last)).c_str()});
    }
}

TEST_F(lost, nothing_makes_the_word_a_mistake) {
    const auto d = opened(going_on(commits));
    ASSERT_FALSE(d);
    EXPECT_EQ(d.error().what, failure::kind::bad_input);
    expect_words(d.error(), {"has lost no commit"});
}

// As a service does whose command line is not changed back, and the training room whose plug is pulled.
TEST_F(lost, commits_that_were_let_go_may_be_let_go_again) {
    fs::remove(log());
    ASSERT_TRUE(opened(going_on(0)));
    const auto d = opened(going_on(0));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ((*d)->recover()->commit_no, 1);
}

TEST_F(lost, image_with_another_history_is_said) {
    // An older image of which nobody was told went on by itself, beyond the mark.
    fs::remove(log());
    fs::remove(copy_.path() + "/mark");
    {
        auto d = opened();
        ASSERT_TRUE(d);
        for (std::int64_t n = 1; n <= commits + 3; ++n) ASSERT_TRUE(receive(**d, 50 + n, "2027"));
    }
    fs::copy_file(office_.path() + "/mark", copy_.path() + "/mark", fs::copy_options::overwrite_existing);
    expect_words(refused(), {"commit 12 of the database is another one", "--continue-after 15"});
    const auto d = opened(going_on(commits + 3));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ((*d)->number("dossier", "2026")->next, commits + 1);
    EXPECT_EQ((*d)->number("dossier", "2027")->next, commits + 4);
}

TEST(a_copy, of_files_that_do_not_belong_together_is_refused) {
    sample::folder office, copy;
    {
        auto d = sample::open(office.path(), no_checkpoints);
        for (std::int64_t n = 1; n <= 200; ++n) ASSERT_TRUE(receive(*d, n));
        ASSERT_TRUE(d->checkpoint());
        fs::copy_file(office.file(), copy.file());
        for (std::int64_t n = 201; n <= 260; ++n) ASSERT_TRUE(receive(*d, n));
        ASSERT_TRUE(d->checkpoint());
        for (std::int64_t n = 261; n <= 270; ++n) ASSERT_TRUE(receive(*d, n));
        fs::copy_file(office.file() + "-wal", copy.file() + "-wal");
    }
    const auto d = store::open(copy.path());
    ASSERT_FALSE(d);
    EXPECT_EQ(d.error().what, failure::kind::corrupt) << d.error().message;
}

TEST(a_mark, says_after_each_commit_how_far_the_store_has_come) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    EXPECT_EQ(read_mark(folder.path(), 0)->commit_no, 0);
    for (std::int64_t n = 1; n <= 30; ++n) {
        const auto period = n < 15 ? "2026" : "2027";
        ASSERT_TRUE(receive(*d, n, period));
        const auto m = read_mark(folder.path(), 0);
        ASSERT_TRUE(m);
        const auto held = *d->recover();
        EXPECT_EQ(m->commit_no, held.commit_no);
        EXPECT_EQ(m->chain_head, held.chain_head);
        EXPECT_EQ(m->next_session, held.next_session);
        EXPECT_EQ(m->next_outbox, held.next_outbox);
        EXPECT_EQ(m->at, sample::at(n));
        EXPECT_EQ(m->code, sample::dossier(n).listed.code);
        ASSERT_EQ(m->numbers.size(), 1u);
        EXPECT_EQ(m->numbers[0].period, period);
        EXPECT_EQ(m->numbers[0].next, d->number("dossier", period)->next);
    }
}

TEST(a_mark, knows_every_series_of_an_old_folder_at_once) {
    sample::folder folder;
    {
        auto d = sample::open(folder.path());
        batch b;
        b.at = sample::at(1);
        for (int i = 0; i < 40; ++i)
            for (const char* year : {"2025", "2026"})
                b.numbers.push_back({"form " + std::to_string(i), year, 1, 2 + i});
        ASSERT_TRUE(d->commit(b));
    }
    fs::remove(folder.path() + "/mark");
    const auto d = sample::open(folder.path());
    const auto m = read_mark(folder.path(), 0);
    ASSERT_TRUE(m);
    ASSERT_EQ(m->numbers.size(), 40u);
    for (const auto& n : m->numbers) {
        EXPECT_EQ(n.period, "2026");
        EXPECT_EQ(n.next, d->number(n.series, n.period)->next);
    }
}

// Whatever a power cut has left of it: a mark that says less, or nothing, but never that something is lost.
TEST(a_mark, torn_anywhere_only_lags) {
    sample::folder folder;
    {
        auto d = sample::open(folder.path());
        for (std::int64_t n = 1; n <= 9; ++n) ASSERT_TRUE(receive(*d, n));
    }
    const auto path = folder.path() + "/mark";
    const auto whole = *read_file(path);
    int lagging = 0;
    for (std::size_t cut = 0; cut < whole.size(); cut += 37)
        for (const char filling : {'\0', 'x', '\n', '9'}) {
            auto torn = whole;
            for (std::size_t i = cut; i < std::min(cut + 64, torn.size()); ++i) torn[i] = filling;
            for (const auto& left : {torn, whole.substr(0, cut)}) {
                ASSERT_TRUE(write_file(path, left));
                const auto m = read_mark(folder.path(), 0);
                lagging += !m || m->commit_no < 9;
                EXPECT_LE(m ? m->commit_no : 0, 9);
                const auto d = store::open(folder.path());
                ASSERT_TRUE(d) << "at " << cut << ": " << d.error().message;
                EXPECT_EQ(read_mark(folder.path(), 0)->commit_no, 9);
            }
        }
    EXPECT_GT(lagging, 0);
}

TEST(a_mark, of_a_commit_that_failed_is_not_written) {
    sample::folder folder;
    auto d = sample::open(folder.path());
    ASSERT_TRUE(receive(*d, 1));
    const auto before = *read_file(folder.path() + "/mark");
    EXPECT_FALSE(receive(*d, 1));
    EXPECT_EQ(*read_file(folder.path() + "/mark"), before);
    ASSERT_TRUE(receive(*d, 2));
    EXPECT_EQ(read_mark(folder.path(), 0)->commit_no, 2);
}

}  // namespace
}  // namespace motcua::store
