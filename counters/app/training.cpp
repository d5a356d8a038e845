#include "counters/app/training.hpp"

#include <boost/asio/use_future.hpp>

#include "engine/base/log.hpp"
#include "engine/lab/scenario_run.hpp"

namespace motcua::app {
namespace {

constexpr std::size_t sheets_kept = 200;
constexpr const char* clock_note = "training_clock";
constexpr const char* filled_note = "training_filled";
constexpr const char* printer_note = "training_printer";  // what is wrong with it

}  // namespace

result<std::unique_ptr<training>> training::start(instant begin) {
    std::unique_ptr<training> t(new training(begin));
    printers::escpos::virtual_printer_settings settings;
    settings.on_sheet = [self = t.get()](const printers::bitmap& sheet) { self->keep(sheet); };
    auto printer = printers::escpos::virtual_printer::start(std::move(settings));
    if (!printer) return tl::make_unexpected(printer.error());
    t->printer_ = std::move(*printer);
    return t;
}

training::~training() {
    settle();
    printer_.reset();  // its thread calls keep()
}

void training::settle() {
    {
        const std::lock_guard lock(moving_);
        settled_ = true;
    }
    ordered_.notify_all();
    if (mover_.joinable()) mover_.join();
}

void training::announce_with(announcer tell) {
    const std::lock_guard lock(mutex_);
    tell_ = std::move(tell);
}

void training::remember(engine& e, instant t) {
    if (t < clock_.now()) return;
    e.async_set_note(clock_note, to_iso(t), boost::asio::use_future).wait();
}

result<void> training::resume(engine& e) {
    const auto stood = e.note(clock_note), wrong = e.note(printer_note), filled = e.note(filled_note);
    if (!stood || !wrong || !filled)
        return fail(failure::kind::io,
                    "how far the training has come could not be read; mend the disk and "
                    "start again");
    filled_ = !filled->empty();
    begun_ = !stood->empty();
    if (const auto known = parse_instant(*stood)) {
        clock_.set(*known);
        e.async_quiet(boost::asio::use_future).wait();
    }
    show_printer(wrong->find("paper_out") == wrong->npos, wrong->find("cover_open") == wrong->npos);
    return {};
}

void training::populate(engine& e, const lab::scenario& day) {
    if (filled_) return;
    if (!begun_) clock_.set(day.from);
    // Commands that were taken before the power went are only repeated: each has its key.
    const auto scenario_result = lab::run_scenario(day, e, clock_, [&](instant t) { remember(e, t); });
    for (const auto& odd : scenario_result.unexpected)
        log().error("scenario={} came=\"{}\"", odd.place, odd.message);
    e.async_set_note(filled_note, day.name, boost::asio::use_future).wait();
}

void training::advance(engine& e, std::chrono::hours by, std::function<void()> done) {
    {
        const std::lock_guard lock(moving_);
        orders_.push_back({&e, by, std::move(done)});
        if (!mover_.joinable()) mover_ = std::thread([this] { move(); });
    }
    ordered_.notify_all();
}

void training::move() {
    for (;;) {
        move_order next;
        {
            std::unique_lock lock(moving_);
            ordered_.wait(lock, [this] { return settled_ || !orders_.empty(); });
            if (settled_) return;
            next = std::move(orders_.front());
            orders_.pop_front();
        }
        lab::advance(*next.e, clock_, clock_.now() + next.by, [&](instant t) { remember(*next.e, t); });
        announcer tell;
        {
            const std::lock_guard lock(mutex_);
            tell = tell_;
        }
        if (tell) tell("clock", json_object{{"now", to_iso(clock_.now())}});
        next.done();
    }
}

void training::set_printer(engine& e, bool paper, bool cover_closed) {
    const std::string wrong = std::string(paper ? "" : "paper_out ") + (cover_closed ? "" : "cover_open");
    e.async_set_note(printer_note, wrong, boost::asio::use_future);
    show_printer(paper, cover_closed);
}

void training::show_printer(bool paper, bool cover_closed) {
    printer_->set_paper(paper);
    printer_->set_cover(!cover_closed);
    const std::lock_guard lock(mutex_);
    paper_ = paper;
    cover_closed_ = cover_closed;
}

void training::keep(const printers::bitmap& sheet) {
    announcer tell;
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(mutex_);
        number = ++cut_;
        sheets_.push_back({number, printers::to_png(sheet), clock_.now()});
        if (sheets_.size() > sheets_kept) sheets_.pop_front();
        tell = tell_;
    }
    if (tell) tell("sheet", json_object{{"n", number}});
}

json training::state() const {
    const std::lock_guard lock(mutex_);
    return json_object{
        {"now", to_iso(clock_.now())}, {"paper", paper_}, {"cover_closed", cover_closed_}, {"sheets", cut_}};
}

json training::sheets_after(std::uint64_t n) const {
    const std::lock_guard lock(mutex_);
    json_array items;
    for (const auto& s : sheets_)
        if (s.number > n) items.push_back({{"n", s.number}, {"cut_at", to_iso(s.at)}});
    return json_object{{"items", std::move(items)}, {"last", cut_}};
}

result<std::string> training::sheet(std::uint64_t n) const {
    const std::lock_guard lock(mutex_);
    for (const auto& s : sheets_)
        if (s.number == n) return s.png;
    return fail(failure::kind::not_found, "Không có tờ giấy nào mang số này.");
}

}  // namespace motcua::app
