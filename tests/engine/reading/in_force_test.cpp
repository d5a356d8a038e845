// A calendar that comes into force while questions are answered: each answer is given by one calendar from
// its first word to its last.
#include <atomic>
#include <map>
#include <thread>

#include "engine/reading/questions.hpp"
#include "tests/engine/writer/workshop.hpp"

namespace motcua {
namespace {

using sample::office;
using sample::workshop;

// With 6 March off, Tuesday the 10th is the second working day after Thursday the 5th, and the reminder two
// working days before that is sent on that Thursday.
class a_question_of_thursday : public testing::Test {
protected:
    // At the next snapshot, which the question takes when it is already being answered.
    void swap_on_the_way() {
        workshop_->door.trip = [this](std::string_view at) {
            if (at != "snapshot" || std::exchange(swapped_, true)) return;
            const auto before = workshop_->deployed.get();
            auto what = before->read_calendars(sample::amended().calendars());
            ASSERT_TRUE(what);
            workshop_->deployed.put_in_force(before->with_calendar(std::move(*what)));
        };
    }
    void SetUp() override {
        id_ = office_.accepted();
        ASSERT_EQ(office_.promise(id_, "due"), "2026-03-10T17:00:00+07:00");
        office_.close();
        workshop_.emplace(office_.folder + "/data", *parse_instant("2026-03-05T09:00"));
        writer_ = workshop_->writer();
        questions_.emplace(workshop_->door, workshop_->deployed, *workshop_->judged);
    }

    office office_{"2026-02-27T10:00"};
    std::uint64_t id_ = 0;
    std::optional<workshop> workshop_;
    std::unique_ptr<runtime::writer> writer_;
    std::optional<runtime::questions> questions_;
    bool swapped_ = false;
};

TEST_F(a_question_of_thursday, is_answered_whole_by_the_calendar_in_force_when_it_was_asked) {
    const auto near_due = [&] {
        const auto found = questions_->ask("dossiers", json_object{{"list", "near_due"}});
        EXPECT_TRUE(found);
        return std::pair(get_integer(*found, "total"), std::ssize(found->at("items").as_array()));
    };
    swap_on_the_way();
    EXPECT_EQ(near_due(), std::pair(std::int64_t{0}, std::ptrdiff_t{0}));
    EXPECT_EQ(near_due(), std::pair(std::int64_t{1}, std::ptrdiff_t{1})) << "the next question";
}

TEST_F(a_question_of_thursday, whose_answer_is_kept_is_answered_anew_by_the_next_calendar) {
    const auto reminder = [&] {
        const auto kept = questions_->ask_kept(json_object{{"id", id_}});
        EXPECT_TRUE(kept);
        return get_string(parse_json((*kept)->text)->at("promise"), "t1").substr(0, 10);
    };
    swap_on_the_way();
    EXPECT_EQ(reminder(), "2026-03-06");
    EXPECT_EQ(reminder(), "2026-03-05");
}

TEST(questions, find_hash_and_days_of_one_deployment_while_calendars_are_adopted) {
    office o("2026-03-02T10:00");
    o.close();
    workshop w(o.folder + "/data", *parse_instant("2026-03-02T10:00"));
    const auto writer = w.writer();
    const runtime::questions questions(w.door, w.deployed, *w.judged);
    std::atomic<bool> stop = false;
    std::atomic<int> asked = 0, torn = 0;
    std::map<std::string, bool> works_on_friday;  // by the deployment's hash; the reader's
    std::thread reader([&] {
        for (; !stop; ++asked) {
            const auto d = w.deployed.get();
            const bool works = *d->days().is_working_day(*parse_day("2026-03-06"));
            std::this_thread::yield();
            torn += works_on_friday.try_emplace(d->hash(), works).first->second != works;
            const auto route = questions.ask(
                "route",
                json_object{{"procedure", "1.004222"}, {"case", "lawful-dwelling"}, {"stream", "direct"}});
            const auto due = route ? get_string(*route, "due") : std::string();
            const auto day = due.starts_with("2026-03-11")   ? "11/03/2026"
                             : due.starts_with("2026-03-12") ? "12/03/2026"
                                                             : "neither";
            torn += !route || to_text(route->at("why")).find(day) == std::string::npos;
        }
    });
    const sample::amended files;
    sample::outcomes answers;
    constexpr int times = 20;
    for (int i = 0; i < times; ++i) {
        std::vector<runtime::job> one;
        one.emplace_back(w.adoption_of(i % 2 == 0 ? files.calendars() : "workflows/calendars", answers));
        writer->run(std::move(one));
        EXPECT_TRUE(w.adopted());
        for (const auto then = asked.load(); asked < then + 2;) std::this_thread::yield();
    }
    stop = true;
    reader.join();
    for (const auto& a : answers) EXPECT_EQ(a.what, runtime::outcome::kind::done) << to_text(a.body);
    EXPECT_EQ(answers.size(), std::size_t{times});
    EXPECT_EQ(works_on_friday.size(), 2u);
    EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace motcua
