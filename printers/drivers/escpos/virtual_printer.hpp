// A receipt printer that exists only in this process: a TCP server on the loopback that decodes ESC/POS into
// pictures, answers DLE EOT, ASB and GS ( H, and runs out of paper when told to. Training mode draws its
// sheets beside the page; the tests add their faults through `meddler`. It accepts one connection at a time,
// as receipt printers do. Own thread; every call is thread-safe; the destructor stops it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "printers/device/bitmap.hpp"

namespace motcua::printers::escpos {

// Called on the printer's thread for each stretch of bytes received, before they count; the tests' way to
// break things.
class meddler {
public:
    enum class act {
        serve,
        drop,
        freeze
    };  // drop: close the connection; freeze: read and answer nothing more
    struct decision {
        std::size_t take = 0;  // how many of the bytes still count
        act then = act::serve;
    };
    virtual ~meddler() = default;
    virtual decision on_connect() { return {0, act::serve}; }
    virtual decision on_document_bytes(std::size_t so_far, std::size_t next) {
        (void)so_far;
        return {next, act::serve};
    }
    virtual bool answers() { return true; }  // false: stays silent when asked
    virtual void on_rows_printed(int rows_of_sheet) { (void)rows_of_sheet; }
    virtual void on_dropped() {}
};

struct virtual_printer_settings {
    int dots = 576;
    int port = 0;                                 // 0: any free one
    std::function<void(const bitmap&)> on_sheet;  // a sheet was cut; on the printer's thread
    std::shared_ptr<meddler> faults;              // may be null
};

class virtual_printer {
public:
    static result<std::unique_ptr<virtual_printer>> start(virtual_printer_settings settings);
    ~virtual_printer();

    int port() const;
    std::string uri() const;  // "escpos://127.0.0.1:PORT?dots=576&status=dle-eot&barrier=yes"

    void set_paper(bool present);
    void set_near_end(bool near);
    void set_cover(bool open);
    void hang_up();                   // drops the connection, as when the cable is pulled
    std::size_t sheets() const;       // cut
    std::size_t torn_sheets() const;  // begun, never cut, and followed by another document
    std::size_t unknown_bytes() const;

private:
    class server;
    explicit virtual_printer(std::unique_ptr<server> running);
    std::unique_ptr<server> server_;
};

}  // namespace motcua::printers::escpos
