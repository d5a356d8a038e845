#include "engine/interpreter/runner.hpp"

#include "engine/interpreter/runner_content.hpp"
#include "engine/interpreter/runner_messages.hpp"
#include "engine/interpreter/runner_steps.hpp"

namespace motcua::interpreter {

template class runner<datamodel::native_expressions>;
template class runner<datamodel::ecmascript_expressions>;

void end_machine(context& x, machine& m) {
    if (m.at == phase::created) {
        m.at = phase::final;
        return;
    }
    if (m.what->native)
        runner<datamodel::native_expressions>(x, m, *m.what->native).end();
    else
        runner<datamodel::ecmascript_expressions>(x, m, *m.what->ecmascript).end();
}

}  // namespace motcua::interpreter
