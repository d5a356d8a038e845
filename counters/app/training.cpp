#include "counters/app/training.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include "engine/base/log.hpp"
#include "engine/lab/scenario_run.hpp"

namespace motcua::app {

namespace asio = boost::asio;

namespace {

constexpr std::size_t sheets_kept = 200;
constexpr const char* clock_note = "training_clock";
constexpr const char* filled_note = "training_filled";
constexpr const char* printer_note = "training_printer";  // what is wrong with it

}  // namespace

result<std::unique_ptr<training>> training::start(boost::asio::any_io_executor root, instant begin) {
    std::unique_ptr<training> t(new training(root, begin));
    printers::escpos::virtual_printer_settings settings;
    settings.on_sheet = [self = t.get()](const printers::bitmap& sheet) { self->keep(sheet); };
    auto printer = printers::escpos::virtual_printer::start(std::move(settings));
    if (!printer) return tl::make_unexpected(printer.error());
    t->printer_ = std::move(*printer);
    return t;
}

training::~training() {
    printer_.reset();  // its thread calls keep()
}

asio::awaitable<void> training::settle() {
    settled_ = true;
    boost::system::error_code stands;
    auto waited = asio::redirect_error(asio::use_awaitable, stands);
    if (moving_) co_await stands_.async_wait(waited);
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
    orders_.push_back({&e, by, std::move(done)});
    if (!moving_ && !settled_) begin_to_move();
}

void training::begin_to_move() {
    moving_ = true;
    asio::co_spawn(root_, move(), [this](const std::exception_ptr& broken) {
        moving_ = false;
        stands_.cancel();
        if (broken) std::rethrow_exception(broken);
    });
}

asio::awaitable<void> training::move() {
    while (!settled_ && !orders_.empty()) {
        const auto order = std::move(orders_.front());
        orders_.pop_front();
        co_await go_to(*order.e, clock_.now() + order.by);
        if (settled_) co_return;
        tell("clock", json_object{{"now", to_iso(clock_.now())}});
        order.done();
    }
}

asio::awaitable<void> training::go_to(engine& e, instant to) {
    lab::stops way(e, clock_, to);
    while (const auto t = settled_ ? std::nullopt : way.next()) co_await stop_at(e, *t);
}

// Written down first, so that a crash on the way loses no time.
asio::awaitable<void> training::stop_at(engine& e, instant t) {
    if (t >= clock_.now()) {
        auto kept = e.async_set_note(clock_note, to_iso(t), asio::use_awaitable);
        co_await std::move(kept);
    }
    if (t > clock_.now()) clock_.set(t);
    co_await e.async_quiet(asio::use_awaitable);
}

void training::tell(std::string_view event, const json& data) {
    announcer to;
    {
        const std::lock_guard lock(mutex_);
        to = tell_;
    }
    if (to) to(event, data);
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
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(mutex_);
        number = ++cut_;
        sheets_.push_back({number, printers::to_png(sheet), clock_.now()});
        if (sheets_.size() > sheets_kept) sheets_.pop_front();
    }
    tell("sheet", json_object{{"n", number}});
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
