#include "counters/notices/dispatcher.hpp"

#include "counters/config/mail_address.hpp"
#include "engine/base/json.hpp"

namespace motcua::notices {

bool brings_slip(const json& args) {
    const json* slip = find(args, "slip");
    return slip && !get_string(*slip, "form").empty();
}

bool has_mail_address(const json& args) {
    const json* receiver = find(args, "receiver");
    return receiver && counters::is_mail_address(get_string(*receiver, "email"));
}

dispatcher::dispatcher(const boost::asio::any_io_executor& pool, dispatcher_options how, reporter keep,
                       const clock& time)
    : how_(std::move(how)),
      clock_(time),
      folder_(how_.folder),
      files_(pool, folder_, keep, time, how_.lines) {
    if (!how_.mail) return;
    mail_ = std::make_unique<smtp>(*how_.mail, [this](const duty& d) { return write(d); });
    letters_ = std::make_unique<notice_line>(pool, *mail_, std::move(keep), time, how_.lines);
}

void dispatcher::take(const duty& d) {
    if (d.kind != "notify" && d.kind != "portal") return;
    const auto args = parse_json(d.args).value_or(json{});
    const bool mailed = has_mail_address(args);
    auto& line = mailed && letters_ ? *letters_ : files_;
    line.take(d, mailed && brings_slip(args) ? 0 : d.not_before);
}

void dispatcher::wake() {
    files_.wake();
    if (letters_) letters_->wake();
}

void dispatcher::close() {
    if (letters_) letters_->close();
    files_.close();
}

result<letter> dispatcher::write(const duty& d) const {
    auto args = parse_json(d.args);
    if (!args || !args->is_object()) return fail(failure::kind::corrupt, "nội dung thông báo đã lưu bị hỏng");
    auto& values = args->get_object();
    values["office"] = json_object{{"name", how_.office_name}};
    const auto said = how_.texts.of(d.name, *args);
    letter l;
    const auto& from = how_.mail->from;
    l.id = how_.id_prefix + std::to_string(d.id) + from.substr(from.find('@'));
    l.from = from;
    l.from_name = how_.office_name;
    const json* receiver = find(*args, "receiver");
    l.to = get_string(*receiver, "email");
    l.to_name = get_string(*receiver, "name");
    l.subject = (how_.training ? "[HUẤN LUYỆN] " : "") + said.subject;
    l.text = said.text;
    l.at = clock_.now();
    if (!brings_slip(*args)) return l;
    const json* slip = find(*args, "slip");
    const auto form = get_string(*slip, "form");
    auto pdf = how_.sheet(d.session, form, static_cast<int>(get_integer(*slip, "seq", 1)));
    if (!pdf) return tl::make_unexpected(pdf.error());
    l.enclosed = attachment{form + ".pdf", "application/pdf", std::move(*pdf)};
    return l;
}

}  // namespace motcua::notices
