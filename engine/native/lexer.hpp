// Words of the expression subset, one at a time. Never throws; what it does not know is a `bad` token with a
// reason. Private to this room.
#pragma once

#include <string>
#include <string_view>

namespace motcua::datamodel::detail {

struct token {
    enum class sort { end, name, number, text, sign, bad };
    sort what = sort::end;
    std::string_view source;  // as written
    std::size_t offset = 0;
    std::string text;  // of a text: its value; of bad: what is wrong
    double number = 0;

    bool is(std::string_view sign_or_word) const {
        return (what == sort::sign || what == sort::name) && source == sign_or_word;
    }
};

class lexer {
public:
    explicit lexer(std::string_view source) : source_(source) { advance(); }
    const token& now() const { return now_; }
    void advance();
    // Whether the word behind the present one is this sign, one no longer sign begins with.
    bool next_is(char sign);

private:
    bool skip_blank();
    void read_name();
    void read_number();
    void read_text();
    bool read_escape(std::string& out);
    bool read_hex(int digits, char32_t& c);
    void read_sign();
    void bad(std::string why);
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
    }

    std::string_view source_;
    std::size_t at_ = 0;
    token now_;
};

}  // namespace motcua::datamodel::detail
