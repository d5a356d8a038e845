// What went wrong on its way to a person: sheets that no printer printed, letters that no server took. Each stands here
// with its reason until somebody has dealt with it: printed, sent again, or told the receiver otherwise.

import { get, newKey, write } from "./api.js";
import { fill, h } from "./dom.js";
import { once, say } from "./notice.js";
import { text } from "./text.js";
import type { Duty, Items } from "./types.js";
import { moment } from "./when.js";

const words = text.failures;

export const readFailures = async (): Promise<Duty[]> => (await get<Items<Duty>>("/jobs?state=failed")).items;

export const isNotice = (d: Duty): boolean => d.kind !== "print" && !isBlocked(d);

/** A legal instant that the calendar keeps from being carried out: `title`, `reason` and `next` say it in words. */
export const isBlocked = (d: Duty): boolean => d.kind === "blocked";

export function noticeTitle(d: Duty): string {
    const what = text.notices[d.name] ?? d.name;
    const to = text.receivers[d.args?.to ?? ""] ?? d.args?.to;
    return to ? `${what} → ${to}` : what;
}

/** What can be done about it. `sheet`: the print whose slip the letter would have brought. */
export function remedies(d: Duty, onDone: () => void, sheet?: number): HTMLElement {
    const key = newKey();
    const button = (label: string, done: string, path: string, body: unknown): HTMLButtonElement => {
        const b: HTMLButtonElement = h("button.small", { type: "button", onclick: () => void once(b, async () => {
            await write(path, body, key);
            say(done);
            onDone();
        }) }, label) as HTMLButtonElement;
        return b;
    };
    const reprint = (id: number, label: string): HTMLButtonElement => button(label, text.dossier.reprinted, `/slips/${id}/reprint`, {});
    if (isBlocked(d)) return h("div.row");
    if (!isNotice(d)) return h("div.row", reprint(d.id, text.dossier.reprint));
    const decide = (outcome: string, label: string, done: string): HTMLButtonElement => button(label, done, `/jobs/${d.id}/decide`, { outcome });
    return h("div.row", decide("resend", words.resend, words.resent), sheet ? reprint(sheet, words.printInstead) : null, decide("told", words.told, words.noted));
}

/** The list, drawn into `place`; each line leads to its dossier. */
export function drawFailures(place: HTMLElement, failed: Duty[], onDone: () => void, open: (session: number) => void): void {
    fill(place, failed.length === 0 ? h("p.quiet", words.none) : h("ul.slips.failures", failed.map((d) => h("li", { "data-failed": d.id },
        h("div", h("strong", isNotice(d) ? noticeTitle(d) : d.title ?? d.name), d.code && h("small", ` ${d.code}`),
            h("span.print.failed", `✖ ${isBlocked(d) ? words.blocked : isNotice(d) ? words.notSent : text.printStates["failed"]!}`, d.reason && ` – ${d.reason}`,
                d.ended && ` (${moment(d.ended)})`),
            h("p.hint", `${text.nextStep}: ${d.next ?? (isNotice(d) ? words.nextNotice : words.nextSheet)}`)),
        h("div", remedies(d, onDone), h("button.plain", { type: "button", onclick: () => open(d.session) }, text.head.open, " →"))))));
}
