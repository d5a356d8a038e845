// The change feed behind engine::subscribe: a bounded mailbox for each subscription. Private to the façade.
// The writer puts changes in between two batches; readers take them on threads of theirs.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/engine.hpp"
#include "engine/writer/completion.hpp"

namespace motcua::detail {

class mailbox : public std::enable_shared_from_this<mailbox> {
public:
    mailbox(std::size_t room, boost::asio::any_io_executor otherwise)
        : room_(room), otherwise_(std::move(otherwise)) {}

    void put(const change& c);
    void end();
    std::optional<change> take();
    void take(handler<change> done);

private:
    using waiting = std::shared_ptr<runtime::completion<change>>;
    std::optional<change> first();  // under the lock
    void withdraw();

    const std::size_t room_;
    const boost::asio::any_io_executor otherwise_;
    std::mutex mutex_;
    std::deque<change> changes_;
    bool ended_ = false;
    waiting next_;
};

class feed {
public:
    std::shared_ptr<mailbox> add(std::size_t room, const boost::asio::any_io_executor& otherwise);
    bool is_read() const;
    void put(const change& c);
    void end();

private:
    std::vector<std::shared_ptr<mailbox>> open();

    mutable std::mutex mutex_;
    std::vector<std::weak_ptr<mailbox>> all_;
    bool ended_ = false;
};

}  // namespace motcua::detail
