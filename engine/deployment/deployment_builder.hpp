// A deployment while it is put together, before anybody works by it: read from a workflows folder, with the
// host's forms and what older sessions keep. Every file with a fault is reported, and then nothing is
// deployed. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/deployment/deployment.hpp"

namespace motcua::runtime {

class deployment_builder {
public:
    deployment_builder(deployment_builder&&) = default;  // and no copies: nothing changes what is built

    // `folder` holds charts/, procedures/, calendars/, rules/, units/<office>.xml and reasons.xml.
    // `calendars`: another folder instead of its calendars/. `what_for`: replay reads what was written back
    // from a store.
    static read_result<deployment_builder> read(const std::string& folder, const std::string& office,
                                                const std::string& calendars = {},
                                                read_for what_for = read_for::deployment,
                                                const kinds::registry& known = kinds::registry::standard());

    // The forms slips are printed by; known to the store like everything else the office works by.
    void add_form(std::string name, std::string content, std::vector<kinds::paper_need> needs = {});
    void print_by(deployment::form_finder find) { parts_->find_form = std::move(find); }
    // Adds every procedure version and every chart that the store has kept. A kept chart that cannot be read
    // is left out: its sessions are parked when they are next opened.
    result<void> recall_kept(store::reader& from);

    deployment build() &&;

private:
    deployment_builder() = default;
    faults read_parts(const std::string& folder, const std::string& office, read_for what_for);
    read_result<void> keep_files(const std::string& folder);
    void keep(std::string kind, std::string name, std::string bytes);
    void add(deployed_chart c);
    result<void> recall_charts(store::reader& from);

    std::shared_ptr<deployment::parts> parts_ = std::make_shared<deployment::parts>();
    calendar_version calendar_;
};

}  // namespace motcua::runtime
