// Late results under fire: every dossier is late, sheets are cut, and the engine is opened again from its
// store several times in every dossier's life. MOTCUA_PROVE=1 plays 100,000 of them, otherwise 200.
#include <gtest/gtest.h>

#include <cstdlib>

#include "staged.hpp"

namespace motcua::lab {
namespace {

TEST(late_results, give_one_slip_number_each_and_none_is_missed_or_doubled) {
    const char* prove = std::getenv("MOTCUA_PROVE");
    const bool long_one = prove && *prove == '1';
    const int dossiers = long_one ? 100000 : 200;
    const auto inside = R"(<generate dossiers=")" + std::to_string(dossiers) +
                        R"(" from="2026-01-05" until=")" + (long_one ? "2026-12-31" : "2026-01-16") +
                        R"(" step="60"><procedure code="1.004194" weight="3"/>
  <procedure code="1.004222" case="lease"/><procedure code="1.001456"/>
  <shares late="100" premature="0" committed="0" refused="0" withdrawn="0" escalated="25"/>
  <troubles downtimes=")" +
                        (long_one ? "60" : "4") +
                        R"(" longest-downtime="60" cut="30" paper-outs="5" restarts=")" +
                        (long_one ? "1000" : "30") + R"("/></generate>)";
    const auto scenario_result =
        stage(with_staff(inside, "2026-01-05T07:00", long_one ? "2027-05-31T17:00" : "2026-07-31T17:00"), 11);
    EXPECT_GE(scenario_result.found.late, static_cast<std::size_t>(dossiers * 95 / 100));
    EXPECT_EQ(scenario_result.found.apologies, scenario_result.found.late + scenario_result.found.premature);
    EXPECT_EQ(scenario_result.found.missed, 0u);
    EXPECT_EQ(scenario_result.found.doubled, 0u);
    EXPECT_EQ(scenario_result.found.number_gaps, 0u);
    EXPECT_EQ(scenario_result.found.parked, 0u);
}

}  // namespace
}  // namespace motcua::lab
