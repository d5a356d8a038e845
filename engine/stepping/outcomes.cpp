#include "engine/stepping/outcomes.hpp"

namespace motcua::runtime {
outcome rejected(store::session_id id, const kinds::rejection& why) {
    json_object body = kinds::to_json(why).as_object();
    return {outcome::kind::rejected, id, std::move(body)};
}

outcome rejected(store::session_id id, std::string code, std::string message, std::string next) {
    return rejected(id, kinds::rejection{std::move(code), std::move(message), std::move(next), {}, false});
}

outcome parked(store::session_id id, std::string reason) {
    return {outcome::kind::parked,
            id,
            {{"code", "parked"}, {"message", std::move(reason)}, {"next", ask_administrator}}};
}

outcome failed(store::session_id id, std::string message) {
    return {outcome::kind::failed, id, {{"code", "engine_failed"}, {"message", std::move(message)}}};
}

outcome not_opened(store::session_id id, const failure& why) {
    if (why.what == failure::kind::not_found)
        return rejected(id, "not_found", "không có hồ sơ này", "Kiểm tra lại mã hồ sơ.");
    return why.what == failure::kind::corrupt ? parked(id, why.message) : failed(id, why.message);
}

}  // namespace motcua::runtime
