// Whom to tell, once: the handler of an asynchronous call, told on its own executor and never inside the call
// that took it. The executor counts as busy until then, so that a host's `run` does not return while its
// command is at the disk. Made on the caller's thread; told from any thread.
#pragma once

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <utility>

namespace motcua::runtime {

template <class... R>
class completion {
public:
    using handler = boost::asio::any_completion_handler<void(R...)>;

    // `through`: the engine's executor, which hands the answer on to the handler's, and where a handler runs
    // that has none of its own.
    completion(handler h, boost::asio::any_io_executor through)
        : through_(std::move(through)),
          to_(boost::asio::prefer(boost::asio::get_associated_executor(h, through_),
                                  boost::asio::execution::outstanding_work.tracked)),
          handler_(std::move(h)) {}
    completion(const completion&) = delete;
    completion& operator=(const completion&) = delete;

    // What a host's cancellation does, of whatever type. Before the work begins; a host emits on the
    // handler's executor only, as Asio asks of it.
    template <class F>
    void on_cancel(F withdraw) {
        namespace asio = boost::asio;
        if (auto slot = asio::get_associated_cancellation_slot(handler_); slot.is_connected())
            slot.assign([withdraw = std::move(withdraw)](asio::cancellation_type type) {
                if (type != asio::cancellation_type::none) withdraw();
            });
    }

    void tell(R... what) {
        namespace asio = boost::asio;
        asio::post(through_,
                   asio::bind_executor(std::exchange(to_, {}), [h = std::move(handler_),
                                                                ... what = std::move(what)]() mutable {
                       if (auto slot = asio::get_associated_cancellation_slot(h); slot.is_connected())
                           slot.clear();
                       std::move(h)(std::move(what)...);
                   }));
    }

private:
    boost::asio::any_io_executor through_;
    boost::asio::any_completion_executor to_;
    handler handler_;
};

}  // namespace motcua::runtime
