// What the writer keeps of an office between two batches. Engine thread only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "engine/deployment/current_deployment.hpp"
#include "engine/stepping/adoption.hpp"
#include "engine/stepping/cache.hpp"
#include "engine/stepping/draft.hpp"
#include "engine/writer/recent_keys.hpp"

namespace motcua::runtime {

struct office_state {
    store::door& door;
    current_deployment& current;
    std::shared_ptr<const deployment> deployed;  // changed between two batches only
    stepper steps;
    cache sessions;
    id_counters ids;
    recent_keys keys{};
    std::map<store::outbox_id, store::outbox_row> duties{};  // unfinished
    std::optional<adoption> adopting{};  // a calendar on its way through the open dossiers
    std::string stopped{};               // why nothing further is taken; empty: all is well
};

}  // namespace motcua::runtime
