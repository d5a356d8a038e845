// How far a data folder has come, kept outside the database, so that a start notices when committed work has
// disappeared (a copy without its log, an older image, a damaged log). A small text file, `mark`, written in
// place after each commit and never flushed: it may lag behind the store, it never leads. What a kill or a
// power cut leaves torn is ignored, as a mark that lags. Used by the thread that commits.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/store/batch.hpp"

namespace motcua::store {

// Where an office's store stood after a commit.
struct reached {
    std::int64_t commit_no = 0;
    std::string chain_head{};  // hash of the chain at that commit
    instant at{};
    session_id next_session = 0;
    outbox_id next_outbox = 0;
    std::string code{};                 // of the newest dossier, for people
    std::string number{};               // as printed on the newest numbered slip, for people
    std::vector<number_row> numbers{};  // of each series its latest period
    std::uint64_t file = 0;             // the database's inode: another one in a folder that was copied
};

// What the folder's mark says; nothing where there is none that can be read.
std::optional<reached> read_mark(const std::string& folder, office_id office);

// The inode of the folder's database; 0 where there is none.
std::uint64_t database_inode(const std::string& folder);

class mark {
public:
    // Writes the file anew, whole and flushed, and keeps it open.
    static result<std::unique_ptr<mark>> start(const std::string& folder, office_id office,
                                               const reached& from);
    ~mark();
    mark(const mark&) = delete;
    mark& operator=(const mark&) = delete;

    // After a commit. A mark that cannot be written lags from then on, which is logged once.
    void commit(const batch& b, std::int64_t commit_no, std::string_view chain_head);

private:
    struct place {
        std::int64_t at = 0;
        std::size_t bytes = 0;
        std::string period{};
    };

    mark(office_id office, reached from) : office_(office), now_(std::move(from)) {}
    void write(std::int64_t at, std::string_view bytes);
    void write_number(const number_row& row);

    int file_ = -1;
    const office_id office_;
    reached now_;                                       // without its numbers
    std::map<std::string, place, std::less<>> series_;  // where each one stands in the file
    std::int64_t end_ = 0;                              // of the file
    bool second_ = true;                                // which of the two heads is written next
    bool complained_ = false;
};

}  // namespace motcua::store
