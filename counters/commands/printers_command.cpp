#include "counters/commands/printers_command.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "printers/device/test_page.hpp"
#include "printers/drivers/devices.hpp"
#include "printers/rules/printer_rules.hpp"

namespace motcua::counters {
namespace {

namespace fs = std::filesystem;
using printers::reason_set;

constexpr int done = 0, answer_is_no = 1, bad_input = 2, not_finished = 3, world_failed = 4;

std::string rules_file(const std::string& data) {
    return data + "/printers.json";
}

int complain(std::ostream& err, int code, const std::string& message) {
    err << "printers: " << message << '\n';
    return code;
}

// A file that is not there yet is an empty table.
read_result<printers::printer_rules> current(const std::string& data) {
    if (!fs::exists(rules_file(data))) return printers::printer_rules{};
    return printers::load_printer_rules(rules_file(data));
}

int complain(std::ostream& err, const faults& all) {
    for (const fault& f : all) err << to_string(f) << '\n';
    return bad_input;
}

// What people wrote in the file is kept.
result<json> document_of(const std::string& path) {
    if (!fs::exists(path)) return json(json_object{{"printers", json_array{}}, {"rules", json_array{}}});
    const auto text = read_file(path);
    if (!text) return tl::make_unexpected(text.error());
    return parse_json(*text);
}

std::string lines_of(const json_array& rows) {
    std::string out = "[";
    for (std::size_t i = 0; i < rows.size(); ++i) out += (i ? ",\n    " : "\n    ") + to_text(rows[i]);
    return out + (rows.empty() ? "]" : "\n  ]");
}

// A new row comes last; the address of a known one changes in its place.
result<void> put(const printers_add_options& options) {
    auto content = document_of(rules_file(options.data));
    if (!content) return tl::make_unexpected(content.error());
    json_array& all = content->as_object().at("printers").as_array();
    json_array& rules = content->as_object().at("rules").as_array();
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const json& p) { return get_string(p, "name") == options.name; });
    if (known != all.end())
        known->as_object()["uri"] = options.uri;
    else
        all.push_back(json_object{{"name", options.name}, {"uri", options.uri}});
    if (rules.empty()) rules.push_back(json_object{{"printers", json_array{json(options.name)}}});
    std::error_code error;
    fs::create_directories(options.data, error);
    return write_file(rules_file(options.data),
                      "{\n  \"printers\": " + lines_of(all) + ",\n  \"rules\": " + lines_of(rules) + "\n}\n");
}

reason_set asked(printers::device& device) {
    const reason_set said = device.prepare({});
    device.rest();
    return said;
}

}  // namespace

int printers_list(const printers_list_options& options, std::ostream& out, std::ostream& err) {
    const auto rules = current(options.data);
    if (!rules) return complain(err, rules.error());
    bool all_ready = true;
    for (const auto& p : rules->printers) {
        auto device = printers::open_device(p.uri, {std::chrono::seconds(1), std::chrono::seconds(1)});
        const reason_set said = device ? asked(**device) : reason_set{};
        all_ready = all_ready && device && !said.blocks();
        out << p.name << '\t' << p.uri << '\t'
            << (device ? status_in_vietnamese(said) : device.error().message) << '\n';
    }
    if (rules->printers.empty())
        out << "Chưa có máy in nào. Thêm bằng: motcua printers add URI --name TÊN --data DIR\n";
    return all_ready ? done : answer_is_no;
}

int printers_add(const printers_add_options& options, std::ostream& out, std::ostream& err) {
    if (options.name.empty() || options.data.empty())
        return complain(err, bad_input, "expected --name and --data");
    auto device = printers::open_device(options.uri);
    if (!device) return complain(err, bad_input, device.error().message);
    const auto rules = current(options.data);
    if (!rules) return complain(err, rules.error());
    const auto known = std::find_if(rules->printers.begin(), rules->printers.end(),
                                    [&](const auto& p) { return p.name == options.name; });
    const bool is_known = known != rules->printers.end();
    if (is_known && !options.replace)
        return complain(err, bad_input,
                        "a printer is named \"" + options.name + "\" already, at " + known->uri +
                            "; give it this address with --replace, or choose another --name");
    if (!is_known && options.replace)
        return complain(err, bad_input,
                        "no printer is named \"" + options.name +
                            "\"; leave out --replace, or see `motcua printers list --data " + options.data +
                            "`");

    const reason_set said = asked(**device);
    out << options.uri << ": " << status_in_vietnamese(said) << '\n';
    const bool silent = said.has(printers::reason::unreachable) || said.has(printers::reason::no_answer) ||
                        said.has(printers::reason::connection_lost);
    if (silent && !options.even_if_silent)
        return complain(err, answer_is_no,
                        (options.replace ? "not changed" : "not added") +
                            std::string("; switch it on, or say --even-if-silent"));
    auto kept = options;
    kept.uri = printers::address_to_keep(options.uri);
    if (const auto written = put(kept); !written) return complain(err, world_failed, written.error().message);
    out << (options.replace ? "Đã đổi địa chỉ máy in \"" : "Đã thêm máy in \"") << options.name
        << (options.replace ? "\" trong " : "\" vào ") << rules_file(options.data) << '\n';
    return done;
}

int printers_probe(const std::string& uri, std::ostream& out, std::ostream& err) {
    auto device = printers::open_device(uri);
    if (!device) return complain(err, bad_input, device.error().message);
    const reason_set said = asked(**device);
    out << uri << ": " << status_in_vietnamese(said) << '\n';
    return said.blocks() ? answer_is_no : done;
}

int printers_test(const std::string& uri, std::ostream& out, std::ostream& err) {
    auto device = printers::open_device(uri);
    if (!device) return complain(err, bad_input, device.error().message);
    if (const reason_set said = (*device)->prepare({}); said.blocks()) {
        out << uri << ": " << status_in_vietnamese(said) << '\n';
        return answer_is_no;
    }
    const printers::document page = printers::test_page((*device)->wanted());
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::string name =
        "test-page/" + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    const auto tell = [&](reason_set said) { out << uri << ": " << status_in_vietnamese(said) << std::endl; };
    const printers::outcome what = (*device)->send({name, page, 1}, tell, {});
    (*device)->rest();
    switch (what.what) {
        case printers::verdict::done:
            out << "Đã in trang thử.\n";
            return done;
        case printers::verdict::untouched:
        case printers::verdict::failed:
            out << "Không in được: " << status_in_vietnamese(what.why) << '\n';
            return answer_is_no;
        default:
            out << "Không rõ đã in hay chưa: " << status_in_vietnamese(what.why) << '\n';
            return not_finished;
    }
}

}  // namespace motcua::counters
