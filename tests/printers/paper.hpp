// Invented paper for the tests: pictures that differ in every row, and jobs that print them.
#pragma once

#include <cstdint>

#include "printers/queue/job.hpp"

namespace motcua::printers {

// Every dot depends on the seed; the last row is never white, so nothing can be lost unseen.
bitmap noise(int dots, int rows, std::uint32_t seed);
print_job picture_job(job_id id, bitmap picture, std::vector<std::string> printers);
print_job pdf_job(job_id id, std::string bytes, std::vector<std::string> printers);

}  // namespace motcua::printers
