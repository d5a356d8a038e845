#include "engine/kinds/dossier/published.hpp"

#include <fmt/format.h>

#include "engine/kinds/fields.hpp"

namespace motcua::dossier {

refusal name_documents(std::vector<received_document>& papers, const procedure::entry& p,
                       std::string_view case_code, std::string_view field) {
    std::vector<field_error> unlisted;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        auto& d = papers[i];
        if (!d.name.empty()) continue;
        if (const auto* listed = p.find_document(case_code, d.type))
            d.name = listed->name;
        else
            unlisted.push_back(
                {fmt::format("{}.{}.type", field, i),
                 fmt::format("“{}” không có trong thành phần hồ sơ đã công bố của trường hợp này; "
                             "chọn giấy tờ trong danh mục, hoặc ghi tên giấy tờ công dân tự nộp thêm",
                             d.type)});
    }
    return as_refusal(unlisted);
}

bool take_fee(record& r, const procedure::entry& p, local_day day) {
    if (r.fee.paid) return true;
    const auto* f = p.fee_for(r.case_code, r.route.stream, day);
    if (!f) return false;
    r.fee = {f->amount, f->by_area, f->confirmed, f->note, false, ""};
    return true;
}

}  // namespace motcua::dossier
