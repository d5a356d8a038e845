// Texts for the tests of this room: every XML file of the tree and of the suites, texts with everything XML
// allows in odd places, and mutations of both, of which about a third are still well-formed.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace motcua::xml_corpus {

struct sample {
    std::string name;  // path from the top folder of the sources, where it is a file's
    std::string text;
};

const std::vector<sample>& samples();

// A few changes to one of the samples; the same for the same numbers drawn.
sample mutated(std::mt19937_64& draw);

// How many mutations a test tries: 2,000, and 100,000 under MOTCUA_PROVE.
int mutations();

}  // namespace motcua::xml_corpus
