// What counts as an e-mail address wherever one is read: at reception, in the office file, before a letter is
// addressed. Pure.
#pragma once

#include <string_view>

namespace motcua::counters {

// "ten@noi.vn": printable ASCII, one @, a name without what ends a header or an envelope, a domain of at
// least two labels of letters, digits and '-'.
bool is_mail_address(std::string_view text);

}  // namespace motcua::counters
