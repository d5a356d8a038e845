// A chart with all the files it is made of, compiled, as dossiers opened with it go on using it: read from a
// workflows folder or brought back from the store, where it is kept under its hash. Immutable.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/chart/chart.hpp"
#include "engine/kinds/fields.hpp"
#include "engine/kinds/registry.hpp"
#include "engine/procedure/reasons.hpp"

namespace motcua::runtime {

struct deployed_chart {
    deployed_chart(std::string bundle, std::shared_ptr<const chart::chart> compiled);

    std::string hash;    // sha256 of `bundle`; what session rows name
    std::string bundle;  // JSON text: {"main": name, "files": {name: text}}
    std::shared_ptr<const chart::chart> compiled;

    // What one of its actions asks for, as the field checks take it.
    const std::vector<kinds::field>& fields_of(const chart::action& a) const {
        return fields_[static_cast<std::size_t>(&a - compiled->actions.data())];
    }

    // The sheets a dossier of this chart may come to owe, each once.
    const std::vector<std::string>& forms() const { return forms_; }

private:
    std::vector<std::string> forms_;
    std::vector<std::vector<kinds::field>> fields_;  // of each action
};

// Whether files are about to be worked by, or were once and are read again (replay): those of the past are
// only read, what is deployed anew must hold together.
enum class read_for { deployment, replay };

// Nothing where the root is not <scxml>: a region that charts include. For a deployment its words and what
// the law asks of it are checked (chart_words.hpp, chart_promise.hpp). `lists`: the choice lists there are;
// null: not known.
read_result<std::optional<deployed_chart>> read_chart(const std::filesystem::path& path,
                                                      const kinds::registry& known, read_for what_for,
                                                      const procedure::reasons* lists);
read_result<deployed_chart> compile_bundle(std::string kept, const kinds::registry& known);

}  // namespace motcua::runtime
