// Feeds everything that reads what comes over the wire from printers, or to the virtual one, with anything:
// replies of receipt printers, ESC/POS streams, and IPP messages. None may crash, hang or read outside its
// memory. The first byte chooses the reader, and the second where the rest is cut.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "printers/drivers/escpos/paper_roll.hpp"
#include "printers/drivers/escpos/replies.hpp"
#include "printers/drivers/escpos/stream_decoder.hpp"
#include "printers/drivers/ipp/ipp_answers.hpp"

namespace {

using namespace motcua::printers;

void read_replies(std::string_view bytes, std::size_t cut) {
    escpos::reply_reader reader;
    for (std::string_view piece : {bytes.substr(0, cut), bytes.substr(cut)})
        for (const escpos::reply& r : reader.feed(piece)) {
            if (const auto* s = std::get_if<escpos::realtime_status>(&r))
                for (int n = 0; n < 6; ++n) (void)vietnamese(escpos::decode_status(n, s->byte));
            if (const auto* b = std::get_if<escpos::status_block>(&r))
                (void)names_of(escpos::without_vague(escpos::decode_block(*b)));
        }
}

void print_stream(std::string_view bytes, std::size_t cut) {
    escpos::stream_decoder decoder;
    escpos::paper_roll roll(576);
    const auto take = [&](escpos::operation&& op) {
        if (op.what == escpos::operation::kind::rows) roll.print(op.bytes, op.stride);
        if (op.what == escpos::operation::kind::feed) roll.feed(op.number);
        if (op.what == escpos::operation::kind::cut && !roll.cut().well_formed()) __builtin_trap();
    };
    decoder.feed(bytes.substr(0, cut), take);
    decoder.feed(bytes.substr(cut), take);
}

ssize_t next_bytes(void* from, ipp_uchar_t* into, std::size_t n) {
    auto& left = *static_cast<std::string_view*>(from);
    n = std::min(n, left.size());
    std::copy_n(left.data(), n, into);
    left.remove_prefix(n);
    return static_cast<ssize_t>(n);
}

void read_ipp(std::string_view bytes) {
    const ipp::message message(ippNew());
    if (ippReadIO(&bytes, next_bytes, 1, nullptr, message.get()) != IPP_STATE_DATA) return;
    (void)ipp::read_printer(message.get());
    if (const auto job = ipp::find_job(message.get(), "slip-1/1")) (void)ipp::end_of(job->state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
    const std::size_t cut = std::min<std::size_t>(data[1], rest.size());
    if (data[0] % 3 == 0) read_replies(rest, cut);
    if (data[0] % 3 == 1) print_stream(rest, cut);
    if (data[0] % 3 == 2) read_ipp(rest);
    return 0;
}
