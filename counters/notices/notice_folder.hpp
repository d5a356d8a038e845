// Writes each notice as a JSON file into a folder, whence an office's own gateway sends it.
#pragma once

#include "counters/notices/carrier.hpp"

namespace motcua::notices {

class notice_folder final : public carrier {
public:
    explicit notice_folder(std::string folder) : folder_(std::move(folder)) {}
    std::string_view name() const override { return "folder"; }
    delivery deliver(const duty& d) override;

private:
    const std::string folder_;
};

}  // namespace motcua::notices
