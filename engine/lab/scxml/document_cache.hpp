// The SCXML documents of one run by their path: each is read from the disk once, with the files it takes in,
// and can be written down and put back, so that a run goes on with the texts it began with. One thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/chart/load.hpp"

namespace motcua::lab {

class document_cache {
public:
    // The heap is for expressions outside the native subset; it outlives the shelf.
    explicit document_cache(datamodel::ecmascript_heap& heap) : heap_(heap) {}

    datamodel::ecmascript_heap& heap() { return heap_; }
    // Null where there is no such document or it has faults; `found` says which when it was read just now.
    chart::chart_pointer at(const std::string& path, faults& found);
    chart::chart_pointer with_hash(std::string_view content_hash) const;

    struct document {
        std::map<std::string, std::string> files;  // path → text, itself and what it takes in
        chart::chart_pointer compiled;
    };
    const std::map<std::string, document>& all() const { return documents_; }
    result<void> put_back(const std::string& path, std::map<std::string, std::string> files);

private:
    datamodel::ecmascript_heap& heap_;
    std::map<std::string, document> documents_;
};

}  // namespace motcua::lab
