#include "counters/commands/procedure_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/xml/escape.hpp"

namespace motcua::counters {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    xml::append_escaped(out, text, true);
    return out;
}

// A comment must not hold two hyphens in a row.
std::string in_comment(std::string text) {
    for (auto at = text.find("--"); at != std::string::npos; at = text.find("--", at))
        text.replace(at, 2, "- ");
    return text;
}

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == text.npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

std::vector<std::string> parts(std::string_view text, std::string_view by) {
    auto out = split(text, by);
    for (auto& part : out) part = trimmed(part);
    return out;
}

std::optional<long long> whole_number(std::string_view text) {
    long long n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size() || n < 0) return std::nullopt;
    return n;
}

// Attributes of <term>; a month is counted as 30 days until a person says otherwise.
struct length {
    std::string unit;
    double amount = 0;  // of at-once: none

    std::string attributes() const {
        return unit == "at-once" ? "at-once=\"true\"" : fmt::format("{}=\"{:g}\"", unit, amount);
    }
};

std::optional<length> parse_length(std::string_view text) {
    if (text == "at once") return length{"at-once", 0};
    const auto space = text.find(' ');
    if (space == text.npos) return std::nullopt;
    const auto number = text.substr(0, space), unit = text.substr(space + 1);
    const auto amount = number == "1/2" ? std::optional<double>(0.5) : [&]() -> std::optional<double> {
        const auto n = whole_number(number);
        if (!n || *n == 0) return std::nullopt;
        return static_cast<double>(*n);
    }();
    if (!amount || (*amount < 1 && unit != "WD")) return std::nullopt;
    if (unit == "WD") return length{"working-days", *amount};
    if (unit == "WH") return length{"working-hours", *amount};
    if (unit == "d") return length{"calendar-days", *amount};
    if (unit == "m") return length{"calendar-days", *amount * 30};
    return std::nullopt;
}

// All of them, or none where one cannot be understood.
std::vector<length> lengths_of(const std::string& term) {
    std::vector<length> out;
    if (term.empty()) return out;
    for (const auto& part : parts(term, " / ")) {
        auto one = parse_length(part);
        if (!one) return {};
        out.push_back(std::move(*one));
    }
    return out;
}

constexpr std::string_view stages = "stages:";

// One dossier passes through all of them: where they are counted alike they are one term.
std::vector<length> joined(std::vector<length> all) {
    const bool alike = std::all_of(all.begin(), all.end(), [&](const auto& l) {
        return l.unit == all.front().unit && l.unit != "at-once";
    });
    if (!alike || all.empty()) return {};
    for (std::size_t i = 1; i < all.size(); ++i) all.front().amount += all[i].amount;
    all.resize(1);
    return all;
}

struct cases_and_terms {
    std::vector<std::string> cases;  // their names; empty: the procedure has none
    std::vector<length> terms;       // one, or one for each case
};

cases_and_terms cases_of(const listed_procedure& p) {
    cases_and_terms out;
    out.terms = lengths_of(p.term);
    if (out.terms.size() < 2) return out;
    if (p.note.starts_with(stages)) {
        out.terms = joined(std::move(out.terms));
        return out;
    }
    auto names = parts(parts(p.note, ";").front(), " / ");
    for (std::size_t i = 0; i < out.terms.size(); ++i)
        out.cases.push_back(names.size() == out.terms.size() && !names[i].empty()
                                ? names[i]
                                : fmt::format("Trường hợp {}", i + 1));
    return out;
}

std::string case_code(std::size_t i) {
    return fmt::format("case-{}", i + 1);
}

// "20.000" → 20000
std::optional<long long> amount_of(std::string text) {
    const bool grouped = text.find('.') == text.npos || text.size() > 4;
    text.erase(std::remove(text.begin(), text.end(), '.'), text.end());
    return grouped && !text.empty() ? whole_number(text) : std::nullopt;
}

std::string fee_words(const std::string& fee) {
    if (fee.empty()) return "nguồn không nêu mức phí, lệ phí";
    if (fee == "not fixed") return "chưa quy định";
    if (fee.starts_with("by ")) return "theo " + fee.substr(3);
    return fee;
}

struct fee_line {
    std::string about;  // attributes case and stream
    std::string what;   // attribute amount or note
};

fee_line noted(const std::string& fee) {
    return {"", fmt::format("note=\"{}\"", escaped(fee_words(fee)))};
}

// Amounts of direct and online, or one of both; nothing where they are no amounts.
std::vector<fee_line> by_stream(const std::string& fee, const std::string& about) {
    const auto streams = parts(fee, " / ");
    std::vector<fee_line> out;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const auto amount = amount_of(streams[i]);
        if (!amount || streams.size() > 2) return {};
        const auto stream = streams.size() == 1 ? "" : i == 0 ? "stream=\"direct\" " : "stream=\"online\" ";
        out.push_back({about + stream, fmt::format("amount=\"{}\"", *amount)});
    }
    return out;
}

std::vector<fee_line> fees_of(const std::string& fee, std::size_t cases) {
    const auto groups = parts(fee, ";");
    if (groups.size() > 1 && groups.size() != cases) return {noted(fee)};
    std::vector<fee_line> out;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto about = groups.size() > 1 ? fmt::format("case=\"{}\" ", case_code(i)) : std::string();
        auto some = by_stream(groups[i], about);
        if (some.empty()) return {noted(fee)};
        out.insert(out.end(), some.begin(), some.end());
    }
    return out;
}

class writer {
public:
    writer(const listed_procedure& p, const procedure_file_options& o) : p_(p), o_(o) {}

    std::string text() {
        head();
        const auto known = cases_of(p_);
        for (std::size_t i = 0; i < known.cases.size(); ++i)
            line(R"(<case code="{}">{}</case>)", case_code(i), escaped(known.cases[i]));
        fees(known.cases.size());
        for (std::size_t i = 0; i < known.terms.size(); ++i)
            line(R"(<term {}{} confirmed="false" source="{}"/>)",
                 known.cases.empty() ? "" : fmt::format("case=\"{}\" ", case_code(i)),
                 known.terms[i].attributes(), escaped(o_.source));
        line(R"(<post in="true" out="true"/>)");
        line(R"(<chart name="standard"/>)");
        return out_ + "</procedure>\n";
    }

private:
    template <class... Args>
    void line(fmt::format_string<Args...> form, Args&&... args) {
        out_ += "  " + fmt::format(form, std::forward<Args>(args)...) + '\n';
    }

    void head() {
        const auto at = o_.units.find(p_.level);
        const auto& unit = at == o_.units.end() ? o_.units.find("")->second : at->second;
        out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        out_ += fmt::format(
            "<!-- {}\n     No. {}; term: {}; fee: {}; {}\n     Nothing of it is confirmed; the list names no "
            "documents. -->\n",
            in_comment(o_.source), p_.number, stated(p_.term), stated(p_.fee), stated(p_.note));
        out_ += fmt::format(
            R"(<procedure xmlns="urn:motcua:1" code="{}" field="{}" unit="{}" agency="{}"{}>)",
            escaped(code_of(p_, o_)), folder_name(p_.field), escaped(unit.code), escaped(unit.agency),
            p_.until ? fmt::format(" until=\"{}\"", to_iso(*p_.until)) : "");
        out_ += '\n';
        line("<name>{}</name>", escaped(p_.title));
        line(R"(<online level="{}" confirmed="false" source="{}"/>)",
             p_.online.empty() ? "unknown" : p_.online, escaped(o_.source));
    }

    static std::string stated(const std::string& cell) { return in_comment(cell.empty() ? "-" : cell); }

    void fees(std::size_t cases) {
        const auto all = fees_of(p_.fee, cases);
        const auto reduced = p_.fee_until.empty() || !p_.fee_until_day ? std::vector<fee_line>{}
                                                                       : fees_of(p_.fee_until, cases);
        for (const auto& f : reduced) fee(f, fmt::format(" until=\"{}\"", to_iso(*p_.fee_until_day)));
        const auto from = reduced.empty()
                              ? std::string()
                              : fmt::format(" from=\"{}\"", to_iso(*p_.fee_until_day + std::chrono::days{1}));
        for (const auto& f : all) fee(f, from);
    }
    void fee(const fee_line& f, const std::string& when) {
        line(R"(<fee {}{}{} confirmed="false" source="{}"/>)", f.about, f.what, when, escaped(o_.source));
    }

    const listed_procedure& p_;
    const procedure_file_options& o_;
    std::string out_;
};

}  // namespace

std::string code_of(const listed_procedure& p, const procedure_file_options& o) {
    if (!p.code.empty()) return p.code;
    constexpr std::size_t digits = 3;
    const auto missing = digits - std::min(digits, p.number.size());
    return o.prefix + std::string(missing, '0') + p.number;
}

std::string folder_name(std::string_view field) {
    std::string out;
    for (const char c : fold(field)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (out.ends_with('-')) out.pop_back();
    return out.empty() ? "other" : out;
}

std::string file_name(std::string_view code) {
    std::string out(code);
    std::replace(out.begin(), out.end(), ':', '-');
    std::replace(out.begin(), out.end(), '/', '-');
    return out + ".xml";
}

std::string to_procedure_file(const listed_procedure& p, const procedure_file_options& o) {
    return writer(p, o).text();
}

}  // namespace motcua::counters
