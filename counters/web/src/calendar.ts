// Lịch làm việc: what the calendar files on the server would do to dates already promised, and the one button that puts
// them in force. What is confirmed is what was shown: both calendars' hashes go back to the server.

import { Problem, ask, newKey, write } from "./api.js";
import { openDialog } from "./dialog.js";
import { fill, h } from "./dom.js";
import { once, say, sayProblem } from "./notice.js";
import { text } from "./text.js";
import type { CalendarPreview, MovedDate } from "./types.js";
import { moment } from "./when.js";

const words = text.calendar;
const shortHash = (hash: string): string => hash.slice(0, 12);

function movedRow(m: MovedDate): HTMLElement {
    const remarks = [m.provisional && words.provisional, m.unconfirmed && words.unconfirmed].filter(Boolean).join(", ");
    return h("tr", h("td.code", m.code), h("td", m.old === m.new ? "–" : `${moment(m.old)} → ${moment(m.new)}`,
        m.reappointed_new && h("small", `${text.dossier.reappointed}: ${moment(m.reappointed_old)} → ${moment(m.reappointed_new)}`)),
        h("td", m.why, remarks && h("small", remarks)));
}

function movedTable(seen: CalendarPreview): HTMLElement {
    return h("div.list", h("div.scroll.tall", { tabindex: 0, role: "region", "aria-label": words.moved(seen.moved) },
        h("table", h("thead", h("tr", [text.columns.code, words.dates, words.why].map((name) => h("th", { scope: "col" }, name)))),
            h("tbody", seen.dossiers.map(movedRow)))),
        seen.dossiers.length < seen.moved && h("p.hint", words.first(seen.dossiers.length)));
}

// Done, closed or passed: their printed date stays, but a person sees what it would have been.
function settledList(seen: CalendarPreview): HTMLElement | null {
    if (!seen.settled?.length) return null;
    return h("details", { "data-settled": true }, h("summary", words.settled(seen.settled.length)),
        h("ul", seen.settled.map((m) => h("li", h("code", m.code), `: ${moment(m.old)} → ${moment(m.new)}. ${m.why}`))));
}

// Those whose date the new calendar cannot give would wait for somebody.
function unjudgedList(seen: CalendarPreview): HTMLElement | null {
    if (!seen.unjudged?.length) return null;
    return h("div", h("p.fault", { role: "alert" }, `⚠ ${words.unjudged(seen.unjudged.length)}`),
        h("ul", seen.unjudged.map((u) => h("li", h("code", u.code), `: ${u.why}`))));
}

export function openCalendar(): void {
    const body = h("div.dialog-body", h("p.quiet", text.loading));
    const show = async (): Promise<void> => {
        try {
            draw(await ask<CalendarPreview>("/calendar/preview", {}));
        } catch (error) {
            fill(body, refused(error));
        }
    };
    const refused = (error: unknown): HTMLElement[] => {
        if (!(error instanceof Problem)) sayProblem(error);
        return [h("p.fault", { role: "alert" }, `⚠ ${error instanceof Problem ? error.message : text.networkLost}`),
            ...(error instanceof Problem && error.next ? [h("p", `${text.nextStep}: ${error.next}`)] : []),
            h("div.buttons", h("button.primary", { type: "button", onclick: () => void show() }, words.again))];
    };
    const draw = (seen: CalendarPreview): void => {
        if (seen.calendar === seen.in_force) return fill(body, h("p", `✔ ${words.same}`), h("p.hint", words.how));
        const key = newKey();
        const confirm: HTMLButtonElement = h("button.primary", { type: "button", "data-adopt": true, onclick: () => void once(confirm, async () => {
            try {
                await write("/calendar/adopt", { calendar: seen.calendar, in_force: seen.in_force }, key);
            } catch (error) {
                if (error instanceof Problem) return fill(body, refused(error));
                throw error;
            }
            dialog.close();
            say(words.adopted(seen.moved));
        }) }, words.confirm(seen.moved)) as HTMLButtonElement;
        fill(body, h("p", words.versions(shortHash(seen.in_force), shortHash(seen.calendar))), h("strong", words.moved(seen.moved)),
            seen.moved > 0 ? movedTable(seen) : null, settledList(seen), unjudgedList(seen), h("p.hint", words.consequence(seen.moved)),
            h("div.buttons", confirm, h("button", { type: "button", onclick: () => dialog.close() }, text.cancel)));
    };
    const dialog = openDialog(words.title, body, { wide: true });
    void show();
}
