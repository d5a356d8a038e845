// Work lists as the counter sees them: their counts are what a look at every dossier gives, whatever has been
// done, and their pages are turned by places.
#include <map>
#include <random>
#include <set>

#include "engine/kinds/code.hpp"
#include "engine/store/door.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using sample::office;

using counts = std::map<std::string, std::int64_t>;

// Every line of a list, page by page.
json_array lines(office& o, const std::string& list, int size = 7) {
    json_array all;
    json_object args{{"list", list}, {"size", size}};
    for (;;) {
        const auto page = o.ask("dossiers", args);
        for (const auto& line : page.at("items").as_array()) all.push_back(line);
        if (page.at("next").is_null()) return all;
        args["after"] = page.at("next");
    }
}

counts shown(office& o) {
    counts out;
    const auto answer = o.ask("worklists");
    for (const auto& list : answer.at("items").as_array()) {
        out[get_string(list, "id")] = get_integer(list, "count");
        if (const auto late = get_integer(list, "late"); late > 0)
            out["late " + get_string(list, "id")] = late;
    }
    return out;
}

// By a look at every dossier; `near` is the first day that is not near any more.
counts looked_at(office& o, const std::string& near) {
    counts out{{"draft", 0}, {"near_due", 0}, {"overdue", 0}, {"parked", 0}};
    for (const auto& line : lines(o, "all")) {
        if (get_bool(line, "closed")) continue;
        const auto phase = "phase:" + get_string(line, "phase");
        const bool late = get_bool(line, "late");
        ++out[phase];
        if (late) ++out["late " + phase];
        out["overdue"] += late;
        out["draft"] += get_string(line, "apology") == "draft";
        out["parked"] += get_bool(line, "parked");
        const auto due = get_string(line, "due");
        out["near_due"] += !late && !due.empty() && due < near;
    }
    return out;
}

// Whatever a random person tries on a random dossier; much of it is refused.
void try_something(office& o, std::mt19937_64& draw, std::uint64_t dossiers) {
    const auto session = 1 + draw() % dossiers;
    const auto view = o.dossier(session);
    const auto& actions = view.at("actions").as_array();
    if (actions.empty()) return;
    const auto& action = actions[draw() % actions.size()];
    static const std::map<std::string, std::string> data{
        {"take_on", R"({"officer": "case.binh"})"},
        {"withdraw", R"({"reason": "Người nộp xin rút"})"},
        {"return_to_reception", R"({"reason": "Thiếu giấy tờ"})"}};
    const auto event = get_string(action, "event");
    const auto words = data.find(event);
    constexpr const char* people[] = {"reception.lan", "case.binh", "head.tri", "case.mai", "head.khai"};
    o.send(session, people[draw() % std::size(people)], event, words == data.end() ? "{}" : words->second);
}

TEST(work_lists, count_what_a_look_at_every_dossier_finds_whatever_was_done) {
    office o("2026-03-02T08:00");
    std::mt19937_64 draw(5);
    o.receive(3);
    std::uint64_t dossiers = 3;
    std::set<std::string> met;
    for (int i = 0; i < 400; ++i) {
        if (i % 11 == 0) {
            const auto a = o.create(sample::residence(draw() % 3 != 0));
            ASSERT_EQ(a.what, answer::kind::done) << a.body;
            ++dossiers;
        }
        if (i % 25 == 24) o.go_to(o.clock.now() + std::chrono::hours{1 + draw() % 30});
        try_something(o, draw, dossiers);
        if (i % 20 != 19) continue;
        const auto today = day_of(o.clock.now());
        const auto route = o.ask("dossiers", {{"list", "near_due"}, {"size", 500}});
        // Promises end at 17:00 of a working day, so that the list itself shows which days it takes.
        std::string near = to_iso(today + std::chrono::days{1});
        for (const auto& line : route.at("items").as_array())
            near = std::max(near,
                            to_iso(*parse_day(get_string(line, "due").substr(0, 10)) + std::chrono::days{1}));
        const auto all = shown(o);
        ASSERT_EQ(all, looked_at(o, near)) << "after " << i << " commands";
        for (const auto& [list, n] : all) {
            if (n > 0) met.insert(list);
            if (list.starts_with("late ")) continue;
            ASSERT_EQ(get_integer(o.ask("dossiers", {{"list", list}, {"size", 1}}), "total"), n) << list;
            ASSERT_EQ(std::ssize(lines(o, list)), n) << list;
        }
    }
    EXPECT_GE(met.size(), 6u) << "too little happened";
    EXPECT_TRUE(met.contains("overdue") && met.contains("near_due"));
    o.close();
    const auto door = *store::open(o.folder + "/data");
    EXPECT_EQ(door->verify()->miscounted, "");
}

// By a look at every dossier.
counts looked_at_all(office& o) {
    counts n;
    for (const auto* name :
         {"received", "late", "premature", "post", "closed", "slow_acceptances", "slow_hand_overs",
          "not_accepted", "overridden", "apologies", "issued_late", "by_default", "online", "direct"})
        n[name] = 0;
    for (const auto& line : lines(o, "all")) {
        const auto view = o.dossier(static_cast<std::uint64_t>(get_integer(line, "session")));
        const auto& promise = view.at("promise");
        const auto& record = view.at("record");
        n["slow_acceptances"] += get_bool(promise, "slow_acceptance");
        const bool closed = get_bool(line, "closed");
        if (line.at("due").is_null()) {
            n["not_accepted"] += !closed;
            continue;
        }
        ++n["received"];
        n["closed"] += closed;
        n["late"] += get_bool(promise, "late");
        n["premature"] += get_bool(promise, "premature");
        n["slow_hand_overs"] += get_bool(promise, "slow_hand_over");
        n["post"] += get_string(line, "return") == "post";
        const json* portal = find(record, "portal");
        const bool online =
            get_string(line, "stream") == "online" && portal && !get_string(*portal, "code").empty();
        ++n[online ? "online" : "direct"];
        const json* route = find(record, "route");
        n["overridden"] += route && !get_string(*route, "override_code").empty();
        const json* ledger = find(record, "promise");
        const json* issued = ledger ? find(*ledger, "issued") : nullptr;
        if (!issued) continue;
        for (const auto& one : issued->as_array()) {
            ++n["apologies"];
            n["issued_late"] += get_bool(one, "issued_late");
            n["by_default"] += get_bool(one, "by_default");
        }
    }
    return n;
}

counts figures(office& o) {
    counts n;
    const auto answer = o.ask("figures");
    for (const auto& one : answer.as_object())
        n[std::string(one.key())] = one.value().to_number<std::int64_t>();
    return n;
}

TEST(figures, are_what_a_look_at_every_dossier_gives_whatever_was_done) {
    office o("2026-03-02T08:00");
    std::mt19937_64 draw(9);
    std::uint64_t dossiers = 0;
    counts last;
    for (int i = 0; i < 240; ++i) {
        if (i % 6 == 0) {
            const bool online = draw() % 2 == 0;
            const auto a = o.create(online ? sample::passport_by_post() : sample::residence(draw() % 3 != 0));
            ASSERT_EQ(a.what, answer::kind::done) << a.body;
            ++dossiers;
            if (online && draw() % 3 > 0)
                o.send(a.session, "reception.lan", "record_portal",
                       R"({"code": "G01.)" + std::to_string(i) + R"(", "at": ")" + to_iso(o.clock.now()) +
                           "\"}");
            if (online && draw() % 2 == 0) o.send(a.session, "reception.lan", "accept");
        }
        // Also to the very moments at which something passes, and just behind them.
        if (i % 12 == 11) {
            const auto next = o->next_wake();
            o.go_to(next < 0 ? o.clock.now() + std::chrono::hours{7}
                             : instant{std::chrono::milliseconds{next}});
            ASSERT_EQ(last = figures(o), looked_at_all(o)) << "after " << i << " commands";
            o.clock.set(o.clock.now() + std::chrono::milliseconds{1 + draw() % 50'000'000});
            ASSERT_EQ(last = figures(o), looked_at_all(o)) << "after " << i << " commands";
        }
        try_something(o, draw, dossiers);
    }
    for (const auto* name : {"received", "late", "online", "direct", "post", "slow_acceptances", "apologies"})
        EXPECT_GT(last[name], 0) << name;
    o.reopen();
    EXPECT_EQ(figures(o), looked_at_all(o));
    o.close();
    const auto door = *store::open(o.folder + "/data");
    EXPECT_EQ(door->verify()->miscounted, "");
}

TEST(work_lists, are_counted_for_one_unit_too) {
    office o("2026-03-02T08:00");
    o.receive(5);
    const auto unit = get_string(o.dossier(1), "unit");
    const auto count = [&](const std::string& of) {
        std::int64_t n = 0;
        const auto answer = o.ask("worklists", {{"unit", of}});
        for (const auto& list : answer.at("items").as_array())
            if (get_string(list, "id").starts_with("phase:")) n += get_integer(list, "count");
        return n;
    };
    EXPECT_EQ(count(unit), 5);
    EXPECT_EQ(count("nowhere"), 0);
    EXPECT_EQ(get_integer(o.ask("dossiers", {{"list", "open"}, {"unit", unit}}), "total"), 5);
    EXPECT_EQ(get_integer(o.ask("dossiers", {{"list", "open"}, {"unit", "nowhere"}}), "total"), 0);
}

TEST(work_lists, are_turned_forth_and_back_by_places) {
    office o("2026-03-02T08:00");
    o.receive(12);
    const auto first = o.ask("dossiers", {{"list", "all"}, {"size", 5}});
    EXPECT_EQ(get_integer(first, "total"), 12);
    EXPECT_FALSE(get_bool(first, "more", true));
    EXPECT_TRUE(first.at("previous").is_null());
    EXPECT_EQ(get_integer(first.at("items").as_array().front(), "session"), 12) << "the newest first";
    const auto second = o.ask("dossiers", {{"list", "all"}, {"size", 5}, {"after", first.at("next")}});
    EXPECT_EQ(get_integer(second.at("items").as_array().front(), "session"), 7);
    o.receive(1);
    const auto again = o.ask("dossiers", {{"list", "all"}, {"size", 5}, {"before", second.at("previous")}});
    EXPECT_EQ(again.at("items"), first.at("items")) << "what came meanwhile moves no page";
    EXPECT_FALSE(again.at("previous").is_null());
    const auto by_name = o.ask("dossiers", {{"list", "all"}, {"q", "phuong nguyen"}, {"size", 5}});
    EXPECT_EQ(get_integer(by_name, "total"), 13);
    EXPECT_FALSE(get_bool(by_name, "more", true));
    EXPECT_EQ(by_name.at("items").as_array().size(), 5u);
    for (const json_object& no : {json_object{{"list", "all"}, {"page", 2}},
                                  {{"list", "open"}, {"after", "n17"}},
                                  {{"list", "all"}, {"after", "17"}}})
        EXPECT_EQ(o->ask("dossiers", to_text(no)).what, engine::reply::kind::absent) << to_text(no);
    EXPECT_TRUE(o->ask("dossiers", R"({"list": "all", "page": 1})").found());
}

// What a scanner gives: letters and digits alone, with the check character that paper adds.
TEST(codes, are_found_with_and_without_their_separators) {
    office o("2026-03-02T08:00");
    o.receive(2);
    const auto code = get_string(o.dossier(2), "code");
    const auto scanned = [](std::string text) {
        std::erase_if(text, [](char c) { return c == '-' || c == '.'; });
        return text;
    };
    for (const auto& typed :
         {code, kinds::with_check(code), scanned(code), scanned(kinds::with_check(code))}) {
        EXPECT_EQ(get_integer(o.ask("dossier", {{"id", typed}}), "session"), 2) << typed;
        const auto list = o.ask("dossiers", {{"list", "all"}, {"q", typed}});
        ASSERT_EQ(list.at("items").as_array().size(), 1u) << typed;
        EXPECT_EQ(get_integer(list.at("items").at(0), "session"), 2) << typed;
    }
    EXPECT_EQ(o.ask("dossiers", {{"list", "all"}, {"q", scanned(code.substr(0, 20))}})
                  .at("items")
                  .as_array()
                  .size(),
              2u);
    auto wrong = kinds::with_check(code);
    wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
    const auto no = o->ask("dossier", to_text(json_object{{"id", wrong}}));
    EXPECT_NE(std::string(no.body.text()).find("Mã gõ sai"), std::string::npos) << no.body;
}

}  // namespace
}  // namespace motcua
