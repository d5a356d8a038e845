// A read transaction on a pooled connection; see reader.hpp.
#pragma once

#include "engine/store/reader.hpp"
#include "engine/store/sqlite/reader_pool.hpp"

namespace motcua::store {

class sqlite_reader final : public reader {
public:
    sqlite_reader(reader_pool& pool, office_id office);
    ~sqlite_reader() override;

    std::int64_t commit_no() const override { return commit_no_; }
    result<listing> list(const list_query& query) override;
    result<std::vector<kept_count>> counts(std::string_view kind, std::string_view unit,
                                           std::string_view from, std::string_view to) override;
    result<passed_deadlines> passed(std::string_view kind, instant now) override;
    result<std::vector<session_row>> untold(std::string_view kind, session_id after, std::size_t n) override;
    result<std::optional<session_row>> session(session_id id) override;
    result<std::optional<session_stamp>> stamp(session_id id) override;
    result<std::optional<session_id>> find_code(std::string_view code) override;
    result<std::vector<journal_row>> timeline(session_id id, std::size_t n) override;
    result<std::vector<journal_row>> journal(journal_seq after, std::size_t n) override;
    result<std::vector<session_row>> sessions(session_id after, std::size_t n) override;
    result<std::vector<slip_row>> slips(session_id id) override;
    result<std::vector<outbox_row>> outbox(session_id id) override;
    result<std::optional<outbox_row>> duty(outbox_id id) override;
    result<std::vector<outbox_row>> unfinished_outbox() override;
    result<std::vector<outbox_row>> failed_outbox(std::size_t n) override;
    result<std::vector<attachment_row>> attachments(session_id id) override;
    result<std::optional<attachment_row>> attachment(session_id id, int number) override;
    result<std::optional<content_row>> content(std::string_view hash) override;
    result<std::optional<std::string>> meta(std::string_view name) override;
    result<std::vector<content_row>> contents(std::string_view kind) override;

private:
    template <class Function>
    auto asked(Function f) -> result<decltype(f())>;

    reader_pool& pool_;
    const office_id office_;
    std::unique_ptr<reading_connection> in_;
    std::int64_t commit_no_ = 0;
};

}  // namespace motcua::store
