// The run of one SCXML document kept in a data folder: at each wait of its sessions one commit through the
// store's door holds the session's row, the clock, what was sent and what happened. Killed at any moment, the
// next process goes on from the last commit with the texts the run began with. Behind `motcua scxml run
// --data`; dossiers are the runtime's. One thread; owns the folder while it lives.
#pragma once

#include <functional>
#include <memory>

#include "engine/lab/scxml/scxml_run.hpp"
#include "engine/lab/scxml/stored_outbox.hpp"

namespace motcua::lab {

class stored_run final : private wait_keeper {
public:
    // `found` gets the faults of the document; then, and when the folder is of no use, a failure says so:
    // bad_input where another folder or document helps.
    static result<std::unique_ptr<stored_run>> open(const std::string& file, const std::string& folder,
                                                    datamodel::ecmascript_heap& heap, faults& found);

    scxml_host& host() { return *host_; }
    io_port& port() { return *outbox_; }
    store::door& door() { return *door_; }
    // Whether an earlier process has begun this run.
    bool goes_on() const { return row_.version > 0; }
    // The folder could not be written; the run stopped there.
    bool failed() const { return failed_; }

    // Hears of each commit by its number, before it is made and once it is durable. False: as if the power
    // went away right there, nothing more is written.
    enum class moment { before, after };
    std::function<bool(moment, std::int64_t commit_no)> at_commit;

private:
    stored_run(std::string file, datamodel::ecmascript_heap& heap, std::unique_ptr<store::door> door,
               const store::recovery& from);

    bool at_wait(interpreter::session& s, const interpreter::outcome& turn) override;
    void at_incident(const std::string& why) override;
    result<void> begin(faults& found);
    result<void> go_on();
    result<void> put_documents_back(const std::string& listed_in);
    void put_documents_into(store::batch& b);
    bool commit(store::batch& b);
    bool stop(std::string why);

    const std::string file_;
    document_cache shelf_;
    std::unique_ptr<store::door> door_;
    std::unique_ptr<stored_outbox> outbox_;
    std::unique_ptr<scxml_host> host_;
    store::session_row row_;  // as committed
    std::size_t documents_kept_ = 0;
    std::int64_t commit_no_ = 0;
    bool stopped_ = false, failed_ = false;
};

}  // namespace motcua::lab
