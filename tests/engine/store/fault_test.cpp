// Whatever the disk does, the store stops cleanly, and after reopening it holds every acknowledged commit and
// no half.
#include "tests/engine/store/fault_layer.hpp"

#include "tests/engine/store/numbered.hpp"
#include "tests/engine/store/tamper.hpp"

namespace motcua::store {
namespace {

using sample::disk_fault;

bool proving() {
    return std::getenv("MOTCUA_PROVE") != nullptr;
}

struct run {
    std::int64_t acknowledged = 0;
    std::optional<failure> stopped;
};

// Commits until the disk fails or 30 are done, with a checkpoint now and then.
run work(const std::string& folder) {
    run r;
    auto opened = open(folder, {.checkpoint_bytes = 0, .storage = sample::fault_layer::name()});
    if (!opened) return r;
    door& d = **opened;
    for (std::int64_t n = 1; n <= 30; ++n) {
        const auto done = sample::commit_numbered(d, n);
        if (!done) break;
        EXPECT_EQ(done->commit_no, n);
        r.acknowledged = n;
        if (n % 7 == 0 && !d.checkpoint()) break;
    }
    r.stopped = d.stopped();
    if (r.stopped) {
        const auto refused = sample::commit_numbered(d, r.acknowledged + 1);
        EXPECT_TRUE(!refused && refused.error().what == commit_error::kind::stopped);
        EXPECT_FALSE(d.checkpoint());
    }
    EXPECT_EQ(r.stopped.has_value(), r.acknowledged < 30);
    return r;
}

void check_after(const std::string& folder, const run& r) {
    auto d = sample::open(folder, {.storage = sample::fault_layer::name()});
    ASSERT_TRUE(d);
    const std::int64_t held = sample::holds(*d);
    EXPECT_GE(held, r.acknowledged);
    EXPECT_LE(held, r.acknowledged + 1);  // the one whose flush failed may have reached the disk
    const auto more = sample::commit_numbered(*d, held + 1);
    EXPECT_TRUE(more) << more.error().message;
}

class disk : public testing::TestWithParam<disk_fault> {
protected:
    // One run with the fault at the n-th call; false when the run ended before it.
    bool strike(long nth, std::uint64_t seed) {
        sample::folder folder;
        layer_.strike(GetParam(), nth, seed);
        const run r = work(folder.path());
        const bool struck = layer_.struck();
        if (struck && GetParam() == disk_fault::sync_error) layer_.cut_power();
        layer_.mend();
        if (r.stopped) {
            const bool full = GetParam() == disk_fault::full;
            EXPECT_EQ(r.stopped->what, full ? failure::kind::full : failure::kind::io) << r.stopped->message;
        }
        check_after(folder.path(), r);
        return struck;
    }

    sample::fault_layer layer_;
};

TEST_P(disk, that_fails_at_any_call_loses_nothing_acknowledged) {
    const long stride = proving() ? 1 : GetParam() == disk_fault::sync_error ? 1 : 11;
    const std::uint64_t draws = proving() && GetParam() == disk_fault::power_cut ? 5 : 1;
    long runs = 0;
    bool struck = true;
    for (long nth = 1; struck; nth += stride) {
        for (std::uint64_t draw = 0; draw < draws; ++draw)
            struck = strike(nth, static_cast<std::uint64_t>(nth) * 16 + draw);
        runs += struck;
        if (HasFailure()) FAIL() << "the fault was at call " << nth;
    }
    EXPECT_GT(runs, 10);
}

std::string name_of(const testing::TestParamInfo<disk_fault>& p) {
    constexpr const char* names[] = {"none", "write_error", "full", "short_write", "sync_error", "power_cut"};
    return names[static_cast<int>(p.param)];
}

INSTANTIATE_TEST_SUITE_P(store, disk,
                         testing::Values(disk_fault::write_error, disk_fault::full, disk_fault::short_write,
                                         disk_fault::sync_error, disk_fault::power_cut),
                         name_of);

TEST(store_file, that_is_corrupt_stops_the_store_and_says_to_restore) {
    sample::folder folder;
    {
        auto d = sample::open(folder.path());
        for (std::int64_t n = 1; n <= 30; ++n) ASSERT_TRUE(sample::commit_numbered(*d, n));
    }
    const auto size = std::filesystem::file_size(folder.file());
    std::FILE* file = std::fopen(folder.file().c_str(), "r+b");
    for (std::uintmax_t page = 2; page < size / 4096; ++page) {
        std::fseek(file, static_cast<long>(page * 4096), SEEK_SET);
        for (int i = 0; i < 64; ++i) std::fputc(0xee, file);
    }
    std::fclose(file);
    auto opened = open(folder.path());
    if (!opened) {
        EXPECT_EQ(opened.error().what, failure::kind::corrupt) << opened.error().message;
        return;
    }
    batch b = sample::creation(sample::dossier(99));
    const auto refused = (*opened)->commit(b);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, commit_error::kind::corrupt);
    EXPECT_NE(refused.error().message.find("restore the last backup"), std::string::npos);
}

}  // namespace
}  // namespace motcua::store
