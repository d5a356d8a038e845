// Pages → PDF bytes through libharu. The bytes are a function of the arguments alone: the same slip gives the
// same file. One document per call and thread; safe on any thread. libharu is included nowhere else.
#pragma once

#include <optional>
#include <string>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "templates/layout/page.hpp"

namespace motcua::templates {

struct pdf_properties {
    std::string title;               // empty: the document's title
    std::optional<instant> created;  // from the record, never from a clock
};

result<std::string> to_pdf(const document& d, const pdf_properties& properties = {});

}  // namespace motcua::templates
