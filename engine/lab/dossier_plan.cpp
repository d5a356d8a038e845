#include "engine/lab/dossier_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/lab/people.hpp"

namespace motcua::lab {
namespace {

using std::chrono::days;

enum class fate { in_time, late, premature, committed, refused, withdrawn };

constexpr int longest_extension = 10;   // working days; what heads ask for, not what the law allows
constexpr int longest_escalation = 4;   // working days
constexpr int slowest_collection = 60;  // moments

class life {
public:
    life(const plan_context& t, const planned_procedure& p, std::string case_code, std::size_t n,
         random_source d, std::vector<scenario_step>& out, rounds_by_day& rounds)
        : town_(t), p_(p), case_(std::move(case_code)), n_(n), d_(d), out_(out), rounds_(rounds) {
        name_ = fmt::format("d{:05}", n_);
    }

    void go() {
        if (!come() || !accept()) return;
        const auto& s = rates();
        if (d_.percent(s.supplement))
            supplement();
        else if (d_.percent(s.other_body))
            wait_for_other_body();
        follow(draw_fate());
    }

private:
    const shares& rates() const { return town_.wanted.of_hundred; }
    const actor* one(std::string_view role) const {
        return find_staff(town_.staff, role, p_.unit, role == "reception" || role == "courier_desk");
    }

    scenario_step& say(instant at, std::string event, std::string_view role, json_object data = {}) {
        scenario_step s;
        s.at = at;
        s.name = name_;
        s.event = std::move(event);
        s.data = std::move(data);
        s.by = one(role);
        s.place = fmt::format("{}#{} {}", name_, ++said_, s.event);
        now_ = at;
        return out_.emplace_back(std::move(s));
    }

    // Coming

    bool come() {
        const auto at = town_.hours.draw_receiving(d_, town_.from, town_.until);
        if (!at) return false;
        now_ = *at;
        const double how = static_cast<double>(d_.below(10000)) / 100;
        const auto& s = rates();
        channel_ = how < s.portal                                          ? "portal"
                   : how < s.portal + s.assisted                           ? "counter"
                   : how < s.portal + s.assisted + s.post_in && p_.post_in ? "post"
                                                                           : "counter";
        const bool would_be_online = how < s.portal + s.assisted;
        auto ruled = route();
        if (channel_ != "counter" && (channel_ == "portal") != (ruled.stream == "online")) {
            channel_ = "counter";
            ruled = route();
        }
        stream_ = ruled.stream;
        overridden_ = ruled.stream == "online" && !would_be_online && ruled.may_override;
        if (overridden_) stream_ = "direct";
        posted_ = p_.post_out && d_.percent(rates().post_out);
        return town_.law.has_rules_on(day_of(now_));
    }

    office_law::routing route() const { return town_.law.route(p_, case_, channel_, day_of(now_)); }

    json_array documents() const {
        json_array out;
        for (const auto& type : town_.law.documents(p_, case_))
            out.push_back({{"type", type}, {stream_ == "online" ? "e_copies" : "originals", 1}});
        return out;
    }

    json_object form() {
        json_object facts;
        for (const auto& [answer, accepted] : p_.facts) facts[answer] = accepted;
        json_object data{{"procedure", p_.code},
                         {"applicant", draw_person(d_, n_)},
                         {"identity", {{"e_identity", true}, {"portal_account", true}, {"guided", true}}},
                         {"channel", channel_},
                         {"documents", documents()}};
        if (!case_.empty()) data["case"] = case_;
        if (!facts.empty()) data["facts"] = std::move(facts);
        if (posted_) data["return"] = {{"mode", "post"}};
        if (overridden_) {
            static constexpr std::string_view why[] = {"no-portal-account", "person-needs-help",
                                                       "papers-not-scannable", "applicant-insists"};
            data["stream"] = "direct";
            data["override"] = why[d_.below(std::size(why))];
        }
        return data;
    }

    std::string portal_code() const { return fmt::format("G01.99-{}-{:06}", to_iso(day_of(now_)), n_); }

    bool accept() {
        const bool assisted = stream_ == "online" && channel_ == "counter";
        auto data = form();
        if (!assisted) data["accept"] = true;
        if (channel_ == "portal") data["portal"] = {{"code", portal_code()}, {"at", to_iso(now_)}};
        auto& opening = say(now_, "create", "reception", std::move(data));
        opening.what = scenario_step::kind::receive;
        if (assisted) {
            const auto at = town_.hours.after(now_);
            if (!at) return false;
            say(*at, "record_portal_and_accept", "reception",
                {{"code", portal_code()}, {"at", to_iso(*at)}, {"signed", d_.percent(50)}});
        }
        promise_ = town_.law.accept(p_, case_, stream_, now_);
        return promise_.has_value();
    }

    // On the way

    void supplement() {
        const auto listed = town_.law.documents(p_, case_);
        const auto asked = town_.hours.draw(d_, now_ + std::chrono::minutes{1}, promise_->first_draft());
        if (listed.empty() || !asked) return;
        const auto given =
            town_.hours.draw(d_, *asked + std::chrono::minutes{1}, *asked + days{d_.between(1, 6)});
        if (!given || !promise_->supplement(*asked, *given)) return;
        const bool online = stream_ == "online";
        const auto& type = d_.of(listed);
        say(*asked, "request_supplement", "case_officer",
            {{"items", json_array{{{"type", type}, {"form", online ? "e-copy" : "paper"}}}},
             {"reason", "bản đã nộp không đọc được"}});
        say(*given, "complete", "reception",
            {{"documents", json_array{{{"type", type}, {online ? "e_copies" : "certified", 1}}}}});
    }

    void wait_for_other_body() {
        const auto from = town_.hours.draw(d_, now_ + std::chrono::minutes{1}, promise_->first_draft());
        if (!from) return;
        const auto to =
            town_.hours.draw(d_, *from + std::chrono::minutes{1}, *from + days{d_.between(1, 12)});
        if (!to || !promise_->wait_for_other_body(*from, *to)) return;
        say(*from, "wait_other_body", "case_officer", {{"body", "Tòa án nhân dân khu vực"}});
        say(*to, "other_body_answered", "case_officer");
    }

    // Ending

    fate draw_fate() {
        const auto& s = rates();
        double left = static_cast<double>(d_.below(10000)) / 100;
        const std::pair<fate, double> all[] = {{fate::late, s.late},
                                               {fate::premature, s.premature},
                                               {fate::committed, s.committed},
                                               {fate::refused, s.refused},
                                               {fate::withdrawn, s.withdrawn}};
        for (const auto& [which, share] : all)
            if ((left -= share) < 0) return which;
        return fate::in_time;
    }

    void follow(fate f) {
        const auto soon = now_ + std::chrono::minutes{1};
        switch (f) {
            case fate::late:
                return be_late();
            case fate::premature:
                if (d_.percent(50)) answer_late(1);
                return finish(town_.hours.draw(d_, promise_->apology(), promise_->due()));
            case fate::committed:
                return keep_word();
            case fate::refused:
                if (const auto at = town_.hours.draw(d_, soon, promise_->apology()))
                    say(*at, "refuse", "case_officer", {{"reason", "không đủ điều kiện theo quy định"}});
                return;
            case fate::withdrawn:
                if (const auto at = town_.hours.draw(d_, soon, promise_->apology()))
                    say(*at, "withdraw", "reception", {{"reason", "người đề nghị không còn nhu cầu"}});
                return;
            case fate::in_time:
                return finish(town_.hours.draw(d_, soon, promise_->apology()));
        }
    }

    bool answer_late(int extension) {
        const auto at = town_.hours.draw(d_, std::max(promise_->first_draft(), now_), promise_->apology());
        if (!at) return false;
        static constexpr std::string_view why[] = {"verification", "other-body", "system-down", "volume",
                                                   "staff"};
        say(*at, "answer_late", "head",
            {{"reason_code", why[d_.below(std::size(why))]}, {"days", extension}});
        return true;
    }

    bool give_word() {
        const auto at = town_.hours.draw(d_, std::max(promise_->first_draft(), now_), promise_->apology());
        if (!at || !promise_->promise_on_time("Nguyễn Thanh Bình", *at)) return false;
        say(*at, "answer_on_time", "head", {{"name", "Nguyễn Thanh Bình"}});
        return true;
    }

    void keep_word() {
        const auto latest_without = promise_->apology();
        const bool given = give_word();
        auto at = town_.hours.draw(d_, std::max(latest_without, now_), promise_->apology());
        if (!given || !at)
            at = town_.hours.draw(d_, now_ + std::chrono::minutes{1},
                                  given ? promise_->apology() : latest_without);
        finish(at);
    }

    void be_late() {
        late_ = true;
        const double said = static_cast<double>(d_.below(10000)) / 100;
        const auto& s = rates();
        int extension = promise_->extension_by_default();
        const int wished = d_.between(1, std::min(longest_extension, town_.law.longest_extension(p_, case_)));
        if (said < s.answered) {
            if (answer_late(wished)) extension = wished;
        } else if (said < s.answered + s.broken) {
            give_word();
        }
        const auto new_day = town_.law.add_working_days(day_of(promise_->due()), extension);
        if (!new_day) return;
        const auto new_date = to_instant(local_instant{*new_day}) + std::chrono::hours{16};
        const auto passed = promise_->due() + std::chrono::minutes{1};
        if (d_.percent(s.escalated))
            finish(town_.hours.draw(d_, new_date + days{1}, new_date + days{1 + longest_escalation}));
        else
            finish(town_.hours.draw(d_, passed, std::max(passed + days{1}, new_date)));
    }

    // Resolved, signed and at the desk at that moment; or never, where nobody found the time.
    void finish(std::optional<instant> at) {
        if (!at && late_) at = town_.hours.next_day(promise_->due());
        if (!at) at = town_.hours.after(now_);
        if (!at || *at < now_) return;
        late_ = *at > promise_->due();
        const auto submitted = town_.hours.draw(d_, std::max(now_, *at - days{2}), *at).value_or(*at);
        // What is late is submitted with its apology; that went out before the promise passed.
        say(std::max(submitted, now_), "submit", "case_officer");
        say(*at, "sign", "head");
        if (posted_)
            send();
        else if (!d_.percent(rates().unclaimed))
            collect();
    }

    json_object receiver(bool in_person) const {
        const auto& applicant = out_[first_].data.at("applicant");
        return {{"receiver", get_string(applicant, "name")},
                {"identity_checked", true},
                {"in_person", in_person},
                {"proof", "chữ ký"}};
    }

    void collect() {
        const auto at = town_.hours.after(now_, static_cast<std::size_t>(d_.between(1, slowest_collection)));
        if (!at) return;
        // A late result is not handed to a neighbour.
        if (late_ && d_.percent(10)) say(*at, "return_result", "reception", receiver(false)).refused = true;
        say(*at, "return_result", "reception", receiver(late_ || d_.percent(80)));
    }

    void send() {
        const auto labelled = town_.hours.after(now_, static_cast<std::size_t>(d_.between(1, 4)));
        if (!labelled) return;
        const auto gathered = town_.hours.next_day(*labelled);
        const auto handed = gathered ? town_.hours.after(*gathered) : std::nullopt;
        const auto there =
            handed ? town_.hours.after(*handed, static_cast<std::size_t>(d_.between(1, 12))) : std::nullopt;
        if (!there) return;
        say(*labelled, "print_label", "courier_desk");
        rounds_[*gathered].push_back(name_);
        auto at = there;
        if (d_.percent(10)) {
            say(*at, "parcel_failed", "courier_desk", {{"reason_code", "absent"}});
            at = town_.hours.next_day(*at);
        }
        if (at)
            say(*at, "parcel_delivered", "courier_desk",
                {{"receiver", get_string(out_[first_].data.at("applicant"), "name")},
                 {"in_person", true},
                 {"proof", "chữ ký"}});
    }

    const plan_context& town_;
    const planned_procedure& p_;
    std::string case_;
    std::size_t n_;
    random_source d_;
    std::vector<scenario_step>& out_;
    rounds_by_day& rounds_;

    std::string name_, channel_, stream_;
    instant now_{};
    int said_ = 0;
    bool overridden_ = false, posted_ = false, late_ = false;
    std::size_t first_ = out_.size();
    std::optional<forecast> promise_;  // once it is accepted
};

}  // namespace

const actor* find_staff(const std::vector<actor>& all, std::string_view role, std::string_view unit,
                        bool anywhere) {
    const actor* found = nullptr;
    for (const auto& a : all) {
        if (std::find(a.roles.begin(), a.roles.end(), role) == a.roles.end()) continue;
        if (a.unit == unit) return &a;
        if (anywhere && !found) found = &a;
    }
    return found;
}

void plan_dossier(const plan_context& t, const planned_procedure& p, const std::string& case_code,
                  std::size_t n, random_source d, std::vector<scenario_step>& out, rounds_by_day& rounds) {
    life(t, p, case_code, n, d, out, rounds).go();
}

}  // namespace motcua::lab
