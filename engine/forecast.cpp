#include "engine/forecast.hpp"

#include <algorithm>

#include "engine/deployment/deployment.hpp"
#include "engine/kinds/dossier/acceptance.hpp"
#include "engine/kinds/dossier/router.hpp"
#include "engine/promise/life.hpp"

namespace motcua {

struct office_law::inside {
    runtime::deployment deployed;

    // Procedures were found here, so each is there.
    const procedure::entry& entry_of(const planned_procedure& p) const {
        return *deployed.procedures().find_version(p.code, p.version);
    }
};

struct forecast::inside {
    std::shared_ptr<const office_law::inside> law;
    const procedure::rule_set* rules;
    promise::ledger promise;
    promise::legal_moments moments{};

    promise::measure measure() const { return {*rules, law->deployed.days()}; }
    bool look() {
        const auto m = promise::moments(promise, *rules, law->deployed.days());
        if (m) moments = *m;
        return m.has_value();
    }
    void become(promise::ledger next) {
        promise = std::move(next);
        look();
    }
};

read_result<office_law> office_law::read(const std::string& workflows, const std::string& office) {
    auto deployed = runtime::deployment::read(workflows, office);
    if (!deployed) return tl::make_unexpected(deployed.error());
    office_law out;
    out.in_ = std::make_shared<const inside>(inside{std::move(*deployed)});
    return out;
}

result<bool> office_law::is_working_day(local_day d) const {
    return in_->deployed.days().is_working_day(d);
}

result<bool> office_law::is_working(instant t) const {
    return in_->deployed.days().is_working(t);
}

result<bool> office_law::is_receiving(instant t) const {
    return in_->deployed.days().is_receiving(t);
}

result<local_day> office_law::add_working_days(local_day d, int n) const {
    return in_->deployed.days().add_working_days(d, n);
}

bool office_law::has_rules_on(local_day d) const {
    return in_->deployed.rules().on(d) != nullptr;
}

std::optional<planned_procedure> office_law::procedure(std::string_view code, local_day day) const {
    const auto* p = in_->deployed.procedures().find(code, day);
    if (!p) return std::nullopt;
    planned_procedure out{p->code, p->version, p->unit, {}, {}, p->post_in, p->post_out};
    for (const auto& c : p->cases) out.cases.push_back(c.code);
    for (const auto& c : p->eligibility) {
        if (c.answer == "case" || c.accepts.empty()) continue;
        const auto known = std::find_if(out.facts.begin(), out.facts.end(),
                                        [&](const auto& f) { return f.first == c.answer; });
        if (known == out.facts.end())
            out.facts.emplace_back(c.answer, c.accepts.front());
        else
            known->second = c.accepts.front();
    }
    return out;
}

std::vector<std::string> office_law::documents(const planned_procedure& p, std::string_view case_code) const {
    std::vector<std::string> out;
    for (const auto* d : in_->entry_of(p).documents_for(case_code)) out.push_back(d->type);
    return out;
}

bool office_law::has_term(const planned_procedure& p, std::string_view case_code) const {
    return in_->entry_of(p).term_for(case_code) != nullptr;
}

int office_law::longest_extension(const planned_procedure& p, std::string_view case_code) const {
    return in_->entry_of(p).extension_limit(case_code);
}

office_law::routing office_law::route(const planned_procedure& p, const std::string& case_code,
                                      const std::string& channel, local_day day) const {
    auto ruled = dossier::find_route(in_->entry_of(p), in_->deployed.reasons(),
                                     {case_code, channel, false, {p.facts.begin(), p.facts.end()}}, day);
    return {std::move(ruled.stream), ruled.may_override};
}

std::optional<forecast> office_law::accept(const planned_procedure& p, const std::string& case_code,
                                           std::string_view stream, instant at) const {
    const auto terms = dossier::acceptance_of(in_->entry_of(p), case_code, stream, at);
    const auto* rules = in_->deployed.rules().on(day_of(at));
    if (!terms || !rules) return std::nullopt;
    auto out = std::make_unique<forecast::inside>(forecast::inside{in_, rules, {}, {}});
    if (!promise::start(out->promise, *terms, out->measure()) || !out->look()) return std::nullopt;
    return forecast(std::move(out));
}

forecast::forecast(std::unique_ptr<inside> in) : in_(std::move(in)) {}
forecast::forecast(const forecast& other) : in_(std::make_unique<inside>(*other.in_)) {}
forecast::forecast(forecast&&) noexcept = default;
forecast& forecast::operator=(forecast other) noexcept {
    in_ = std::move(other.in_);
    return *this;
}
forecast::~forecast() = default;

instant forecast::due() const {
    return in_->promise.due;
}

instant forecast::apology() const {
    return in_->moments.t2;
}

instant forecast::first_draft() const {
    return in_->moments.t1.value_or(in_->moments.t2);
}

int forecast::extension_by_default() const {
    return in_->promise.authorisation.extension_days;
}

bool forecast::supplement(instant asked, instant given) {
    auto next = in_->promise;
    if (!promise::request_supplement(next, asked, in_->measure()) ||
        !promise::complete_supplement(next, given, in_->measure()))
        return false;
    in_->become(std::move(next));
    return true;
}

bool forecast::wait_for_other_body(instant from, instant to) {
    auto next = in_->promise;
    if (!promise::pause(next, promise::cause::other_body, from, "", in_->measure()) ||
        !promise::resume(next, promise::cause::other_body, to, in_->measure()))
        return false;
    in_->become(std::move(next));
    return true;
}

bool forecast::promise_on_time(const std::string& who, instant at) {
    auto next = in_->promise;
    if (!promise::draft(next, first_draft()) || !promise::commit_on_time(next, who, at)) return false;
    in_->become(std::move(next));
    return true;
}

}  // namespace motcua
