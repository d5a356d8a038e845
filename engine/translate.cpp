#include "engine/translate.hpp"

#include <cmath>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/json_values.hpp"
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

// Holds a tree to what its text would have been held to: not too deep, its letters UTF-8, a whole number as
// one, no number without a value. The words say what is wrong; empty: nothing.
std::string settle(json& v, int levels) {
    if (v.is_structured() && levels == 0)
        return "nested deeper than " + std::to_string(deepest_data) + " levels";
    if (const auto* text = v.if_string()) return first_invalid_utf8(*text) ? "not valid UTF-8" : "";
    if (v.is_double() && !std::isfinite(v.get_double())) return "not a JSON number";
    if (v.is_uint64() && std::in_range<std::int64_t>(v.get_uint64()))
        v = static_cast<std::int64_t>(v.get_uint64());
    if (auto* items = v.if_array())
        for (auto& item : *items)
            if (auto wrong = settle(item, levels - 1); !wrong.empty()) return wrong;
    if (auto* members = v.if_object())
        for (auto& m : *members) {
            if (first_invalid_utf8(m.key())) return "not valid UTF-8";
            if (auto wrong = settle(m.value(), levels - 1); !wrong.empty()) return wrong;
        }
    return {};
}

answer refused(const command& c, std::string_view code, const std::string& message, std::string_view next) {
    return {answer::kind::rejected, c.session,
            to_document(json_object{{"code", code}, {"message", message}, {"next", next}})};
}

}  // namespace

runtime::caller caller_of(actor by) {
    return {std::move(by.id), std::move(by.unit), std::move(by.roles), std::move(by.counter)};
}

answer as_answer(runtime::outcome o) {
    static constexpr answer::kind kinds[] = {answer::kind::done, answer::kind::rejected, answer::kind::parked,
                                             answer::kind::failed};
    return {kinds[static_cast<int>(o.what)], static_cast<std::uint64_t>(o.session),
            to_document(std::move(o.body))};
}

answer failed(std::string_view message) {
    return {answer::kind::failed, 0,
            to_document(json_object{{"code", "engine_failed"}, {"message", message}})};
}

answer cancelled() {
    return {answer::kind::cancelled, 0,
            to_document(json_object{{"code", "cancelled"},
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
    auto data = take_tree(std::move(c.data));
    std::string wrong = !data               ? data.error().message
                        : data->is_object() ? settle(*data, deepest_data)
                                            : "expected a JSON object";
    if (!wrong.empty()) return refused(c, "bad_json", wrong, "Gửi một đối tượng JSON.");
    if (c.key.size() > runtime::longest_key)
        return refused(c, "bad_key", "mã yêu cầu dài quá " + std::to_string(runtime::longest_key) + " ký tự",
                       "Gửi lại với một mã ngắn hơn, khác nhau cho mỗi yêu cầu.");
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
