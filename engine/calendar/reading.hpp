// Reading elements of calendar files while every fault is collected with its place. Inner to this room.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/calendar/source.hpp"
#include "engine/xml/document.hpp"

namespace motcua::calendar {

inline constexpr std::string_view xml_namespace = "urn:motcua:1";

class reading {
public:
    explicit reading(faults& out) : out_(&out) {}

    void fault(const xml::element& e, std::string message) const {
        out_->push_back(e.error(std::move(message)));
    }
    void fault(const xml::element& e, std::string_view attribute, std::string message) const;
    void fault(const place& p, std::string message) const;
    std::size_t found() const { return out_->size(); }  // faults until now

    // Attributes and child elements not named here, and text, are faults: a typing error is never a default.
    void only(const xml::element& e, std::initializer_list<std::string_view> attributes,
              std::initializer_list<std::string_view> children = {}) const;
    std::string required(const xml::element& e, std::string_view name) const;
    std::optional<local_day> day(const xml::element& e, std::string_view name) const;
    std::optional<std::chrono::minutes> time(const xml::element& e, std::string_view name) const;
    bool yes(const xml::element& e, std::string_view name, bool otherwise) const;
    std::optional<int> number(const xml::element& e, std::string_view name, int least, int most) const;
    // Attributes from and to as hours of a day.
    std::optional<span_of_day> span(const xml::element& e) const;
    // Sorted; overlapping ones are faults.
    std::vector<span_of_day> spans(const std::vector<xml::element>& elements) const;
    // Attributes name, source, confirmed, applies and the place.
    void describe(const xml::element& e, day_entry& into, bool confirmed_otherwise) const;

private:
    faults* out_;
};

// The rules of a provisional year: what is computed instead of announced.
struct computed_holiday {
    enum class rule : unsigned char { solar, lunar, tet };
    rule by = rule::solar;
    int month = 0, day = 0;    // solar or lunar
    int before = 1, days = 5;  // Tết: lunar days before the new year, and days in all
    bool made_up = true;       // on the next working day where it falls on a weekly day off
    day_entry like;            // name, source, place
};

struct year_file {
    year_source year;
    std::vector<computed_holiday> computed;
    place written;
};

void read_year(const xml::element& root, const reading& in, std::vector<year_file>& years);
void read_base(const xml::element& root, const reading& in, calendar_source& source);
// Adds the computed entries of a provisional year and the days that make up for those on weekly days off.
void compute_entries(const calendar_source& source, year_file& file, const reading& in);

}  // namespace motcua::calendar
