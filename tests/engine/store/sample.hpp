// Rows of an invented office for the tests of the store, and a folder that is gone afterwards.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/store/door.hpp"

namespace motcua::store::sample {

class folder {
public:
    folder() {
        std::string name = testing::TempDir() + "/motcua-store-XXXXXX";
        path_ = mkdtemp(name.data());
    }
    ~folder() { std::filesystem::remove_all(path_); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    const std::string& path() const { return path_; }
    std::string file() const { return path_ + "/motcua.db"; }

private:
    std::string path_;
};

inline instant at(std::int64_t seconds) {
    return instant{std::chrono::seconds{1'770'000'000 + seconds}};
}

inline std::unique_ptr<door> open(const std::string& path, const options& how = {}) {
    auto opened = store::open(path, how);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return opened ? std::move(*opened) : nullptr;
}

inline session_row dossier(session_id id, const std::string& applicant = "Nguyễn Thế Phượng") {
    session_row row;
    row.id = id;
    row.kind = "dossier";
    row.chart = sha256("chart");
    row.state = std::string("\x01\x00state", 7);
    row.record = R"({"stream":"online"})";
    row.listed.code = "H50.01-260318-" + std::to_string(10000 + id);
    row.listed.procedure = "1.004222";
    row.listed.unit = "unit-a";
    row.listed.stream = "online";
    row.listed.channel = "portal";
    row.listed.phase = "checking";
    row.listed.applicant = applicant;
    row.listed.applicant_folded = fold(applicant);
    row.listed.national_status = 2;
    row.listed.received_at = at(id);
    row.listed.due_at = at(1000 + id);
    return row;
}

inline journal_row said(session_id id, std::string event, std::string key = {}, cause why = cause::external) {
    journal_row row;
    row.session = id;
    row.why = why;
    row.at = at(id);
    row.actor = "officer-7";
    row.key = std::move(key);
    row.event = std::move(event);
    row.payload = R"({"n":)" + std::to_string(id) + "}";
    return row;
}

inline batch creation(const session_row& row, const std::string& key = {}) {
    batch b;
    b.at = at(row.id);
    b.sessions.push_back({nullptr, row});
    b.journal.push_back(said(row.id, "dossier_received", key, cause::start));
    return b;
}

inline batch step(const session_row& before, session_row after, const std::string& event,
                  const std::string& key = {}) {
    batch b;
    b.at = at(before.id + before.version);
    if (!key.empty()) after.keys.push_back(key_hash("officer-7", key));
    b.sessions.push_back({&before, std::move(after)});
    b.journal.push_back(said(before.id, event, key));
    return b;
}

inline session_row loaded(door& d, session_id id) {
    auto rows = d.load(std::span(&id, 1));
    EXPECT_TRUE(rows && rows->size() == 1) << "session " << id << " is not there";
    return rows && rows->size() == 1 ? std::move(rows->front()) : session_row{};
}

inline std::int64_t committed(door& d, batch b) {
    auto done = d.commit(b);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return done ? done->commit_no : 0;
}

// The kept counts of dossiers whose names lie in [from, to).
inline std::map<std::string, std::int64_t> counts(door& d, std::string_view from, std::string_view to,
                                                  std::string_view unit = {}) {
    const auto reader = *d.snapshot();
    const auto found = reader->counts("dossier", unit, from, to);
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    std::map<std::string, std::int64_t> all;
    if (found)
        for (const kept_count& c : *found) all[c.list] = c.n;
    return all;
}

inline bool whole(door& d) {
    auto found = d.verify();
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    if (found && found->broken)
        ADD_FAILURE() << found->broken->message << " at commit " << found->broken->commit_no;
    EXPECT_EQ(found ? found->miscounted : "", "");
    return found && !found->broken;
}

}  // namespace motcua::store::sample
