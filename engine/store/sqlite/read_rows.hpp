// Journal, outbox, slip, content and attachment rows out of statements: the text of each SELECT stands beside
// the function that reads its columns, so the two cannot get out of step.
#pragma once

#include "engine/store/rows.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

std::string select_journal_sql(const char* rest);
journal_row read_journal(const statement& from);

std::string select_outbox_sql(const char* rest);
outbox_row read_outbox(const statement& from);

std::string select_slip_sql(const char* rest);
slip_row read_slip(const statement& from);

// `bytes`: the column or '' for lists.
std::string select_content_sql(const char* bytes, const char* rest);
content_row read_content(const statement& from);
std::string select_attachment_sql(const char* bytes, const char* rest);
attachment_row read_attachment(const statement& from);

}  // namespace motcua::store
