// A third kind of session, which only the tests know: an appointment with a remark, and the effect "remark".
// It shows what a kind of its own needs: a record, an entry in a registry, a chart, nothing elsewhere.
#pragma once

#include <optional>
#include <string>

#include "engine/kinds/registry.hpp"

namespace motcua::sample {

struct appointment final : kinds::session_record {
    std::string visitor;
    std::string remark;

    std::unique_ptr<kinds::session_record> clone() const override;
    std::string encode() const override;
    kinds::summary summarise(const kinds::chart_facts& facts, const kinds::step_context& c) const override;
    std::string_view known_as() const override { return {}; }
    std::string assign(kinds::step_requests& w, const kinds::number_request& request, long long number,
                       const kinds::step_context& c) override;
    json_object slip_values(const kinds::slip_request& slip, const kinds::step_context& c) const override;
};

// The standard registry with this kind and its effect.
const kinds::registry& with_appointments();

}  // namespace motcua::sample
