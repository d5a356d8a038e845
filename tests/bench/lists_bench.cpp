// What people ask for all day, in an office of any size, through the façade (JSON in, JSON out): the work
// lists with their counts, a page of a list, a name by two words, the start of a code. Offices are built row
// by row at the store's door with the names of the country in their frequency; a tenth of the dossiers is
// late, a fifth closed. Compare a size with another one: goals are ratios (tests/bench/README.md).
//   MOTCUA_BENCH_FOLDER=DIR        where they are built (DIR/lists-10000 …), and found again by the next run
//   MOTCUA_BENCH_LARGEST=1000000   no office has more dossiers
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <random>

#include "engine/base/clock.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/engine.hpp"
#include "engine/store/door.hpp"
#include "tests/bench/raw_commits.hpp"

namespace motcua::bench {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "lists_bench: %s\n", why.c_str());
    std::exit(4);
}

const char* setting(const char* name, const char* otherwise) {
    const char* text = std::getenv(name);
    return text ? text : otherwise;
}

const instant opened = *parse_instant("2026-03-02T08:00");

struct word {
    const char* text;
    double weight;
};
constexpr word surnames[] = {{"Nguyễn", 38}, {"Trần", 11},  {"Lê", 9.5}, {"Phạm", 7},
                             {"Hoàng", 5},   {"Phan", 4.5}, {"Vũ", 4},   {"Võ", 3},
                             {"Đặng", 2},    {"Bùi", 2},    {"Đỗ", 1.4}, {"Hồ", 1.3},
                             {"Ngô", 1.3},   {"Dương", 1},  {"Lý", 0.5}, {"Mlô", 0.1}};
constexpr word middles[] = {{"Văn", 30}, {"Thị", 38},  {"Hữu", 4},  {"Đức", 4}, {"Ngọc", 6},
                            {"Minh", 5}, {"Thanh", 5}, {"Quốc", 3}, {"Thế", 3}, {"Kim", 2}};
constexpr const char* given[] = {"An",   "Anh",   "Bình",   "Chi",  "Cường", "Dung", "Dũng", "Đạt",
                                 "Đào",  "Giang", "Hà",     "Hải",  "Hạnh",  "Hiếu", "Hoa",  "Hòa",
                                 "Hùng", "Hương", "Khánh",  "Lan",  "Linh",  "Long", "Mai",  "Nam",
                                 "Nga",  "Phúc",  "Phượng", "Quân", "Quỳnh", "Sơn",  "Tâm",  "Thảo",
                                 "Thủy", "Trang", "Tuấn",   "Tú",   "Uyên",  "Việt", "Yến",  "Xuân"};

template <std::size_t n>
const char* drawn(const word (&of)[n], std::mt19937_64& draw) {
    static const auto weights = [&] {
        std::vector<double> all;
        for (const auto& w : of) all.push_back(w.weight);
        return all;
    }();
    static std::discrete_distribution<std::size_t> by_weight(weights.begin(), weights.end());
    return of[by_weight(draw)].text;
}

store::session_row dossier(store::session_id id, std::mt19937_64& draw) {
    store::session_row row;
    row.id = id;
    row.kind = "dossier";
    row.chart = sha256("chart");
    row.state = std::string(300, 's');
    row.record = sample_record(id, 0);
    row.standing = id % 5 == 0 ? store::condition::final : store::condition::running;
    if (id % 5000 == 1) row.standing = store::condition::parked;
    auto& s = row.listed;
    char number[16];
    std::snprintf(number, sizeof number, "%07lld", static_cast<long long>(id));
    s.code = "000.51.01.G01-26" + std::string(number, 4) + "-" + std::string(number + 3);
    s.procedure = "1.004222";
    s.unit = units[static_cast<std::size_t>(id) % units.size()];
    s.stream = "direct";
    s.channel = "counter";
    s.phase = phases[draw() % phases.size()];
    s.holder_role = "case_officer";
    s.applicant = std::string(drawn(surnames, draw)) + " " + drawn(middles, draw) + " " +
                  given[draw() % std::size(given)];
    if (draw() % 3 == 0) s.applicant += std::string(" ") + given[draw() % std::size(given)];
    s.applicant_folded = fold(s.applicant);
    s.national_status = 4;
    s.late = draw() % 10 == 0;
    if (s.late && draw() % 4 == 0) s.apology_standing = store::apology::draft;
    s.received_at = opened - std::chrono::hours{24 * 20};
    const auto days = static_cast<int>(draw() % 30);
    s.due_at = opened + std::chrono::hours{24 * (s.late ? -days : days) + 9};
    s.reports.told = true;
    return row;
}

void fill(const std::string& folder, std::int64_t count) {
    auto d = store::open(folder);
    if (!d) give_up(d.error().message);
    std::mt19937_64 draw(11);
    for (store::session_id next = (*d)->recover()->next_session; next <= count;) {
        store::batch b;
        b.at = opened - std::chrono::hours{1};
        for (int i = 0; i < 5000 && next <= count; ++i, ++next) {
            b.sessions.push_back({nullptr, dossier(next, draw)});
            auto& row = b.journal.emplace_back();
            row.session = next;
            row.why = store::cause::start;
            row.at = b.at;
            row.actor = "reception.lan";
            row.event = "create";
            row.payload = sample_payload;
        }
        if (const auto done = (*d)->commit(b); !done) give_up(done.error().message);
    }
    (*d)->checkpoint();
}

struct office {
    explicit office(std::int64_t count) : clock(opened) {
        static const std::string top = [] {
            if (const char* kept = std::getenv("MOTCUA_BENCH_FOLDER")) return std::string(kept);
            auto name = (fs::temp_directory_path() / "motcua-lists-bench-XXXXXX").string();
            if (!mkdtemp(name.data())) give_up("no temporary folder");
            std::atexit([] {
                std::error_code ignored;
                fs::remove_all(top, ignored);
            });
            return name;
        }();
        const auto folder = top + "/lists-" + std::to_string(count);
        fs::create_directories(top);
        fill(folder, count);
        options with;
        with.data = folder;
        with.workflows = "workflows";
        with.time = &clock;
        open_error error;
        in = engine::open(std::move(with), error);
        if (!in) give_up(error.lines.empty() ? "cannot open" : error.lines.front());
    }

    virtual_clock clock;
    std::unique_ptr<engine> in;
};

office& of_size(std::int64_t count) {
    static std::map<std::int64_t, std::unique_ptr<office>> all;
    auto& one = all[count];
    if (!one) one = std::make_unique<office>(count);
    return *one;
}

json ask(const office& o, const char* question, const std::string& args) {
    const auto reply = o.in->ask(question, args);
    if (!reply.found()) give_up(reply.body);
    return *parse_json(reply.body);
}

void measure(benchmark::State& state, const char* question, const std::string& args) {
    if (state.range(0) > std::atoll(setting("MOTCUA_BENCH_LARGEST", "1000000"))) {
        state.SkipWithError("larger than MOTCUA_BENCH_LARGEST");
        return;
    }
    const office& o = of_size(state.range(0));
    const auto answer = ask(o, question, args);
    state.counters["rows"] = static_cast<double>(answer.at("items").as_array().size());
    if (const auto* total = find(answer, "total"))
        state.counters["total"] = static_cast<double>(total->to_number<std::int64_t>());
    for (auto _ : state) {
        auto reply = o.in->ask(question, args);
        benchmark::DoNotOptimize(reply);
    }
}

void work_lists_with_counts(benchmark::State& state) {
    measure(state, "worklists", "{}");
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(work_lists_with_counts)->Arg(2'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

void first_page(benchmark::State& state) {
    constexpr std::array lists = {"open",  "phase:checking", "near_due", "overdue",
                                  "draft", "parked",         "closed",   "all"};
    const std::string list = lists[static_cast<std::size_t>(state.range(1))];
    measure(state, "dossiers", to_text(json_object{{"list", list}}));
    state.SetLabel(list);
}
BENCHMARK(first_page)
    ->ArgsProduct({{10'000, 1'000'000}, benchmark::CreateDenseRange(0, 7, 1)})
    ->Unit(benchmark::kMillisecond);

// In the middle of the longest list.
void deep_page(benchmark::State& state) {
    const auto middle =
        "d" + std::to_string(opened.time_since_epoch().count() + 9 * 3'600'000 + 15 * 86'400'000ll) + ".1";
    measure(state, "dossiers", to_text(json_object{{"list", "open"}, {"after", middle}}));
}
BENCHMARK(deep_page)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void search(benchmark::State& state) {
    constexpr std::array texts = {
        "nguyễn văn", "trần thị",       "dang duc",    "nguyen tran",          "mlo yen",
        "n v",        "nguyen thi hoa", "không có ai", "000.51.01.G01-260001", "000.51"};
    const std::string text = texts[static_cast<std::size_t>(state.range(1))];
    measure(state, "dossiers", to_text(json_object{{"list", "all"}, {"q", text}}));
    state.SetLabel(text);
}
BENCHMARK(search)
    ->ArgsProduct({{10'000, 1'000'000}, benchmark::CreateDenseRange(0, 9, 1)})
    ->Unit(benchmark::kMillisecond);

void figures(benchmark::State& state) {
    const office& o = of_size(state.range(0));
    for (auto _ : state) {
        auto reply = o.in->ask("figures");
        benchmark::DoNotOptimize(reply);
    }
}
BENCHMARK(figures)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace motcua::bench

BENCHMARK_MAIN();
