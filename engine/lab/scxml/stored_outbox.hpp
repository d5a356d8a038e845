// What a stored run sends by HTTP: a message is a row of the outbox from the commit of the wait that follows
// it until the commit of the step that takes it, so it arrives once whatever is killed. It reaches the
// document's own address only. Used by stored_run; one thread.
#pragma once

#include <deque>

#include "engine/lab/scxml/io_port.hpp"
#include "engine/store/door.hpp"

namespace motcua::lab {

class stored_outbox final : public io_port {
public:
    explicit stored_outbox(const store::recovery& from)
        : next_id_(from.next_outbox), waiting_(from.unfinished.begin(), from.unfinished.end()) {}

    std::vector<interpreter::io_processor> processors() const override;
    void send(const interpreter::outgoing& message) override;
    bool in_flight() const override { return !waiting_.empty(); }
    std::optional<arrival> next(std::chrono::milliseconds at_most) override;
    void rest(std::chrono::milliseconds at_most) override;

    bool has_news() const { return !sent_.empty() || !taken_.empty(); }
    // What a commit at `now` has to write, and the word that it has been written.
    void put_into(store::batch& b, store::session_id session, instant now);
    void kept();
    // Instead: the step came to nothing. What it took waits again, what it sent was never sent.
    void undone();

private:
    store::outbox_id next_id_;
    std::deque<store::outbox_row> waiting_;
    std::vector<store::outbox_row> sent_, taken_;  // since the last commit
};

}  // namespace motcua::lab
