#include "engine/mailbox.hpp"

#include <algorithm>

namespace motcua {
namespace detail {
namespace {

change only(change::kind what, std::uint64_t commit = 0) {
    change c;
    c.what = what;
    c.commit = commit;
    return c;
}

}  // namespace

void mailbox::put(const change& c) {
    waiting told;
    {
        const std::lock_guard lock(mutex_);
        if (ended_) return;
        if (next_) {
            told = std::move(next_);
        } else if (changes_.size() < room_) {
            changes_.push_back(c);
        } else {
            // Whoever is so far behind reads the lists anew; what was missed is in them.
            changes_.clear();
            changes_.push_back(only(change::kind::gap, c.commit));
        }
    }
    if (told) told->tell(c);
}

void mailbox::end() {
    waiting told;
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(ended_, true)) return;
        told = std::move(next_);
    }
    if (told) told->tell(only(change::kind::ended));
}

std::optional<change> mailbox::first() {
    if (!changes_.empty()) {
        auto out = std::move(changes_.front());
        changes_.pop_front();
        return out;
    }
    if (ended_) return only(change::kind::ended);
    return std::nullopt;
}

std::optional<change> mailbox::take() {
    const std::lock_guard lock(mutex_);
    return first();
}

void mailbox::take(handler<change> done) {
    auto asked = std::make_shared<runtime::completion<change>>(std::move(done), otherwise_);
    asked->on_cancel([box = weak_from_this()] {
        if (const auto b = box.lock()) b->withdraw();
    });
    std::optional<change> known;
    {
        const std::lock_guard lock(mutex_);
        known = first();
        if (!known) next_ = asked;
    }
    if (known) asked->tell(std::move(*known));
}

void mailbox::withdraw() {
    waiting told;
    {
        const std::lock_guard lock(mutex_);
        told = std::move(next_);
    }
    if (told) told->tell(only(change::kind::cancelled));
}

std::shared_ptr<mailbox> feed::add(std::size_t room, const boost::asio::any_io_executor& otherwise) {
    auto box = std::make_shared<mailbox>(std::max<std::size_t>(room, 1), otherwise);
    const std::lock_guard lock(mutex_);
    if (ended_)
        box->end();
    else
        all_.push_back(box);
    return box;
}

bool feed::is_read() const {
    const std::lock_guard lock(mutex_);
    return !all_.empty();
}

std::vector<std::shared_ptr<mailbox>> feed::open() {
    std::vector<std::shared_ptr<mailbox>> out;
    const std::lock_guard lock(mutex_);
    std::erase_if(all_, [&](const auto& one) {
        auto box = one.lock();
        if (!box) return true;
        out.push_back(std::move(box));
        return false;
    });
    return out;
}

void feed::put(const change& c) {
    for (const auto& box : open()) box->put(c);
}

void feed::end() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    for (const auto& box : open()) box->end();
}

}  // namespace detail

subscription::subscription(std::shared_ptr<detail::mailbox> box) : box_(std::move(box)) {}
subscription::subscription(subscription&&) noexcept = default;
subscription& subscription::operator=(subscription&&) noexcept = default;
subscription::~subscription() = default;

void subscription::start(const std::shared_ptr<detail::mailbox>& box, detail::handler<change> done) {
    box->take(std::move(done));
}

std::optional<change> subscription::next() {
    return box_->take();
}

}  // namespace motcua
