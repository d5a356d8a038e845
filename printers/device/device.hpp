// What every printer can do, in five verbs. A device is chosen by the scheme of its URI
// (printers/drivers/devices.hpp); a new kind of printer is one file with these verbs and one line in the
// table there. A device is used by one thread at a time, its worker. No verb throws; every verb ends by
// itself (time-outs) and ends early when `stop` is requested, except that a document once begun is finished
// or given up as `unknown`.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <variant>

#include "printers/device/bitmap.hpp"
#include "printers/status/reasons.hpp"

namespace motcua::printers {

// What a device wants to be given.
struct wanted_content {
    enum class kind { pdf, raster };
    kind what = kind::pdf;
    int dots = 0;  // raster: printable width
    bool operator==(const wanted_content&) const = default;
};

using document = std::variant<std::string, bitmap>;  // the bytes of a PDF, or a picture

struct shipment {
    std::string name;  // "slip-id/copy": unique for ever, what an IPP printer is asked by
    const document& content;
    int copies = 1;
};

// What became of a document.
enum class verdict {
    done,
    failed,     // the printer says it gave the job up
    unknown,    // perhaps printed, perhaps in part: only a person, or the printer when asked, can tell
    untouched,  // certain: no byte of it was accepted
    pending,    // the printer has it, or may have it, and can be asked again
};

struct outcome {
    verdict what = verdict::unknown;
    reason_set why;
};

// How long a device waits for the world.
struct patience {
    std::chrono::milliseconds connect{3000};
    std::chrono::milliseconds answer{2000};    // to a question
    std::chrono::milliseconds stall{15000};    // without any byte accepted
    std::chrono::milliseconds confirm{20000};  // for the barrier after the last byte
    std::chrono::milliseconds poll{1000};      // between two looks at a job in an IPP printer
};

class device {
public:
    using teller = std::function<void(reason_set)>;  // what the printer says while a document is with it

    virtual ~device() = default;
    virtual wanted_content wanted() const = 0;
    // Connects and asks; sends nothing of any document. The document may follow when the answer does not
    // block.
    virtual reason_set prepare(std::stop_token stop) = 0;
    // Only after prepare() did not block. Sends all copies and waits for the best proof the printer can give.
    virtual outcome send(const shipment& job, const teller& tell, std::stop_token stop) = 0;
    // After a crash, a restart or a lost connection: what became of the job that was being sent under this
    // name?
    virtual outcome ask(const std::string& job_name, const teller& tell, std::stop_token stop) = 0;
    // No job waits: lets the connection go, since many printers serve only one.
    virtual void rest() = 0;
};

}  // namespace motcua::printers
