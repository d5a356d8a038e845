#include "engine/translate.hpp"

#include <algorithm>

#include "engine/reading/views.hpp"
#include "engine/stepping/command_key.hpp"

namespace motcua {
namespace {

std::optional<store::delivery> delivery_named(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(store::delivery::unknown); ++i)
        if (const auto d = static_cast<store::delivery>(i); runtime::to_text(d) == name) return d;
    return std::nullopt;
}

// The journal wraps what was sent, and JSON is read back to 32 levels.
constexpr int deepest_data = 24;

bool deeper_than(const json& v, int levels) {
    if (!v.is_structured()) return false;
    if (levels == 0) return true;
    if (const auto* o = v.if_object())
        return std::any_of(o->begin(), o->end(),
                           [&](const auto& m) { return deeper_than(m.value(), levels - 1); });
    const auto& a = v.get_array();
    return std::any_of(a.begin(), a.end(), [&](const auto& item) { return deeper_than(item, levels - 1); });
}

}  // namespace

runtime::caller caller_of(actor by) {
    return {std::move(by.id), std::move(by.unit), std::move(by.roles)};
}

answer as_answer(runtime::outcome o) {
    static constexpr answer::kind kinds[] = {answer::kind::done, answer::kind::rejected, answer::kind::parked,
                                             answer::kind::failed};
    return {kinds[static_cast<int>(o.what)], static_cast<std::uint64_t>(o.session), to_text(o.body)};
}

answer failed(std::string_view message) {
    return {answer::kind::failed, 0, to_text(json_object{{"code", "engine_failed"}, {"message", message}})};
}

answer cancelled() {
    return {answer::kind::cancelled, 0,
            to_text(json_object{{"code", "cancelled"},
                                {"message", "yêu cầu đã được rút lại; chưa có gì thay đổi"}})};
}

duty as_duty(const store::outbox_row& row) {
    const auto not_before = row.not_before ? row.not_before->time_since_epoch().count() : 0;
    return {static_cast<std::uint64_t>(row.id),
            static_cast<std::uint64_t>(row.session),
            row.kind,
            row.name,
            row.args,
            not_before,
            std::string(runtime::to_text(row.state)),
            row.target,
            row.attempts};
}

std::optional<answer> take_command(command&& c, runtime::command_job& o) {
    auto data = parse_json(c.data);
    const bool deep = data && deeper_than(*data, deepest_data);
    if (!data || !data->is_object() || deep) {
        const std::string why = !data  ? data.error().message
                                : deep ? "nested deeper than " + std::to_string(deepest_data) + " levels"
                                       : "expected a JSON object";
        return answer{answer::kind::rejected, c.session,
                      to_text(json_object{
                          {"code", "bad_json"}, {"message", why}, {"next", "Gửi một đối tượng JSON."}})};
    }
    if (c.key.size() > runtime::longest_key)
        return answer{
            answer::kind::rejected, c.session,
            to_text(json_object{
                {"code", "bad_key"},
                {"message", "mã yêu cầu dài quá " + std::to_string(runtime::longest_key) + " ký tự"},
                {"next", "Gửi lại với một mã ngắn hơn, khác nhau cho mỗi yêu cầu."}})};
    o = {static_cast<store::session_id>(c.session),
         std::move(c.kind),
         std::move(c.event),
         std::move(data->get_object()),
         caller_of(std::move(c.by)),
         std::move(c.key),
         {}};
    if (!o.key.empty()) o.asked = runtime::asked_digest(o);
    return std::nullopt;
}

std::optional<runtime::delivery_report> take_report(progress_report&& what, std::function<void(bool)> done) {
    const auto state = delivery_named(what.state);
    if (!state) return std::nullopt;
    return runtime::delivery_report{static_cast<store::outbox_id>(what.duty),
                                    *state,
                                    std::move(what.reason),
                                    std::move(what.target),
                                    std::move(what.pdf_sha256),
                                    std::move(done)};
}

}  // namespace motcua
