// The store's door with something that may happen on its threshold; all else is the real one's.
#pragma once

#include <functional>

#include "engine/store/door.hpp"

namespace motcua::sample {

class stumbling_door final : public store::door {
public:
    explicit stumbling_door(store::door& real) : real_(real) {}

    std::function<void(std::string_view what)> trip = [](auto) {};  // "commit", "committed", "snapshot"
    // What cannot be read: "load", "content".
    std::function<std::optional<failure>(std::string_view what)> unread = [](auto) { return std::nullopt; };

    result<std::vector<store::session_row>> load(std::span<const store::session_id> ids) override {
        if (auto why = unread("load")) return tl::make_unexpected(std::move(*why));
        return real_.load(ids);
    }
    result<std::vector<store::wake>> due(instant before, std::size_t n) override {
        return real_.due(before, n);
    }
    result<std::optional<instant>> next_wake() override { return real_.next_wake(); }
    result<std::optional<store::journal_row>> find_creation(std::string_view actor,
                                                            std::string_view key) override {
        return real_.find_creation(actor, key);
    }
    result<std::optional<store::journal_row>> find_key(const store::session_row& row, std::string_view actor,
                                                       std::string_view key) override {
        return real_.find_key(row, actor, key);
    }
    result<store::number_row> number(std::string_view series, std::string_view period) override {
        return real_.number(series, period);
    }
    result<std::optional<store::content_row>> content(std::string_view hash) override {
        if (auto why = unread("content")) return tl::make_unexpected(std::move(*why));
        return real_.content(hash);
    }
    result<std::optional<std::string>> meta(std::string_view name) override { return real_.meta(name); }
    void prepare_batch(std::size_t sessions, std::vector<store::session_id> to_load) override {
        real_.prepare_batch(sessions, std::move(to_load));
    }
    store::commit_result commit(store::batch& b, const store::complete_session& complete) override {
        trip("commit");
        auto done = real_.commit(b, complete);
        if (done) trip("committed");
        return done;
    }
    result<std::unique_ptr<store::reader>> snapshot() override {
        trip("snapshot");
        return real_.snapshot();
    }
    result<store::recovery> recover() override { return real_.recover(); }
    result<store::verification> verify() override { return real_.verify(); }
    result<void> checkpoint() override { return real_.checkpoint(); }
    result<void> backup(const std::string& file) override { return real_.backup(file); }
    std::optional<failure> stopped() const override { return real_.stopped(); }

private:
    store::door& real_;
};

}  // namespace motcua::sample
