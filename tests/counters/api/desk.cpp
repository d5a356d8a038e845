#include "tests/counters/api/desk.hpp"

namespace motcua::api::testing {
namespace {

constexpr const char* office_text =
    R"(<office xmlns="urn:motcua:1" code="000.51.01.G01" name="Công an xã">
<unit code="CAX" name="Công an xã"/>
<staff id="lan" name="Nguyễn Thị Lan" title="Cán bộ tiếp nhận" unit="CAX" roles="reception courier_desk"/>
<staff id="tri" name="Lê Minh Trí" title="Trưởng Công an xã" unit="CAX" roles="head"/>
<counter id="quay-1" name="Quầy 1"/>
</office>)";

}  // namespace

void scripted_services::preview(preview_request what, sheet_reply done) {
    previewed = std::move(what);
    done(sheet{"image/png", "picture"});
}

void scripted_services::slip(std::uint64_t id, sheet_format format, sheet_reply done) {
    if (id != 12) return done(fail(failure::kind::not_found, "Không có phiếu số này."));
    done(sheet{format == sheet_format::pdf ? "application/pdf" : "image/png", "sheet"});
}

void scripted_services::reprint(std::uint64_t, const actor&, const std::string&, answer_reply done) {
    done({answer::kind::done, 0, "{}"});
}

void scripted_services::decide(std::uint64_t, const std::string& outcome, const actor&, const std::string&,
                               answer_reply done) {
    decided = outcome;
    done({answer::kind::done, 0, "{}"});
}

void scripted_services::advance(std::chrono::hours by, json_reply done) {
    advanced += by;
    done(training_state());
}

result<void> scripted_services::set_virtual_printer(bool has_paper, bool) {
    paper = has_paper;
    return {};
}

result<sheet> scripted_services::sheet_picture(std::uint64_t n) {
    if (n > 1) return fail(failure::kind::not_found, "Không có tờ giấy này.");
    return sheet{"image/png", "paper"};
}

desk::desk() : client_(open()) {}

std::uint16_t desk::open() {
    engine_door door;
    door.submit = [this](command c, const std::function<void(answer)>& done) {
        sent_.push_back(std::move(c));
        done(next_);
    };
    door.confirm_clock = [this](const actor& by, std::int64_t shown,
                                const std::function<void(answer)>& done) {
        confirmed_.emplace_back(by.id, shown);
        done(next_);
    };
    door.ask = [this](const question& q, const std::function<void(reply)>& done) {
        asked_.emplace_back(q.name, q.args.text());
        using said = reply::kind;
        if (unread_) return done({said::unread, R"({"message":"chưa đọc được","next":"Thử lại"})"});
        const auto found = views_.find(q.name);
        if (found == views_.end()) return done({said::absent, R"({"message":"Không có hồ sơ này."})"});
        done({said::found, found->second, tag_});
    };
    auto office = counters::parse_office_file(office_text, "office.xml");
    EXPECT_TRUE(office) << to_string(office.error().front());
    api_ = std::make_unique<api>(std::move(door), app_, std::move(*office));
    http::options with;
    with.port = 0;
    server_ = std::move(*http::testing::running_server::start(
        with,
        [this](http::request r, http::responder answer) { api_->handle(std::move(r), std::move(answer)); }));
    return server_->port();
}

http::testing::reply desk::post(const std::string& path, const std::string& body,
                                const std::string& headers) {
    return client_.post("/api/v1" + path, body, headers);
}

json desk::body_of(const http::testing::reply& r) {
    auto read = parse_json(r.body);
    EXPECT_TRUE(read) << r.body;
    return read ? *read : json();
}

}  // namespace motcua::api::testing
