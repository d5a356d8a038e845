// The printers of a simulated office, and the people beside them: sheets of the wanted forms become PDF
// files, the others are counted; notices are taken as sent. Paper runs out when the scenario says so; a line
// is cut now and then, and at a restart what was being sent is unknown: then a person looks and says so, as
// in a real office. Every sheet that comes out is kept in the trail. Rendering runs beside the run.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <set>

#include "engine/lab/audit.hpp"
#include "engine/lab/random_source.hpp"
#include "engine/lab/scenario.hpp"
#include "engine/lab/simulated_office.hpp"

namespace motcua::lab {

class printers final : public agent {
public:
    // Makes the PDF of a sheet: asks the engine at once, on the run's thread; what it returns runs beside.
    using drawing = std::function<result<std::string>()>;
    using renderer = std::function<drawing(engine& e, const duty& sheet)>;

    // Without a renderer all sheets are only counted. The scenario outlives this.
    explicit printers(const scenario& s, std::filesystem::path folder = {}, renderer render = {});

    void outbox_request(const change& news) override;
    std::vector<progress_report> reports(instant now) override;
    std::vector<command> decisions(instant now) override;
    void committed(engine& e) override;
    void restarted(engine& e) override;
    bool idle() const override;

    const paper_trail& trail() const { return trail_; }
    std::size_t printed() const { return printed_; }
    std::size_t files() const { return files_; }
    std::size_t looked_at() const { return looked_at_; }
    // The first sheet that could not be made or written.
    const result<void>& trouble() const { return trouble_; }

private:
    using rendered = std::future<result<std::string>>;
    struct job {
        duty what;
        int turn = 0;       // when it was sent
        bool cut = false;   // the line breaks on the way
        bool told = false;  // of a queued one: why it waits
        int seq = 1, reprint = 0;
        rendered pdf;
    };

    bool out_of_paper(instant now) const;
    bool wanted(const std::string& form) const;
    void send(job j, std::vector<progress_report>& out);
    // Paper leaves the printer.
    void come_out(job& j, progress_report& r);
    void render(engine& e, job& j);
    static job job_of(duty d);

    const scenario& scenario_;
    std::filesystem::path folder_;
    renderer render_;
    random_source draws_;

    int turn_ = 0;
    std::deque<job> queue_, sending_;
    std::vector<progress_report> after_restart_;
    std::vector<std::pair<duty, bool>> unknown_;  // and whether it had come out
    std::vector<std::pair<duty, bool>> to_decide_;
    instant now_{};
    paper_trail trail_;
    std::size_t printed_ = 0, files_ = 0, looked_at_ = 0;
    result<void> trouble_;
};

}  // namespace motcua::lab
