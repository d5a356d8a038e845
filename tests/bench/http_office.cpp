#include "tests/bench/http_office.hpp"

#include <fmt/format.h>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <latch>
#include <limits>

namespace motcua::bench {
namespace {

constexpr std::array<std::string_view, 12> families = {"Nguyễn", "Trần", "Lê",  "Phạm", "Hoàng", "Phan",
                                                       "Vũ",     "Đặng", "Bùi", "Đỗ",   "Lâm",   "Lý"};
constexpr std::array<std::string_view, 16> middles = {"Thị",   "Ngọc", "Thu",  "Hải",   "Minh", "Thanh",
                                                      "Kim",   "Bích", "Hồng", "Mỹ",    "Như",  "Quỳnh",
                                                      "Tuyết", "Xuân", "Diễm", "Phương"};
constexpr std::array<std::string_view, 20> given = {
    "Yến",  "Lan", "Hoa",  "Mai",  "Hương", "Hằng", "Nga",   "Trang", "Linh", "Hạnh",
    "Thảo", "Vân", "Oanh", "Loan", "Trinh", "Uyên", "Giang", "Nhung", "Bưởi", "Đào"};

constexpr std::string_view reception =
    R"({"id":"reception.lan","unit":"CAX","roles":["reception","courier_desk"]})";

command from_reception(std::string event, std::string data) {
    command c;
    c.kind = "dossier";
    c.event = std::move(event);
    c.data = std::move(data);
    c.by = {"reception.lan", "CAX", {"reception", "courier_desk"}};
    return c;
}

}  // namespace

void give_up(const std::string& why) {
    std::fprintf(stderr, "http_bench: %s\n", why.c_str());
    std::exit(4);
}

std::string_view name_of(deed d) {
    constexpr std::array<std::string_view, 8> names = {"file", "read",   "reread", "worklists",
                                                       "list", "search", "act",    "receive"};
    return names.at(static_cast<std::size_t>(d));
}

std::uint64_t counter_work::drawn(std::uint64_t below) {
    const std::lock_guard lock(gate_);
    return draw_() % below;
}

std::uint64_t counter_work::opened(deed d) {
    constexpr std::int64_t few = 64;
    return 1 + drawn(static_cast<std::uint64_t>(d == deed::reread ? std::min(few, dossiers_) : dossiers_));
}

std::string counter_work::dossier() {
    return fmt::format(
        R"({{"procedure":"1.004222","case":"lawful-dwelling","applicant":{{"kind":"woman","name":"{} {} {}",)"
        R"("id_number":"080199{:06}","address":"Số {}, ấp Hòa Thuận, xã Phú Sơn","phone":"0900000018"}},)"
        R"("identity":{{"e_identity":true,"portal_account":false,"guided":true}},"channel":"counter",)"
        R"("stream":"direct","override":"no-portal-account","documents":[{{"type":"CT01","originals":1}},)"
        R"({{"type":"local:dwelling","certified":1}}],"return":{{"mode":"desk"}},"accept":true}})",
        families[drawn(families.size())], middles[drawn(middles.size())], given[drawn(given.size())],
        drawn(1'000'000), 1 + drawn(200));
}

std::string counter_work::searched() {
    return fmt::format("{} {}", middles[drawn(middles.size())], given[drawn(given.size())]);
}

deed counter_work::any() {
    const auto n = drawn(100);
    return n < 35   ? deed::worklists
           : n < 60 ? deed::read
           : n < 75 ? deed::list
           : n < 85 ? deed::search
           : n < 95 ? deed::act
                    : deed::receive;
}

command counter_work::submitted(deed d) {
    if (d == deed::receive) return from_reception("create", dossier());
    command c;
    c.session = 1 + drawn(static_cast<std::uint64_t>(dossiers_));
    c.event = "take_on";
    c.data = R"({"officer":"case.binh"})";
    c.by = {"case.binh", "CAX", {"case_officer"}};
    return c;
}

counter_work::question counter_work::asked(deed d) {
    switch (d) {
        case deed::read:
        case deed::reread:
            return {"dossier", fmt::format(R"({{"id":"{}","by":{}}})", opened(d), reception)};
        case deed::worklists:
            return {"worklists", fmt::format(R"({{"by":{}}})", reception)};
        case deed::list:
            return {"dossiers",
                    fmt::format(R"({{"list":"open","q":"","page":1,"size":50,"by":{}}})", reception)};
        default:
            return {"dossiers", fmt::format(R"({{"list":"all","q":"{}","page":1,"size":50,"by":{}}})",
                                            searched(), reception)};
    }
}

std::string counter_work::body_of(deed d, std::string& path) {
    switch (d) {
        case deed::search:
            path = "/api/v1/dossiers/search";
            return fmt::format(R"({{"list":"all","q":"{}"}})", searched());
        case deed::act:
            path = fmt::format("/api/v1/dossiers/{}/actions/take_on",
                               1 + drawn(static_cast<std::uint64_t>(dossiers_)));
            return R"({"officer":"case.binh"})";
        case deed::receive:
            path = "/api/v1/dossiers";
            return dossier();
        case deed::read:
        case deed::reread:
            path = fmt::format("/api/v1/dossiers/{}", opened(d));
            return {};
        case deed::worklists:
            path = "/api/v1/worklists";
            return {};
        case deed::list:
            path = "/api/v1/dossiers?list=open&page=1&size=50";
            return {};
        case deed::file:
            path = "/index.html";
    }
    return {};
}

std::string counter_work::request(deed d) {
    std::string path;
    const auto body = body_of(d, path);
    auto out = fmt::format(
        "{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nAccept-Language: vi\r\nUser-Agent: "
        "http_bench\r\n"
        "X-Motcua-Actor: {}\r\n",
        body.empty() ? "GET" : "POST", path, d == deed::act ? "case.binh" : "reception.lan");
    if (writes(d)) {
        const std::lock_guard lock(gate_);
        out += fmt::format("Idempotency-Key: http-bench-{}\r\n", ++keys_);
    }
    if (body.empty()) return out + "\r\n";
    return out +
           fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
}

std::unique_ptr<engine> open_office(const std::string& data) {
    options with;
    with.data = data;
    with.workflows = "workflows";
    open_error error;
    auto in = engine::open(std::move(with), error);
    if (!in) give_up(error.lines.empty() ? "cannot open " + data : error.lines.front());
    return in;
}

namespace {

// Receipts are printed as they come: an office does not owe thousands of sheets.
void print_all(engine& in, subscription& from) {
    from.async_next([&](const change& c) {
        for (const auto& d : c.duties) in.async_report({d.id, "done", {}, {}, {}}, [](bool) {});
        if (c.what == change::kind::commit) print_all(in, from);
    });
}

}  // namespace

void fill(const std::string& data, std::int64_t dossiers) {
    const auto in = open_office(data);
    auto changes = in->subscribe(std::numeric_limits<std::size_t>::max());
    print_all(*in, changes);
    counter_work work(dossiers);
    std::atomic<std::int64_t> sent = 0;
    std::latch done(dossiers);
    std::function<void()> one = [&] {
        if (sent.fetch_add(1) >= dossiers) return;
        in->async_submit(work.submitted(deed::receive), [&](const answer& a) {
            if (a.what != answer::kind::done) give_up(a.body);
            one();
            done.count_down();
        });
    };
    for (int i = 0; i < 256; ++i) one();
    done.wait();
    while (!in->unfinished_duties().value_or(std::vector<duty>{}).empty())
        in->async_quiet(boost::asio::use_future).wait();
    std::promise<void> closed;
    in->async_close([&] { closed.set_value(); });
    closed.get_future().wait();
}

}  // namespace motcua::bench
