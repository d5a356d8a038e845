#include "counters/app/mailing.hpp"

#include <fmt/format.h>
#include <boost/asio/use_future.hpp>

#include <filesystem>
#include <random>

#include "counters/app/kept_slip.hpp"

namespace motcua::app {
namespace {

constexpr const char* prefix_note = "message_id_prefix";

// Told apart from the messages of every other data folder, and the same after a restart.
result<std::string> message_prefix(engine& e) {
    auto known = e.note(prefix_note);
    if (!known)
        return fail(failure::kind::io,
                    "the prefix of the messages could not be read; mend the disk and start again");
    if (!known->empty()) return std::move(*known);
    std::random_device random;
    auto fresh = fmt::format("motcua-{:08x}{:08x}-", static_cast<std::uint32_t>(random()),
                             static_cast<std::uint32_t>(random()));
    if (!e.async_set_note(prefix_note, fresh, boost::asio::use_future).get())
        return fail(failure::kind::io,
                    "the engine did not keep the prefix of the messages; mend the disk "
                    "and start again");
    return fresh;
}

notices::encryption encryption_of(const std::string& tls) {
    return tls == "none"     ? notices::encryption::none
           : tls == "always" ? notices::encryption::always
                             : notices::encryption::starttls;
}

}  // namespace

result<notices::dispatcher_options> dispatcher_options_of(const inputs& given, engine& e, const paper& forms,
                                                          const serve_options& o) {
    auto prefix = message_prefix(e);
    if (!prefix) return tl::make_unexpected(prefix.error());
    const auto& ways = given.office.notices;
    notices::dispatcher_options out;
    out.folder = ways.folder.empty() ? (std::filesystem::absolute(o.data) / "notices").string() : ways.folder;
    if (!ways.smtp.empty() && (!o.training || o.office_printers))
        out.mail = notices::mail_server{ways.smtp,   ways.port,          encryption_of(ways.tls),
                                        ways.user,   ways.password_file, ways.from,
                                        ways.ca_file};
    out.texts = given.notice_texts;
    out.office_name = given.office.name;
    out.id_prefix = std::move(*prefix);
    out.training = o.training;
    out.lines.ticks = !o.training;
    out.sheet = [&e, &forms](std::uint64_t session, const std::string& form, int seq) -> result<std::string> {
        const auto s = kept_slip(e, forms, session, form, seq);
        return s ? forms.pdf(*s) : tl::make_unexpected(s.error());
    };
    return out;
}

}  // namespace motcua::app
