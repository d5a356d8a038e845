#include "templates/layout/flow.hpp"

namespace motcua::templates {

void move(drawing& d, double x, double y) {
    for (auto& t : d.texts) t.x += x, t.y += y;
    for (auto& r : d.rules) r.x += x, r.y += y;
    for (auto& p : d.pictures) p.x += x, p.y += y;
}

void append(drawing& to, const drawing& from) {
    to.texts.insert(to.texts.end(), from.texts.begin(), from.texts.end());
    to.rules.insert(to.rules.end(), from.rules.begin(), from.rules.end());
    to.pictures.insert(to.pictures.end(), from.pictures.begin(), from.pictures.end());
}

}  // namespace motcua::templates
