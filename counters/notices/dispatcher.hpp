// Does the engine's duties to tell somebody something (kinds "notify" and "portal"): by e-mail to applicants
// who gave an address, where the office has a mail server; all others as files in a folder. People are told
// in office hours; but the e-mail that brings a slip goes when the slip is issued. A line of its own for each
// way.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "counters/notices/notice_folder.hpp"
#include "counters/notices/notice_line.hpp"
#include "counters/notices/smtp.hpp"
#include "counters/notices/wording.hpp"

namespace motcua::notices {

// What a notice says of itself in its arguments: "receiver" with "email", "slip" with "form" and "seq".
bool brings_slip(const json& args);
bool has_mail_address(const json& args);

struct dispatcher_options {
    std::string folder;
    std::optional<mail_server> mail;
    wording texts;
    std::string office_name;
    std::string id_prefix;  // of messages, different in every data folder
    bool training = false;
    line_settings lines;
    // The sheet {session, form, seq} as PDF.
    std::function<result<std::string>(std::uint64_t session, const std::string& form, int seq)> sheet;
};

class dispatcher {
public:
    // `time` outlives it. Both lines deliver on `pool` and may block it, one thread each.
    dispatcher(const boost::asio::any_io_executor& pool, dispatcher_options how, reporter keep,
               const clock& time);
    ~dispatcher() { close(); }

    // A new duty, or one an earlier process left behind. Any thread.
    void take(const duty& d);
    void wake();
    void close();

private:
    result<letter> write(const duty& d) const;

    const dispatcher_options how_;
    const clock& clock_;
    notice_folder folder_;
    std::unique_ptr<smtp> mail_;
    notice_line files_;
    std::unique_ptr<notice_line> letters_;
};

}  // namespace motcua::notices
