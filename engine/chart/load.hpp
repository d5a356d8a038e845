// From an SCXML 1.0 document to a compiled chart, or to all of its faults at once. The only code that knows
// the elements and attributes of SCXML and of the domain's namespace `urn:motcua:1`. Any thread; keeps
// nothing.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "engine/chart/chart.hpp"
#include "engine/xml/document.hpp"

namespace motcua::chart {

inline constexpr std::string_view scxml_namespace = "http://www.w3.org/2005/07/scxml";
inline constexpr std::string_view domain_namespace = "urn:motcua:1";

struct load_options {
    // Opens the files that `src` of <data> and <script> name, and includes; by default from the disk.
    xml::document::opener open;
    // When given, a domain element in executable content must be one of these.
    const std::set<std::string, std::less<>>* effects = nullptr;
    // Where expressions outside the native subset go; without it they are faults. Outlives the chart by
    // itself.
    datamodel::ecmascript_heap* heap = nullptr;
    // The Recommendation lets a broken expression, delay or file of <data> speak only when it is reached, as
    // error.execution: that is for conformance and imported charts. Otherwise it is a fault of the document.
    bool lenient = false;
    // A variable that no <data> declares and no <foreach> binds is a fault, as far as expressions are within
    // the native subset. Not when lenient.
    bool declared_only = false;
};

using chart_pointer = std::shared_ptr<const chart>;

read_result<chart_pointer> load(const xml::document& document, const load_options& options = {});
read_result<chart_pointer> load(std::string text, const std::string& name, const load_options& options = {});
read_result<chart_pointer> load_file(const std::string& path, const load_options& options = {});

}  // namespace motcua::chart
