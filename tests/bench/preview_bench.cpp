// `motcua calendar preview` and `adopt` over a store of open dossiers: one holiday more moves nine
// tenths of the promises. The dossiers are a few hundred real ones of ten days, multiplied in the
// store.
//   MOTCUA_BENCH_OPEN=100000   how many open dossiers
#include <benchmark/benchmark.h>
#include <unistd.h>
#include <boost/asio/use_future.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "counters/commands/calendar_adopt.hpp"
#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/engine.hpp"
#include "engine/store/door.hpp"

namespace motcua::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* moment = "2026-04-16T08:00";

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "preview_bench: %s\n", why.c_str());
    std::exit(4);
}

std::string dossier_of(const char* procedure, const char* case_code) {
    const std::string named = *case_code ? R"(,"case":")" + std::string(case_code) + '"' : std::string();
    return R"({"procedure":")" + std::string(procedure) + '"' + named +
           R"(,"applicant":{"kind":"woman","name":"Lâm Hải Yến","id_number":"080199000018",
    "address":"Số 31, ấp Hòa Thuận","phone":"0900000018"},"identity":{"e_identity":true,"portal_account":false,
    "guided":true},"stream":"direct","override":"no-portal-account","documents":[{"type":"CT01","originals":1},
    {"type":"local:dwelling","certified":1}],"accept":true})";
}

// Ten days of dossiers with terms of three and seven working days.
void receive(const std::string& data, int each_day) {
    virtual_clock clock(*parse_instant("2026-04-07T07:30"));
    options with;
    with.data = data;
    with.workflows = "workflows";
    with.time = &clock;
    open_error error;
    const auto office = engine::open(std::move(with), error);
    if (!office) give_up(error.lines.front());
    for (int day = 0; day < 10; ++day) {
        clock.set(*parse_instant("2026-04-07T07:30") + std::chrono::days{day});
        for (int i = 0; i < each_day; ++i) {
            command c;
            c.kind = "dossier";
            c.event = "create";
            c.data = i % 2 ? dossier_of("1.004222", "lawful-dwelling") : dossier_of("1.004194", "");
            c.by = {"reception.lan", "CAX", {"reception"}};
            if (const auto a = office->async_submit(std::move(c), boost::asio::use_future).get();
                a.what != answer::kind::done)
                give_up(a.body);
        }
    }
}

void multiply(const std::string& data, std::int64_t wanted) {
    const auto door = store::open(data);
    if (!door) give_up(door.error().message);
    const auto models = (*(*door)->snapshot())->sessions(0, 1000);
    if (!models) give_up(models.error().message);
    auto id = static_cast<std::int64_t>(models->size());
    while (id < wanted) {
        store::batch b;
        b.meta.push_back({"training_clock", moment});  // a folder with a clock of its own
        for (int i = 0; i < 2000 && id < wanted; ++i) {
            auto row = (*models)[static_cast<std::size_t>(id) % models->size()];
            row.id = ++id;
            row.keys.clear();
            const auto own = row.listed.code + "/" + std::to_string(id);
            row.record.replace(row.record.find(row.listed.code), row.listed.code.size(), own);
            row.listed.code = own;
            b.sessions.push_back({nullptr, std::move(row)});
            store::journal_row said;
            said.session = id;
            said.why = store::cause::start;
            b.journal.push_back(std::move(said));
        }
        if (const auto done = (*door)->commit(b); !done) give_up(done.error().message);
    }
}

struct simulated_office {
    const fs::path folder = fs::temp_directory_path() / ("motcua-preview-bench-" + std::to_string(getpid()));

    simulated_office() {
        const char* open = std::getenv("MOTCUA_BENCH_OPEN");
        fs::create_directories(folder);
        receive((folder / "data").string(), 24);
        multiply((folder / "data").string(), open ? std::atoll(open) : 100000);
        fs::copy("workflows/calendars", folder / "calendars");
        const auto file = (folder / "calendars" / "vn-2026.xml").string();
        auto text = *read_file(file);
        text.insert(text.rfind("</"), R"(<entry day="2026-04-17" kind="holiday" name="Ngày nghỉ thêm"
            source="thử nghiệm" confirmed="true"/>)");
        if (!write_file(file, text)) give_up("cannot write " + file);
    }
    ~simulated_office() { fs::remove_all(folder); }
};

void preview(benchmark::State& state) {
    const simulated_office office;
    counters::calendar_preview_options o;
    o.data = (office.folder / "data").string();
    o.calendar = (office.folder / "calendars").string();
    o.at = moment;
    std::string last;
    for (auto _ : state) {
        std::ostringstream out, err;
        if (counters::calendar_preview(o, out, err) != 1) give_up(err.str());
        last = out.str();
    }
    state.counters["moved"] = static_cast<double>(std::count(last.begin(), last.end(), '\n'));
}
// Every moved dossier: a step of its own in the journal, a receipt, a notice.
void adopt(benchmark::State& state) {
    const simulated_office office;
    counters::calendar_adopt_options o;
    o.what.data = (office.folder / "data").string();
    o.what.calendar = (office.folder / "calendars").string();
    o.what.at = moment;
    o.what.json = true;
    o.by = "bench";
    o.yes = true;
    for (auto _ : state) {
        std::ostringstream out, err;
        if (counters::calendar_adopt(o, out, err) != 0) give_up(err.str());
        const auto done = parse_json(out.str());
        state.counters["moved"] = static_cast<double>(done ? get_integer(*done, "moved") : 0);
    }
}
BENCHMARK(adopt)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime()->Iterations(1);

BENCHMARK(preview)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
}  // namespace motcua::bench

BENCHMARK_MAIN();
