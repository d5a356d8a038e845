// Names are found by the starts of their words, codes by their own start, the newest first; a search that has
// looked at enough says from where it goes on.
#include "engine/store/search.hpp"

#include "tests/engine/store/sample.hpp"

namespace motcua::store {
namespace {

using numbers = std::vector<session_id>;
using texts = std::vector<std::string>;

TEST(search_box, takes_codes_for_codes_and_all_else_for_names) {
    EXPECT_EQ(read_search(" h50.01-26 ").code, "H500126");
    EXPECT_EQ(read_search("h500126").code, "H500126");
    EXPECT_TRUE(read_search("h50.01-26").words.empty());
    EXPECT_TRUE(read_search("000123").words.empty());
    EXPECT_EQ(read_search("79").code, "79");
    EXPECT_EQ(read_search("79").words, texts{"79"});
    EXPECT_EQ(read_search("Hoa Đào 79").code, "");
    EXPECT_EQ(read_search("Hoa Đào  79 hoa").words, (texts{"79", "dao", "hoa"}));
    EXPECT_EQ(read_search("H’Hen Niê-Kdăm").words, (texts{"h", "hen", "kdam", "nie"}));
    for (const char* nothing : {"", "   ", "%", "'"})
        EXPECT_TRUE(read_search(nothing).words.empty()) << nothing;
}

class names : public testing::Test {
protected:
    void SetUp() override { door_ = sample::open(folder_.path()); }
    void add(std::initializer_list<const char*> all) {
        for (const char* name : all)
            sample::committed(*door_, sample::creation(sample::dossier(++last_, name)));
    }
    listing page(list_query q) {
        q.kind = "dossier";
        q.open_only = false;
        auto found = (*door_->snapshot())->list(q);
        EXPECT_TRUE(found) << (found ? "" : found.error().message);
        return found ? std::move(*found) : listing{};
    }
    numbers found(const std::string& text) {
        numbers ids;
        for (const auto& row : page({.text = text}).rows) ids.push_back(row.id);
        return ids;
    }
    // Page by page to the end, and how many pages that took.
    std::pair<numbers, int> all_pages(const std::string& text, std::size_t limit) {
        std::pair<numbers, int> out;
        list_query q{.text = text, .limit = limit};
        for (;;) {
            const auto p = page(q);
            for (const auto& row : p.rows) out.first.push_back(row.id);
            ++out.second;
            if (!p.next) return out;
            q.after = p.next;
        }
    }

    sample::folder folder_;
    std::unique_ptr<door> door_;
    session_id last_ = 0;
};

TEST_F(names, are_found_without_tones_in_any_order_by_the_starts_of_their_words) {
    add({"Nguyễn Thế Phượng", "Đỗ Thị Đào", "Trần Văn Phương", "Công ty Hoa Đào 79", "Lê Phượng Nguyên"});
    EXPECT_EQ(found("phuong"), (numbers{5, 3, 1}));
    EXPECT_EQ(found("phượng nguyễn"), (numbers{5, 1}));
    EXPECT_EQ(found("ph ng"), (numbers{5, 1}));
    EXPECT_EQ(found("Dao"), (numbers{4, 2}));
    EXPECT_EQ(found("hoa dao 79"), (numbers{4}));
    EXPECT_EQ(found("79"), (numbers{4}));
    EXPECT_EQ(found("phuong phuong"), (numbers{5, 3, 1}));
    EXPECT_EQ(found("huong"), (numbers{}));
    EXPECT_EQ(found("%"), (numbers{}));
    EXPECT_EQ(found("_"), (numbers{}));
    EXPECT_EQ(page({.text = "phuong", .limit = 1, .count_to = 2}).count, 2u);
    EXPECT_TRUE(page({.text = "phuong", .limit = 1, .count_to = 2}).more);
    EXPECT_FALSE(page({.text = "phuong", .limit = 1, .count_to = 3}).more);
}

TEST_F(names, are_found_whatever_letters_that_look_the_same_they_are_written_with) {
    add({"Ðặng Ðức Ðạt", "H’Hen Niê", "H'Lan Mlô", "Y Ƀuôn Mlô", "Jean‑Pierre Łukasz"});
    for (const char* text : {"dang duc", "đặng", "ðặng", "dat"}) EXPECT_EQ(found(text), (numbers{1})) << text;
    for (const char* text : {"h'hen", "h’hen", "hen", "h hen"}) EXPECT_EQ(found(text), (numbers{2})) << text;
    for (const char* text : {"h'lan", "h’lan", "lan"}) EXPECT_EQ(found(text), (numbers{3})) << text;
    EXPECT_EQ(found("buon"), (numbers{4}));
    for (const char* text : {"jean-pierre", "pierre", "lukasz"}) EXPECT_EQ(found(text), (numbers{5})) << text;
}

TEST_F(names, are_forgotten_when_they_change_or_are_erased) {
    add({"Nguyễn Thế Phượng", "Nguyễn Văn An"});
    session_row row = sample::loaded(*door_, 1);
    auto other = row;
    other.listed.applicant = "Nguyễn Thế Phương Anh";
    other.listed.applicant_folded = fold(other.listed.applicant);
    sample::committed(*door_, sample::step(row, other, "corrected"));
    EXPECT_EQ(found("anh"), (numbers{1}));
    row = sample::loaded(*door_, 1);
    auto erased = row;
    erased.listed.applicant.clear();
    erased.listed.applicant_folded.clear();
    auto b = sample::step(row, erased, "erased");
    b.erase.push_back(1);
    sample::committed(*door_, std::move(b));
    EXPECT_EQ(found("anh"), (numbers{}));
    EXPECT_EQ(found("nguyen"), (numbers{2}));
    EXPECT_EQ(sample::counts(*door_, "word:", "word;").size(), 3u);
    EXPECT_TRUE(sample::whole(*door_));
}

TEST_F(names, keep_to_the_list_and_the_kind_that_is_searched) {
    add({"Nguyễn Văn An", "Nguyễn Thị Bình"});
    auto round = sample::dossier(++last_, "Nguyễn Văn Chi");
    round.kind = "round";
    sample::committed(*door_, sample::creation(round));
    auto other = sample::dossier(++last_, "Nguyễn Thị Dung");
    other.listed.unit = "unit-b";
    sample::committed(*door_, sample::creation(other));
    EXPECT_EQ(found("nguyen"), (numbers{4, 2, 1}));
    EXPECT_EQ(page({.unit = "unit-b", .text = "nguyen"}).rows.size(), 1u);
    EXPECT_EQ(page({.phases = {"resolving"}, .text = "nguyen"}).rows.size(), 0u);
    EXPECT_FALSE((*door_->snapshot())->list({.text = "nguyen"})) << "a search needs a kind";
}

TEST_F(names, and_codes_come_once_each_page_by_page_forth_and_back) {
    batch b;
    b.at = sample::at(1);
    numbers nguyen;
    for (session_id id = 1; id <= 60; ++id) {
        auto row =
            sample::dossier(id, (id % 2 ? "Nguyễn Văn A" : "Nguyệt Trần Văn ") + std::to_string(id % 7));
        if (id % 3 == 0) row.listed.portal_code = "H50.01-260318-2" + std::to_string(1000 + id);
        nguyen.insert(nguyen.begin(), id);
        b.sessions.push_back({nullptr, row});
        b.journal.push_back(sample::said(id, "drawn", {}, cause::start));
    }
    sample::committed(*door_, std::move(b));
    EXPECT_EQ(all_pages("nguy van", 7), (std::pair{nguyen, 9}));
    EXPECT_EQ(all_pages("nguy van", 60), (std::pair{nguyen, 1}));
    // The portal's codes are the higher ones.
    const auto codes = all_pages("h50.01", 7).first;
    ASSERT_EQ(codes.size(), 60u);
    EXPECT_EQ(codes.front(), 60);
    EXPECT_EQ(codes[20], 59);
    for (const char* text : {"nguy van", "h50.01"}) {
        const auto forth = all_pages(text, 1000).first;
        list_query q{.text = text, .limit = 7};
        q.after = page(q).next;
        q.after = page(q).next;
        q.before = page(q).previous;
        q.after.reset();
        const auto second = page(q);
        numbers seen;
        for (const auto& row : second.rows) seen.push_back(row.id);
        EXPECT_EQ(seen, numbers(forth.begin() + 7, forth.begin() + 14)) << text;
        EXPECT_TRUE(second.next && second.previous);
    }
}

// Two common words that hardly ever stand in one name: the answer does not look through all of them.
TEST_F(names, that_are_rare_among_common_words_are_found_in_bounded_steps) {
    constexpr session_id many = 12'000;
    batch b;
    b.at = sample::at(1);
    for (session_id id = 1; id <= many; ++id) {
        b.sessions.push_back({nullptr, sample::dossier(id, id == 3       ? "Nguyễn Trần"
                                                           : id % 2 == 0 ? "Nguyễn Văn"
                                                                         : "Trần Thị")});
        b.journal.push_back(sample::said(id, "drawn", {}, cause::start));
    }
    sample::committed(*door_, std::move(b));
    const auto first = page({.text = "nguyen tran", .count_to = 1000});
    EXPECT_TRUE(first.rows.empty());
    EXPECT_TRUE(first.next) << "there is more to look at";
    EXPECT_TRUE(first.more);
    EXPECT_EQ(all_pages("nguyen tran", 50), (std::pair{numbers{3}, 2}));
    EXPECT_EQ(page({.text = "nguyen van", .count_to = 1000}).count, 1000u);
    EXPECT_EQ(all_pages("tran thi", 1000).first.size(), 5999u);
}

// More different words than are walked together: every name is looked at, the newest first.
TEST_F(names, with_very_many_different_words_are_found_by_their_common_start) {
    batch b;
    b.at = sample::at(1);
    for (session_id id = 1; id <= 900; ++id) {
        b.sessions.push_back({nullptr, sample::dossier(id, "Hộ " + std::to_string(1000 + id))});
        b.journal.push_back(sample::said(id, "drawn", {}, cause::start));
    }
    sample::committed(*door_, std::move(b));
    EXPECT_EQ(all_pages("1", 100).first.size(), 900u);
    EXPECT_EQ(found("1 10"), found("10"));
    EXPECT_EQ(found("1042 ho"), (numbers{42}));
}

}  // namespace
}  // namespace motcua::store
