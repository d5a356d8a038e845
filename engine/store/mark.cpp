// The file is lines of 512 bytes, or a multiple: the digest of a JSON object, the object, spaces. The first
// two are heads, written in turn, so that a torn one leaves the other; then one line for each number series.
// A line lies within one sector of any disk, unless a series has a name of hundreds of bytes.
#include "engine/store/mark.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/base/json.hpp"
#include "engine/base/log.hpp"
#include "engine/base/text.hpp"

namespace motcua::store {

namespace {

constexpr std::size_t line_bytes = 512;
constexpr std::size_t digest_letters = 16;
constexpr std::size_t most_words = 100;  // bytes of a code or printed number: these are for people only

std::string file_of(const std::string& folder, office_id office) {
    return folder + "/mark" + (office == 0 ? "" : "." + std::to_string(office));
}

std::string words(const std::string& text) {
    return text.size() <= most_words ? text : std::string();
}

// Against tearing, not against forgery.
std::string digest_of(std::string_view text) {
    return fmt::format("{:016x}", key_hash("mark", text));
}

std::string line_of(std::string_view text) {
    std::string line = digest_of(text);
    line += ' ';
    line += text;
    line.append(line_bytes - 1 - line.size() % line_bytes, ' ');
    return line += '\n';
}

std::string quoted(std::string_view text) {
    return to_text(json(text));
}

// Formatted here and not by way of JSON values: this stands in the way of every commit.
std::string head_line(const reached& r, office_id office) {
    return line_of(fmt::format(
        R"({{"office":{},"commit":{},"hash":"{}","at":{},"session":{},"outbox":{},"code":{},"number":{},"file":{}}})",
        office, r.commit_no, r.chain_head, r.at.time_since_epoch().count(), r.next_session, r.next_outbox,
        quoted(words(r.code)), quoted(words(r.number)), static_cast<std::int64_t>(r.file)));
}

std::string number_line(const number_row& n) {
    return line_of(
        fmt::format(R"({{"series":{},"period":{},"next":{}}})", quoted(n.series), quoted(n.period), n.next));
}

// Nothing where the line is torn, blank or not of a mark.
std::optional<json> whole(std::string_view line) {
    if (line.size() <= digest_letters) return std::nullopt;
    const auto digest = line.substr(0, digest_letters);
    line.remove_prefix(digest_letters + 1);
    const auto last = line.find_last_not_of(' ');
    if (last == line.npos || digest_of(line.substr(0, last + 1)) != digest) return std::nullopt;
    auto read = parse_json(line.substr(0, last + 1));
    return read ? std::optional(std::move(*read)) : std::nullopt;
}

void take_head(const json& line, std::optional<reached>& into) {
    const auto commit_no = get_integer(line, "commit");
    if (into && into->commit_no >= commit_no) return;
    into = reached{.commit_no = commit_no,
                   .chain_head = get_string(line, "hash"),
                   .at = instant{std::chrono::milliseconds{get_integer(line, "at")}},
                   .next_session = get_integer(line, "session"),
                   .next_outbox = get_integer(line, "outbox"),
                   .code = get_string(line, "code"),
                   .number = get_string(line, "number"),
                   .file = static_cast<std::uint64_t>(get_integer(line, "file"))};
}

void take_number(const json& line, std::map<std::string, number_row>& into) {
    number_row row{get_string(line, "series"), get_string(line, "period"), get_integer(line, "next", 1)};
    auto& known = into[row.series];
    if (std::pair(row.period, row.next) > std::pair(known.period, known.next)) known = std::move(row);
}

}  // namespace

std::uint64_t database_inode(const std::string& folder) {
    struct stat found {};
    return ::stat((folder + "/motcua.db").c_str(), &found) == 0 ? found.st_ino : 0;
}

std::optional<reached> read_mark(const std::string& folder, office_id office) {
    const auto text = read_file(file_of(folder, office));
    if (!text) return std::nullopt;
    std::optional<reached> head;
    std::map<std::string, number_row> numbers;
    for (std::size_t from = 0, to; (to = text->find('\n', from)) != text->npos; from = to + 1) {
        const auto line = whole(std::string_view(*text).substr(from, to - from));
        if (!line) continue;
        if (find(*line, "series"))
            take_number(*line, numbers);
        else if (get_integer(*line, "office") == office)
            take_head(*line, head);
    }
    if (head)
        for (auto& [series, row] : numbers) head->numbers.push_back(std::move(row));
    return head;
}

result<std::unique_ptr<mark>> mark::start(const std::string& folder, office_id office, const reached& from) {
    const auto path = file_of(folder, office);
    std::unique_ptr<mark> made(new mark(office, from));
    made->now_.file = database_inode(folder);
    auto text = head_line(made->now_, office);
    text += std::string(line_bytes - 1, ' ') + '\n';
    for (const auto& row : std::exchange(made->now_.numbers, {})) {
        const auto line = number_line(row);
        made->series_[row.series] = {static_cast<std::int64_t>(text.size()), line.size(), row.period};
        text += line;
    }
    made->end_ = static_cast<std::int64_t>(text.size());
    if (auto ok = write_file(path, text); !ok) return tl::make_unexpected(ok.error());
    made->file_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (made->file_ < 0)
        return fail(failure::kind::io, "cannot write " + path + ": " + std::strerror(errno) +
                                           "; check the rights on the data folder, then start again");
    return made;
}

mark::~mark() {
    if (file_ >= 0) ::close(file_);
}

void mark::write(std::int64_t at, std::string_view bytes) {
    if (::pwrite(file_, bytes.data(), bytes.size(), at) == static_cast<ssize_t>(bytes.size())) return;
    if (!std::exchange(complained_, true))
        log().error("event=mark_not_written why=\"{}\"", std::strerror(errno));
}

void mark::write_number(const number_row& row) {
    const auto line = number_line(row);
    auto& known = series_[row.series];
    if (row.period < known.period) return;
    if (known.bytes != line.size()) {  // new, or one that has outgrown its place
        known = {end_, line.size(), {}};
        end_ += static_cast<std::int64_t>(line.size());
    }
    known.period = row.period;
    write(known.at, line);
}

void mark::commit(const batch& b, std::int64_t commit_no, std::string_view chain_head) {
    for (const auto& n : b.numbers) write_number({n.series, n.period, n.next});
    now_.commit_no = commit_no;
    now_.chain_head = chain_head;
    now_.at = b.at;
    for (const auto& w : b.sessions) {
        if (w.before) continue;
        now_.next_session = std::max(now_.next_session, w.after.id + 1);
        if (!w.after.listed.code.empty()) now_.code = w.after.listed.code;
    }
    for (const auto& row : b.outbox_new) now_.next_outbox = std::max(now_.next_outbox, row.id + 1);
    for (const auto& row : b.slips)
        if (!row.number_text.empty()) now_.number = row.number_text;
    write(second_ ? line_bytes : 0, head_line(now_, office_));
    second_ = !second_;
}

}  // namespace motcua::store
