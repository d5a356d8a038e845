#include "printers/drivers/escpos/escpos_device.hpp"

#include <charconv>

#include "printers/drivers/escpos/encode.hpp"

namespace motcua::printers::escpos {
namespace {

auto bad_option(const device_uri& uri, std::string_view name, std::string_view expected) {
    return fail(failure::kind::bad_input, "printer address \"" + uri.text + "\": option " +
                                              std::string(name) + " must be " + std::string(expected));
}

result<model> read_model(const device_uri& uri) {
    if (auto known = check_options(uri, {"dots", "status", "barrier"}); !known)
        return tl::make_unexpected(known.error());
    model out;
    const std::string dots = uri.option("dots", "576");
    const auto [end, error] = std::from_chars(dots.data(), dots.data() + dots.size(), out.dots);
    if (error != std::errc{} || end != dots.data() + dots.size() || out.dots < 128 || out.dots > 2048)
        return bad_option(uri, "dots", "a number from 128 to 2048 (80 mm: 576, 58 mm: 384)");

    const std::string status = uri.option("status", "dle-eot");
    if (status == "asb")
        out.status = status_way::asb;
    else if (status == "none")
        out.status = status_way::none;
    else if (status != "dle-eot")
        return bad_option(uri, "status", "dle-eot, asb or none");

    const std::string barrier = uri.option("barrier", "yes");
    if (barrier != "yes" && barrier != "no") return bad_option(uri, "barrier", "yes or no");
    out.barrier = barrier == "yes";
    return out;
}

}  // namespace

result<std::unique_ptr<device>> open_escpos(const device_uri& uri, const patience& wait) {
    auto what = read_model(uri);
    if (!what) return tl::make_unexpected(what.error());
    if (!uri.host.empty() && uri.path.size() > 1)
        return fail(failure::kind::bad_input, "printer address \"" + uri.text +
                                                  "\": a path behind a host means nothing; "
                                                  "expected escpos://host:port or escpos:/dev/usb/lp0");
    return std::make_unique<escpos_device>(uri, *what, wait);
}

escpos_device::escpos_device(device_uri where, model what, patience wait)
    : where_(std::move(where)), model_(what), wait_(wait) {}

wanted_content escpos_device::wanted() const {
    return {wanted_content::kind::raster, model_.dots};
}

void escpos_device::rest() {
    wire_.reset();
    replies_ = {};
}

reason_set escpos_device::prepare(std::stop_token stop) {
    if (!wire_ || !wire_->alive()) {
        rest();
        wire_ = wire::reach(where_, wait_, stop);
    }
    if (!wire_) return {reason::unreachable};
    const reason_set seen = look(stop);
    if (seen.has(reason::no_answer) || seen.has(reason::connection_lost)) rest();
    return seen;
}

// Passes every reply that comes `within` the time to `wanted` until it returns true.
template <class Wanted>
bool escpos_device::hear(std::chrono::milliseconds within, const std::stop_token& stop, Wanted wanted) {
    const auto until = wire::clock::now() + within;
    std::string bytes;
    while (wire_->listen(bytes, until, stop) == wire::heard::something) {
        bool found = false;
        for (const reply& r : replies_.feed(bytes)) found = wanted(r) || found;
        if (found) return true;
        bytes.clear();
    }
    return false;
}

reason_set escpos_device::look_in_real_time(std::stop_token stop) {
    reason_set all;
    for (int n : {1, 2, 4}) {
        if (wire_->write(ask_status(n), wait_.answer).broken) return {reason::connection_lost};
        const bool answered = hear(wait_.answer, stop, [&](const reply& r) {
            const auto* status = std::get_if<realtime_status>(&r);
            if (status) all.add(decode_status(n, status->byte));
            return status != nullptr;
        });
        if (!answered) return {wire_->alive() ? reason::no_answer : reason::connection_lost};
    }
    return without_vague(all);
}

reason_set escpos_device::look_at_block(std::stop_token stop) {
    if (wire_->write(enable_asb(), wait_.answer).broken) return {reason::connection_lost};
    reason_set last;
    const bool answered = hear(wait_.answer, stop, [&](const reply& r) {
        const auto* block = std::get_if<status_block>(&r);
        if (block) last = decode_block(*block);
        return block != nullptr;
    });
    if (!answered) return {wire_->alive() ? reason::no_answer : reason::connection_lost};
    return without_vague(last);
}

reason_set escpos_device::look(std::stop_token stop) {
    if (model_.status == status_way::dle_eot) return look_in_real_time(stop);
    if (model_.status == status_way::asb) return look_at_block(stop);
    return {};
}

// What the printer still says about it is the best a person gets for deciding.
outcome escpos_device::doubt(reason what) {
    reason_set why{what};
    if (wire_ && wire_->alive() && what != reason::no_answer) {
        reason_set seen = look({});
        seen.remove(reason::no_answer);
        why.add(seen);
    }
    rest();
    return {verdict::unknown, why};
}

outcome escpos_device::send(const shipment& job, const teller& tell, std::stop_token) {
    const auto* picture = std::get_if<bitmap>(&job.content);
    if (!picture || !picture->well_formed() || picture->width > model_.dots)
        return {verdict::failed, {reason::unsupported_document}};
    if (!wire_ || !wire_->alive()) {
        rest();
        return {verdict::untouched, {reason::connection_lost}};
    }
    const bool asb = model_.status == status_way::asb;
    const auto sent = wire_->write(whole_document(*picture, {job.copies, asb}), wait_.stall);
    if (sent.broken && sent.accepted == 0) {
        rest();
        return {verdict::untouched, {*sent.broken}};
    }
    if (sent.broken) return doubt(*sent.broken);
    return confirm(tell);
}

bool escpos_device::barrier_passed(const teller& tell) {
    const std::string id = barrier_id(barriers_++);
    if (wire_->write(barrier(id), wait_.stall).broken) return false;
    return hear(wait_.confirm, {}, [&](const reply& r) {
        if (const auto* block = std::get_if<status_block>(&r)) tell(without_vague(decode_block(*block)));
        const auto* passed = std::get_if<process_id>(&r);
        return passed && passed->id == id;
    });
}

outcome escpos_device::confirm(const teller& tell) {
    if (model_.barrier && !barrier_passed(tell))
        return doubt(wire_->alive() ? reason::no_confirmation : reason::connection_lost);
    if (!model_.barrier && !wire_->flushed(wire::clock::now() + wait_.stall))
        return doubt(wire_->alive() ? reason::stalled : reason::connection_lost);

    const reason_set after = look({});
    const bool lost = after.has(reason::no_answer) || after.has(reason::connection_lost);
    if (lost) rest();
    if (model_.barrier) return {verdict::done, lost ? reason_set{} : after};
    if (!after.blocks()) return {verdict::done, after};
    rest();
    return {verdict::unknown, after};
}

outcome escpos_device::ask(const std::string&, const teller&, std::stop_token) {
    return {verdict::unknown, {reason::interrupted}};
}

}  // namespace motcua::printers::escpos
