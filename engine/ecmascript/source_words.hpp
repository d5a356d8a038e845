// The words of a source text that mean the same wherever they stand: white space and comments, numbers,
// texts, regular expressions. Copies them, each number so that Duktape reads it exactly; refuses what Duktape
// might cut in another way. Under the source guard only.
#pragma once

#include <string>
#include <string_view>

#include "engine/ecmascript/source_guard.hpp"

namespace motcua::datamodel::detail {

inline bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || (c & 0x80) != 0;
}
inline bool digit(char c) {
    return c >= '0' && c <= '9';
}

class source_words {
protected:
    explicit source_words(std::string_view source) : source_(source) {}

    bool refuse(std::string_view expected);
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
    }
    void copy(std::size_t n) { out_.text.append(source_, at_, n), at_ += n; }
    std::size_t blank_end(std::size_t i) const;
    void skip_blank();
    bool number();
    bool text(char quote);
    bool regular_expression();

    std::string_view source_;
    std::size_t at_ = 0;
    guarded_source out_;
    std::string last_;      // the last word or sign
    bool operand_ = false;  // whether it ends a value
    bool line_start_ = true;

private:
    bool copy_exactly(std::size_t n);
};

}  // namespace motcua::datamodel::detail
