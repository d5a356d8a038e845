#include "tests/app/office.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <charconv>
#include <chrono>

#include "engine/base/text.hpp"
#include "tests/printers/child_process.hpp"

namespace motcua::app::testing {
namespace {

constexpr const char* empty_day = R"(<scenario xmlns="urn:motcua:1" name="empty-day" office="000.51.01.G01"
          from="2026-03-02T07:30" to="2026-03-02T08:00"/>)";

std::string one_counter(const std::string& roll_uri, const std::string& sheet_uri) {
    return R"(<office xmlns="urn:motcua:1" code="000.51.01.G01" name="Công an tỉnh An Khánh">
  <unit code="CAX" name="Công an xã Phú Sơn"/>
  <staff id="reception.lan" name="Trần Thị Lan" unit="CAX" roles="reception courier_desk" counter="Q1"/>
  <staff id="case.binh" name="Nguyễn Thanh Bình" unit="CAX" roles="case_officer"/>
  <staff id="head.tri" name="Lê Minh Trí" unit="CAX" roles="head supervisor"/>
  <counter id="Q1" name="Quầy số 1">
    <printer paper="80mm" uri=")" +
           roll_uri + R"("/>
    <printer paper="a4" uri=")" +
           sheet_uri + R"("/>
  </counter>
</office>)";
}

}  // namespace

office::office() : office(std::vector<std::string>{}) {}

office::office(std::vector<std::string> more) {
    more.insert(more.begin(), {"--training", "--scenario", files_.write("day.xml", empty_day)});
    start(std::move(more));
}

office::office(const std::string& roll_uri, const std::string& sheet_uri, const std::string& rules) {
    if (!rules.empty()) files_.write("data/printers.json", rules);
    start({"--training", "--scenario", files_.write("day.xml", empty_day), "--office-printers", "--office",
           office_file(roll_uri, sheet_uri)});
}

office::office(in_service_t, const std::string& roll_uri, const std::string& sheet_uri) {
    start({"--office", office_file(roll_uri, sheet_uri)});
}

std::string office::office_file(const std::string& roll_uri, const std::string& sheet_uri) const {
    return files_.write("office.xml", one_counter(roll_uri, sheet_uri));
}

void office::start(std::vector<std::string> more) {
    files_.write("page/index.html", "<!doctype html>");
    words_ = {"serve",       "--data", files_.path("data"), "--listen",
              "127.0.0.1:0", "--page", files_.path("page")};
    words_.insert(words_.end(), more.begin(), more.end());
    open_again();
}

void office::open_again() {
    program_ = std::make_unique<program>(words_, files_.path("log"));
    find_port();
}

void office::serve_instead(std::vector<std::string> words) {
    words_ = std::move(words);
    open_again();
}

void office::find_port() {
    const auto port = program_->waits_for_line("motcua: http://127.0.0.1:", ++starts_);
    std::from_chars(port.data(), port.data() + port.size(), port_);
    ASSERT_NE(port_, 0) << program_->said();
}

void office::cut_power() {
    program_->cut_power();
    find_port();
}

int office::close() {
    program_->ask_to_end();
    return program_->ends();
}

http::testing::reply office::ask(const std::string& path, const std::string& actor) {
    return http::testing::client(port_).get("/api/v1" + path, "X-Motcua-Actor: " + actor + "\r\n");
}

json office::get(const std::string& path) {
    const auto r = ask(path, "reception.lan");
    EXPECT_EQ(r.status, 200) << path << ": " << r.body;
    if (r.status == 0) port_ = 0;  // the server is gone, and nobody expected it
    return parse_json(r.body).value_or(json{});
}

std::string office::bytes(const std::string& path) {
    const auto r = ask(path, "reception.lan");
    EXPECT_EQ(r.status, 200) << path << ": " << r.body;
    return r.body;
}

json office::post(const std::string& path, const json_object& body, const std::string& actor, int status) {
    const auto key = "test-key-" + std::to_string(++keys_);
    const auto r = http::testing::client(port_).post(
        "/api/v1" + path, to_text(body),
        "X-Motcua-Actor: " + actor + "\r\nIdempotency-Key: " + key + "\r\n" +
            (counter.empty() ? "" : "X-Motcua-Counter: " + counter + "\r\n"));
    EXPECT_EQ(r.status, status) << path << ": " << r.body;
    return parse_json(r.body).value_or(json{});
}

std::uint64_t office::receive(const std::string& name, const std::string& email) {
    const json_object body{
        {"procedure", "1.004222"},
        {"case", "lawful-dwelling"},
        {"applicant", json_object{{"kind", "woman"},
                                  {"name", name},
                                  {"id_number", "080199000011"},
                                  {"address", "Số 12, ấp Bình An, xã Phú Sơn, tỉnh An Khánh"},
                                  {"phone", "0900000011"},
                                  {"email", email}}},
        {"identity", json_object{{"e_identity", true}, {"portal_account", false}, {"guided", true}}},
        {"channel", "counter"},
        {"stream", "direct"},
        {"override", "no-portal-account"},
        {"documents", json_array{json_object{{"type", "CT01"}, {"originals", 1}},
                                 json_object{{"type", "local:dwelling"}, {"certified", 1}}}},
        {"return", json_object{{"mode", "desk"}}},
        {"accept", true}};
    return static_cast<std::uint64_t>(get_integer(post("/dossiers", body, "reception.lan", 201), "session"));
}

void office::advance(int days, int hours) {
    post("/training/advance", {{"days", days}, {"hours", hours}});
}

void office::set_paper(bool present) {
    post("/training/printer", {{"paper", present}, {"cover_closed", true}});
}

json_array office::jobs() {
    const auto all = get("/jobs");
    const json* items = find(all, "items");
    return items ? items->get_array() : json_array{};
}

json_array office::slips(std::uint64_t dossier, const std::string& form) {
    const auto d = get("/dossiers/" + std::to_string(dossier));
    json_array out;
    if (const json* all = find(d, "slips"))
        for (const auto& s : all->get_array())
            if (get_string(s, "form") == form) out.push_back(s);
    return out;
}

bool office::until(const std::function<bool()>& holds) {
    http::testing::client events(port_);
    events.send("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
                "\r\nX-Motcua-Actor: reception.lan\r\n\r\n");
    EXPECT_NE(events.read_until("event: hello"), "");
    events.read_until("\n\n");
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > limit || port_ == 0) return false;
        events.read_until("event: ");
    }
    return true;
}

bool office::waits_for_job(const std::string& state, const std::string& reason) {
    return until([&] {
        for (const auto& j : jobs())
            if (get_string(j, "state") == state && get_string(j, "reason") == reason) return true;
        return false;
    });
}

std::string text_of(const std::string& pdf, const folder& in) {
    const auto from = in.write("one.pdf", pdf), to = in.path("one.txt");
    const auto pid = printers::start_process({printers::program_at("pdftotext"), "-layout", from, to}, {},
                                             in.path("pdf.log"));
    ::waitpid(pid, nullptr, 0);
    return read_file(to).value_or("");
}

}  // namespace motcua::app::testing
