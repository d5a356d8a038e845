#include "tests/engine/writer/office.hpp"

#include <boost/asio/use_future.hpp>
#include <cstdlib>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"

namespace motcua::sample {
namespace {

std::string fresh_folder() {
    std::string name = testing::TempDir() + "/motcua-runtime-XXXXXX";
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    return name;
}

}  // namespace

office::office(const char* now, std::string from)
    : folder(fresh_folder()),
      workflows(std::move(from)),
      clock(*parse_instant(now)),
      wall(*parse_instant(now)) {
    open();
}

office::office(in_service_t, const char* now)
    : folder(fresh_folder()),
      workflows("workflows"),
      clock(*parse_instant(now)),
      wall(*parse_instant(now)),
      in_service_(true) {
    open();
}

office::~office() {
    close();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

void office::open() {
    options with;
    with.data = folder + "/data";
    with.workflows = workflows;
    with.forms = forms;
    with.time = in_service_ ? static_cast<const motcua::clock*>(&wall) : &clock;
    with.judging.reread = std::chrono::milliseconds{5};
    open_error error;
    engine_ = engine::open(std::move(with), error);
    for (const auto& line : error.lines) ADD_FAILURE() << line;
    if (!engine_) return;
    heard_.clear();
    read_ = engine_->subscribe();
    listened_to_ = engine_->subscribe();
    listen();
    engine_->async_run([this](const std::optional<std::string>& why) { fatal += why.has_value(); });
}

void office::close() {
    engine_.reset();
    read_.reset();
    listened_to_.reset();
}

void office::listen() {
    listened_to_->async_next([this](const change& c) {
        if (c.what == change::kind::ended) return;
        if (c.what == change::kind::commit && on_commit) on_commit(c);
        if (c.what == change::kind::clock && on_clock) on_clock(*parse_json(c.clock));
        listen();
    });
}

const std::vector<change>& office::heard() {
    for (auto next = read_->next(); next && next->what != change::kind::ended; next = read_->next())
        heard_.push_back(std::move(*next));
    return heard_;
}

command office::order(std::uint64_t session, const std::string& by, const std::string& event,
                      const std::string& data, const std::string& key) const {
    command c;
    c.session = session;
    c.event = event;
    c.data = data;
    c.by = person(by);
    c.key = key;
    return c;
}

command resume(std::uint64_t session, actor by) {
    command c;
    c.session = session;
    c.event = "resume";
    c.by = std::move(by);
    return c;
}

answer office::create(const std::string& data, const std::string& key) {
    auto c = order(0, "reception.lan", "create", data, key);
    c.kind = "dossier";
    return engine_->async_submit(std::move(c), boost::asio::use_future).get();
}

std::uint64_t office::accepted(const std::string& key) {
    const auto a = create(residence(), key);
    EXPECT_EQ(a.what, answer::kind::done) << a.body;
    return a.session;
}

void office::receive(int dossiers) {
    std::vector<command> many;
    for (int i = 0; i < dossiers; ++i) {
        many.push_back(order(0, "reception.lan", "create", residence()));
        many.back().kind = "dossier";
    }
    engine_->async_submit(std::move(many), {}, boost::asio::use_future).get();
}

answer office::send(std::uint64_t session, const std::string& by, const std::string& event,
                    const std::string& data, const std::string& key) {
    return engine_->async_submit(order(session, by, event, data, key), boost::asio::use_future).get();
}

void office::go_to(instant t) {
    clock.set(t);
    engine_->async_quiet(boost::asio::use_future).get();
}

json office::ask(const std::string& question, const json_object& args) {
    const auto reply = engine_->ask(question, to_text(args));
    EXPECT_TRUE(reply.found()) << question << ": " << reply.body;
    const auto v = parse_json(reply.body);
    return v ? *v : json(nullptr);
}

int office::told(std::uint64_t session, const std::string& event) {
    int n = 0;
    for (const auto& row : rows(session, "timeline")) n += get_string(row, "event") == event;
    return n;
}

int office::prints(std::uint64_t session, const std::string& form) {
    int n = 0;
    for (const auto& row : rows(session, "duties"))
        n += get_string(row, "kind") == "print" && get_string(row, "name") == form;
    return n;
}

std::string office::promise(std::uint64_t session, const std::string& name) {
    return get_string(dossier(session).at("promise"), name);
}

std::int64_t office::commits() {
    return get_integer(ask("dossiers", {{"list", "all"}}), "commit");
}

std::string hash_of(const std::string& content) {
    return sha256(content);
}

std::string residence(bool accept) {
    return std::string(R"({"procedure": "1.004222", "case": "lawful-dwelling", "applicant": {"kind": "woman",
        "name": "Nguyễn Thế Phượng", "id_number": "080199000011", "address": "Số 12, ấp Bình An",
        "phone": "0900000011"}, "identity": {"e_identity": true, "portal_account": false, "guided": true},
        "stream": "direct", "override": "no-portal-account", "documents": [{"type": "CT01", "originals": 1},
        {"type": "local:dwelling", "certified": 1}], "accept": )") +
           (accept ? "true}" : "false}");
}

std::string passport_by_post() {
    return R"({"procedure": "1.001456", "applicant": {"kind": "woman", "name": "Phùng Nguyễn Thảo Uyên",
        "id_number": "080199000013", "address": "Số 48/7B", "phone": "0900000013", "email": "uyen@vidu.example"},
        "identity": {"e_identity": true, "portal_account": true}, "documents": [{"type": "TK01", "e_copies": 1},
        {"type": "local:photo-4x6", "e_copies": 1}], "return": {"mode": "post"}})";
}

actor person(const std::string& id) {
    if (id == "case.binh") return {id, "CAX", {"case_officer"}};
    if (id == "case.mai") return {id, "PA08", {"case_officer"}};
    if (id == "head.tri") return {id, "CAX", {"head", "supervisor"}};
    if (id == "head.khai") return {id, "PA08", {"head", "supervisor"}};
    return {id, "CAX", {"reception", "courier_desk"}};
}

std::string text(const answer& a, std::string_view member) {
    const auto v = parse_json(a.body);
    return v ? get_string(*v, member) : std::string();
}

edited_workflows::edited_workflows(const std::string& file, const std::string& from, const std::string& to)
    : folder(fresh_folder()) {
    std::filesystem::copy("workflows", folder, std::filesystem::copy_options::recursive);
    auto content = read_file(folder + "/" + file);
    const auto at = content ? content->find(from) : std::string::npos;
    EXPECT_NE(at, std::string::npos) << file;
    if (at == std::string::npos) return;
    content->replace(at, from.size(), to);
    EXPECT_TRUE(write_file(folder + "/" + file, *content));
}

edited_workflows::~edited_workflows() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

std::unique_ptr<edited_workflows> with_a_stumbling_block() {
    const std::string before = "<transition event=\"add_note\">";
    return std::make_unique<edited_workflows>("charts/standard.scxml", before,
                                              "<transition event=\"stumble\">"
                                              "<mc:action label=\"Vấp\" role=\"reception\"/>"
                                              "<assign location=\"fee\" expr=\"_event.data.none.deeper\"/>"
                                              "</transition>" +
                                                  before);
}

}  // namespace motcua::sample
