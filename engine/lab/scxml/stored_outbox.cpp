#include "engine/lab/scxml/stored_outbox.hpp"

#include <thread>

#include "engine/base/json.hpp"
#include "engine/lab/scxml/loopback_http.hpp"

namespace motcua::lab {

namespace {

arrival arrival_of(const store::outbox_row& row) {
    const auto args = parse_json(row.args);
    const auto request = args ? get_string(*args, "request") : std::string();
    if (!request.empty()) return arrival_of_request(request);
    arrival lost;
    lost.lost = true;
    lost.what.name = "error.communication";
    lost.what.data = datamodel::value::string("nobody answers at " + row.target);
    interpreter::event_origin from;
    if (args) lost.machine = static_cast<std::uint32_t>(get_integer(*args, "machine"));
    if (args) from.sendid = get_string(*args, "sendid");
    lost.what.from = std::make_shared<interpreter::event_origin>(std::move(from));
    return lost;
}

}  // namespace

std::vector<interpreter::io_processor> stored_outbox::processors() const {
    return loopback_processors();
}

void stored_outbox::send(const interpreter::outgoing& message) {
    store::outbox_row row;
    row.id = next_id_++;
    row.kind = "scxml";
    row.name = message.what.name;
    row.target = message.target;
    const auto request = loopback_request(message);
    row.args =
        request.empty()
            ? to_text(json_object{{"machine", message.machine}, {"sendid", message.what.origin().sendid}})
            : to_text(json_object{{"request", request}});
    sent_.push_back(std::move(row));
}

std::optional<arrival> stored_outbox::next(std::chrono::milliseconds) {
    if (waiting_.empty()) return std::nullopt;
    taken_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    return arrival_of(taken_.back());
}

void stored_outbox::rest(std::chrono::milliseconds at_most) {
    if (waiting_.empty()) std::this_thread::sleep_for(at_most);
}

void stored_outbox::put_into(store::batch& b, store::session_id session, instant now) {
    for (auto& row : sent_) {
        row.session = session;
        row.queued_at = now;
        b.outbox_new.push_back(row);
    }
    for (auto& row : taken_) {
        row.state = store::delivery::done;
        row.ended_at = now;
        b.outbox_changed.push_back(row);
    }
}

void stored_outbox::kept() {
    for (auto& row : sent_) waiting_.push_back(std::move(row));
    sent_.clear();
    taken_.clear();
}

void stored_outbox::undone() {
    waiting_.insert(waiting_.begin(), taken_.begin(), taken_.end());
    taken_.clear();
    sent_.clear();
}

}  // namespace motcua::lab
