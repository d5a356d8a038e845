#include "counters/notices/notice_folder.hpp"

#include <filesystem>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"

namespace motcua::notices {

delivery notice_folder::deliver(const duty& d) {
    const auto args = parse_json(d.args);
    const json_object notice{{"id", d.id},
                             {"session", d.session},
                             {"kind", d.kind},
                             {"name", d.name},
                             {"args", args ? *args : json(nullptr)}};
    std::error_code ignored;
    std::filesystem::create_directories(folder_, ignored);
    if (write_file(folder_ + "/" + std::to_string(d.id) + ".json", to_text(notice))) return {};
    return {delivery::kind::later, "không ghi được vào thư mục thông báo"};
}

}  // namespace motcua::notices
