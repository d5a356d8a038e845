// An office for the tests of the engine: the shipped workflows (or an edited copy), a real store in a folder
// that is gone afterwards, a clock that moves when told. Everything goes through the façade, as a host does.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/engine.hpp"

namespace motcua::sample {

// A clock on a wall: it runs by itself, as far as anybody knows, and shows what it was set to.
class wall_clock final : public clock {
public:
    explicit wall_clock(instant start) : shown_(start) {}
    instant now() const override { return shown_.now(); }
    void set(instant t) { shown_.set(t); }

private:
    virtual_clock shown_;
};

inline constexpr struct in_service_t {
} in_service;

class office {
public:
    explicit office(const char* now, std::string workflows = "workflows");
    // On the clock on its wall, which the engine looks at every few milliseconds.
    office(in_service_t, const char* now);
    ~office();
    office(const office&) = delete;
    office& operator=(const office&) = delete;

    void open();
    void close();
    void reopen() {
        close();
        open();
    }
    engine& operator*() { return *engine_; }
    engine* operator->() { return engine_.get(); }

    // A residence dossier at the counter, accepted at once; its session.
    std::uint64_t accepted(const std::string& key = {});
    // So many of them at one moment, in one batch.
    void receive(int dossiers);
    answer create(const std::string& data, const std::string& key = {});
    answer send(std::uint64_t session, const std::string& by, const std::string& event,
                const std::string& data = "{}", const std::string& key = {});
    command order(std::uint64_t session, const std::string& by, const std::string& event,
                  const std::string& data = "{}", const std::string& key = {}) const;
    // Straight to that moment, as after a sleep.
    void go_to(instant t);
    void go_to(const std::string& iso) { go_to(*parse_instant(iso)); }

    json ask(const std::string& question, const json_object& args = {});
    json dossier(std::uint64_t session) { return ask("dossier", {{"id", session}}); }
    json_array rows(std::uint64_t session, const std::string& member) {
        return dossier(session).at(member).as_array();
    }
    // How often the timeline tells of it, how many print duties of a form there are.
    int told(std::uint64_t session, const std::string& event);
    int prints(std::uint64_t session, const std::string& form);
    std::string phase(std::uint64_t session) { return get_string(dossier(session), "phase"); }
    std::string code(std::uint64_t session) { return get_string(dossier(session), "code"); }
    std::string promise(std::uint64_t session, const std::string& name);
    std::int64_t commits();

    const std::string folder;  // data/ is in it
    std::string workflows;
    virtual_clock clock;
    printed_forms forms = {};                      // from the next `open` on
    wall_clock wall;                               // in service
    std::function<void(const change&)> on_commit;  // both on the engine's thread; set them while it is idle
    std::function<void(const json&)> on_clock;
    std::atomic<int> fatal = 0;
    // All changes since the office was opened.
    const std::vector<change>& heard();

private:
    void listen();

    const bool in_service_ = false;
    std::unique_ptr<engine> engine_;
    std::optional<subscription> read_, listened_to_;
    std::vector<change> heard_;
};

// A parked session is taken up again.
command resume(std::uint64_t session, actor by);
std::string hash_of(const std::string& content);
std::string residence(bool accept = true);
std::string passport_by_post();
actor person(const std::string& id);
std::string text(const answer& a, std::string_view member);

// The shipped workflows with one replacement in one file, in a folder that is gone afterwards.
class edited_workflows {
public:
    edited_workflows(const std::string& file, const std::string& from, const std::string& to);
    ~edited_workflows();
    edited_workflows(const edited_workflows&) = delete;
    edited_workflows& operator=(const edited_workflows&) = delete;
    const std::string folder;
};

// An action that fails inside the chart, for reception.
std::unique_ptr<edited_workflows> with_a_stumbling_block();

}  // namespace motcua::sample
