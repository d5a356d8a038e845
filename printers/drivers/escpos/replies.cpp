#include "printers/drivers/escpos/replies.hpp"

namespace motcua::printers::escpos {
namespace {

// The fixed bits tell the kinds apart: 0xx1xx10 answers DLE EOT, 0xx1xx00 begins a block, whose further bytes
// are 0xx0xxxx.
constexpr bool is_realtime(std::uint8_t b) {
    return (b & 0x93U) == 0x12U;
}
constexpr bool begins_block(std::uint8_t b) {
    return (b & 0x93U) == 0x10U;
}
constexpr bool continues_block(std::uint8_t b) {
    return (b & 0x90U) == 0;
}
constexpr std::uint8_t answer_header = 0x37, answer_is_process_id = 0x22;
constexpr std::size_t longest_answer = 80;

constexpr bool bit(std::uint8_t byte, int n) {
    return (byte >> n) & 1U;
}

}  // namespace

std::vector<reply> reply_reader::feed(std::string_view bytes) {
    std::vector<reply> out;
    for (char c : bytes) take(static_cast<std::uint8_t>(c), out);
    return out;
}

void reply_reader::begin(std::uint8_t byte, std::vector<reply>& out) {
    if (is_realtime(byte)) {
        out.emplace_back(realtime_status{byte});
    } else if (begins_block(byte)) {
        where_ = inside::block;
        held_.assign(1, static_cast<char>(byte));
    } else if (byte == answer_header) {
        where_ = inside::answer;
        held_.clear();
    } else {
        ++skipped_;
    }
}

void reply_reader::take(std::uint8_t byte, std::vector<reply>& out) {
    if (where_ == inside::nothing) return begin(byte, out);
    if (where_ == inside::block) {
        if (!continues_block(byte)) {  // a torn block: what follows may be whole
            skipped_ += held_.size();
            where_ = inside::nothing;
            return begin(byte, out);
        }
        held_ += static_cast<char>(byte);
        if (held_.size() < 4) return;
        status_block block;
        for (std::size_t i = 0; i < 4; ++i) block.bytes[i] = static_cast<std::uint8_t>(held_[i]);
        out.emplace_back(block);
        where_ = inside::nothing;
        return;
    }
    if (byte != 0) {
        if (held_.size() < longest_answer) {
            held_ += static_cast<char>(byte);
            return;
        }
        skipped_ += held_.size() + 2;
        where_ = inside::nothing;
        return;
    }
    if (!held_.empty() && static_cast<std::uint8_t>(held_[0]) == answer_is_process_id)
        out.emplace_back(process_id{held_.substr(1)});
    else
        skipped_ += held_.size() + 2;
    where_ = inside::nothing;
}

reason_set decode_status(int n, std::uint8_t byte) {
    reason_set out;
    if (n == 1 && bit(byte, 3)) out.add(reason::offline);
    if (n == 2) {
        if (bit(byte, 2)) out.add(reason::cover_open);
        if (bit(byte, 5)) out.add(reason::paper_out);
        if (bit(byte, 6)) out.add(reason::printer_error);
    }
    if (n == 3) {
        if (bit(byte, 3)) out.add(reason::cutter_error);
        if (bit(byte, 2) || bit(byte, 5) || bit(byte, 6)) out.add(reason::printer_error);
    }
    if (n == 4) {
        if (bit(byte, 2) || bit(byte, 3)) out.add(reason::paper_near_end);
        if (bit(byte, 5) || bit(byte, 6)) out.add(reason::paper_out);
    }
    return out;
}

reason_set decode_block(const status_block& block) {
    const auto& b = block.bytes;
    reason_set out;
    if (bit(b[0], 3)) out.add(reason::offline);
    if (bit(b[0], 5)) out.add(reason::cover_open);
    if (bit(b[1], 3)) out.add(reason::cutter_error);
    if (bit(b[1], 2) || bit(b[1], 5) || bit(b[1], 6)) out.add(reason::printer_error);
    if (bit(b[2], 0) || bit(b[2], 1)) out.add(reason::paper_near_end);
    if (bit(b[2], 2) || bit(b[2], 3)) out.add(reason::paper_out);
    return out;
}

reason_set without_vague(reason_set all) {
    if (all.has(reason::paper_out)) all.remove(reason::paper_near_end);
    if (all.has(reason::cutter_error)) all.remove(reason::printer_error);
    reason_set rest = all;
    rest.remove(reason::offline);
    return rest.blocks() ? rest : all;
}

}  // namespace motcua::printers::escpos
