// The same room in a build without Duktape (MOTCUA_ECMASCRIPT=OFF): a heap holds nothing, and the chart
// loader asks `available` before it gives an expression to it, so nothing below that is ever reached.
#include <stdexcept>

#include "engine/ecmascript/ecmascript.hpp"

namespace motcua::datamodel {
namespace detail {

class duktape_heap {};
struct ecmascript_code {};

}  // namespace detail

namespace {

[[noreturn]] void absent() {
    throw std::logic_error("this program is built without ECMAScript; charts keep to the native subset");
}

}  // namespace

bool ecmascript_heap::available() noexcept {
    return false;
}
ecmascript_heap::ecmascript_heap(ecmascript_limits) {}
ecmascript_heap::~ecmascript_heap() = default;
std::size_t ecmascript_heap::bytes_in_use() const {
    return 0;
}

ecmascript_expressions::ecmascript_expressions(ecmascript_heap&, state_resolver) {
    absent();
}
ecmascript_expressions::ecmascript_expressions(ecmascript_expressions&&) noexcept = default;
ecmascript_expressions& ecmascript_expressions::operator=(ecmascript_expressions&&) noexcept = default;
ecmascript_expressions::~ecmascript_expressions() = default;

slot_number ecmascript_expressions::declare(std::string_view) {
    absent();
}
added ecmascript_expressions::add_expression(std::string_view) {
    absent();
}
added ecmascript_expressions::add_location(std::string_view) {
    absent();
}
added ecmascript_expressions::add_script(std::string_view) {
    absent();
}
std::size_t ecmascript_expressions::variable_count() const {
    absent();
}
std::string_view ecmascript_expressions::variable_name(slot_number) const {
    absent();
}
bool ecmascript_expressions::is_declared(slot_number) const {
    absent();
}
std::optional<slot_number> ecmascript_expressions::slot_of(std::string_view) const {
    absent();
}
void ecmascript_expressions::reset(std::span<value>) const {
    absent();
}
outcome<void> ecmascript_expressions::enter(frame&) const {
    absent();
}
void ecmascript_expressions::leave(frame&) const {
    absent();
}
void ecmascript_expressions::set_event(frame&, const event_view*) const {
    absent();
}
outcome<value> ecmascript_expressions::evaluate(expression_id, const frame&) const {
    absent();
}
outcome<bool> ecmascript_expressions::test(expression_id, const frame&) const {
    absent();
}
outcome<value> ecmascript_expressions::elements(expression_id, const frame&) const {
    absent();
}
outcome<value> ecmascript_expressions::read(expression_id, const frame&) const {
    absent();
}
outcome<void> ecmascript_expressions::assign(expression_id, frame&, value) const {
    absent();
}
outcome<void> ecmascript_expressions::bind(expression_id, frame&, value) const {
    absent();
}
outcome<void> ecmascript_expressions::run(expression_id, frame&) const {
    absent();
}

}  // namespace motcua::datamodel
