#include "counters/app/clock_requests.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <boost/asio/append.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>

#include <filesystem>
#include <thread>

#include "engine/base/json.hpp"
#include "engine/base/log.hpp"
#include "engine/base/text.hpp"
#include "engine/json_values.hpp"

namespace motcua::app {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr std::chrono::seconds between_looks{1};
constexpr std::chrono::milliseconds between_askings{50};

std::string request_file(const std::string& data) {
    return data + "/clock-request.json";
}

std::string answer_file(const std::string& data, const std::string& id) {
    return data + "/clock-answer-" + id + ".json";
}

// Of the request, which names a file: nothing but digits.
std::string id_of(const json& request) {
    const auto id = get_integer(request, "id");
    return id > 0 ? std::to_string(id) : std::string();
}

constexpr std::pair<answer::kind, std::string_view> kinds[] = {
    {answer::kind::done, "done"}, {answer::kind::rejected, "rejected"}, {answer::kind::failed, "failed"}};

json to_json(const answer& a) {
    std::string_view what = "failed";
    for (const auto& [kind, name] : kinds)
        if (kind == a.what) what = name;
    return json_object{{"what", what}, {"body", a.body.text()}};
}

std::optional<answer> answer_from(const std::string& text) {
    const auto read = parse_json(text);
    if (!read) return std::nullopt;
    answer out;
    out.body = get_string(*read, "body");
    for (const auto& [kind, name] : kinds)
        if (name == get_string(*read, "what")) out.what = kind;
    return out;
}

answer unknown_actor() {
    return {answer::kind::rejected, 0,
            to_document(json_object{{"code", "unknown_actor"},
                                    {"message", "không có cán bộ mang mã này trong tệp cơ quan của máy chủ"},
                                    {"next", "Dùng mã của thủ trưởng trong tệp cơ quan."}})};
}

}  // namespace

clock_requests::clock_requests(executors& on, engine& e, const counters::office_file& office,
                               std::string data)
    : on_(on), engine_(e), office_(office), data_(std::move(data)), next_look_(on.root) {
    look_later();
}

void clock_requests::look_later() {
    next_look_.expires_after(between_looks);
    next_look_.async_wait([this](const boost::system::error_code& cancelled) {
        if (cancelled || stopped_) return;
        look_later();
        look();
    });
}

void clock_requests::stop() {
    stopped_ = true;
    next_look_.cancel();
}

void clock_requests::look() {
    std::error_code ignored;
    const auto file = request_file(data_);
    if (!fs::exists(file, ignored)) return;
    const auto text = read_file(file);
    // Once, whatever becomes of it.
    if (!fs::remove(file, ignored) || !text) return;
    const auto request = parse_json(*text).value_or(json{});
    const auto id = id_of(request);
    if (id.empty()) return log().warn("clock=request_ignored why=\"it has no number\"");
    confirm(id, request);
}

void clock_requests::confirm(const std::string& id, const json& request) {
    auto reply = asio::bind_executor(on_.blocking, [to = answer_file(data_, id)](const answer& said) {
        if (const auto kept = write_file(to, to_text(to_json(said))); !kept)
            log().error("clock=unanswered why=\"{}\"", kept.error().message);
    });
    const auto* who = office_.find_staff(get_string(request, "by"));
    const auto clock = parse_instant(get_string(request, "clock"));
    if (!who || !clock) return asio::post(asio::append(std::move(reply), unknown_actor()));
    engine_.async_confirm_clock({who->id, who->unit, who->roles}, clock->time_since_epoch().count(),
                                std::move(reply));
}

result<std::optional<answer>> request_confirmation(const std::string& data, const std::string& by,
                                                   instant clock, std::chrono::milliseconds patience) {
    const auto id = std::to_string(::getpid());
    const auto answered = answer_file(data, id);
    std::error_code ignored;
    fs::remove(answered, ignored);
    const json request = json_object{{"id", ::getpid()}, {"by", by}, {"clock", to_iso(clock)}};
    if (const auto left = write_file(request_file(data), to_text(request)); !left)
        return tl::make_unexpected(left.error());
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!fs::exists(answered, ignored) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(between_askings);
    const auto text = read_file(answered);
    fs::remove(text ? answered : request_file(data), ignored);
    return text ? answer_from(*text) : std::nullopt;
}

}  // namespace motcua::app
