// Across the top of the page, whatever is open: what the office has to know now. The clock that contradicts what is
// already written comes first, with the one button that settles it; then the server's warnings.

import { Problem, get, newKey, write } from "./api.js";
import { fill, h } from "./dom.js";
import { onEvent } from "./live.js";
import { once, say } from "./notice.js";
import { actor, hasRole } from "./session.js";
import { text } from "./text.js";
import type { HeldClock, Office, Warning } from "./types.js";
import { moment } from "./when.js";

const words = text.bands;
const every = 60_000;  // ms; what nobody tells of is found after this time

export const bands = h("div.bands", { role: "region", "aria-label": words.title, tabindex: 0, hidden: true });

let round = 0;
let drawn = "";
let confirmKey = newKey();

// A server that knows no warnings has none.
async function readWarnings(): Promise<Warning[]> {
    try {
        const reply = await get<Warning[] | { warnings?: Warning[]; items?: Warning[] }>("/warnings");
        return Array.isArray(reply) ? reply : reply.warnings ?? reply.items ?? [];
    } catch (error) {
        if (error instanceof Problem && error.status === 404) return [];
        throw error;
    }
}

function clockBand(clock: HeldClock): HTMLElement {
    const button: HTMLButtonElement = h("button.primary", { type: "button", "data-confirm-clock": true, onclick: () => void once(button, () => confirmClock(clock)) }, words.confirmClock) as HTMLButtonElement;
    return h("div.band.bad", { role: "alert", "data-band": "clock" },
        h("div", h("strong", `⚠ ${clock.message || words.clockHeld}`), clock.next && h("p", `${text.nextStep}: ${clock.next}`),
            !hasRole("head") && h("p", words.whoConfirms)),
        hasRole("head") && button);
}

// What is confirmed is the time that was shown, where the server says it.
async function confirmClock(shown: HeldClock): Promise<void> {
    try {
        await write("/clock/confirm", shown.clock ? { clock: shown.clock } : {}, confirmKey);
        say(words.clockConfirmed);
    } finally {
        confirmKey = newKey();
        await load();
    }
}

// A day, or a moment.
const untilWords = (until: string): string =>
    /^\d{4}-\d\d-\d\d$/.test(until) ? until.split("-").reverse().join("/") : moment(until) || until;

function warningBand(w: Warning): HTMLElement {
    return h("div.band", { role: "status", "data-band": w.kind },
        h("div", h("strong", `▲ ${w.message}`), w.until && h("span", ` (${words.until} ${untilWords(w.until)})`), w.next && h("p", `${text.nextStep}: ${w.next}`)));
}

// The first in full, the others behind one line: the desk is for work.
function warningBands(warnings: Warning[]): (HTMLElement | false)[] {
    const [first, ...others] = warnings.map(warningBand);
    return [first ?? false, others.length > 0 && h("details.more-bands", h("summary", words.more(others.length)), others)];
}

async function load(): Promise<void> {
    const mine = ++round;
    try {
        const [office, warnings] = await Promise.all([get<Office>("/office"), actor() ? readWarnings() : []]);
        if (mine !== round) return;
        const clock = office.clock?.held ? office.clock : undefined;
        // Drawn only when it says something else, so that a reader does not hear it every minute.
        const next = JSON.stringify([clock, warnings, hasRole("head")]);
        if (next === drawn) return;
        drawn = next;
        fill(bands, clock && clockBand(clock), warningBands(warnings));
        bands.hidden = !clock && warnings.length === 0;
    } catch {
        return;  // the connection's own sign tells that
    }
}

export function refreshBands(): void { void load(); }

setInterval(refreshBands, every);
onEvent((event) => { if (event === "hello" || event === "reload" || event === "clock") refreshBands(); });
