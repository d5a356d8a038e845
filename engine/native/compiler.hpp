// From the text of one expression to flat code, in one pass, with its stack height known at the end. What
// lies outside the subset is refused at the place where reading stopped. Private to this room.
#pragma once

#include <optional>
#include <string>

#include "engine/native/lexer.hpp"
#include "engine/native/native_code.hpp"

namespace motcua::datamodel::detail {

class compiler {
public:
    compiler(native_code& code, std::string_view source) : code_(code), words_(source) {}

    // Both append to the code and fill the entry, or leave the code as it was and say why in `fault`.
    bool expression(entry& e);
    bool location(entry& e);
    // A literal, as content and messages bring it.
    bool literal(entry& e);
    const added& fault() const { return fault_; }

private:
    using binary_code = std::optional<std::pair<int, op>>;

    bool whole(entry& e, bool (compiler::*read)());
    bool conditional();
    bool binary(int least);
    bool both(op skip, int power);
    bool unary();
    bool type_of();
    bool postfix();
    bool steps(std::size_t& count);
    bool step_by_name();
    bool call(std::string_view name);
    bool arguments(std::uint16_t& count);
    bool primary();
    bool name();
    bool event();
    bool event_step(std::string_view field);
    bool in_state();
    bool array();
    bool object();
    bool property_key();
    bool location_path();
    bool literal_value();

    bool expected(std::string_view what);
    bool take(std::string_view sign, std::string_view otherwise = {});
    bool deeper();

    // The code so far; `change` is what it does to the height of the stack.
    std::size_t emit(op what, int change, std::uint32_t c = 0, std::uint8_t a = 0, std::uint16_t b = 0);
    void push(value v) { emit(op::constant, 1, constant(std::move(v))); }
    std::uint32_t constant(value v);
    std::uint32_t here() const { return static_cast<std::uint32_t>(code_.instructions.size()); }
    void land(std::size_t jump) { code_.instructions[jump].c = here(); }
    slot_number slot(std::string_view name);

    native_code& code_;
    lexer words_;
    added fault_;
    int height_ = 0, most_ = 0, nesting_ = 0;
    std::size_t keys_ = 0;
    slot_number base_ = 0;
    bool only_literals_ = false;
};

slot_number slot_of_name(native_code& code, std::string_view name);

}  // namespace motcua::datamodel::detail
