// A list of dossiers: one row each, arrow keys and Enter, colours with words. List and count come from one answer.

import { h } from "./dom.js";
import { text } from "./text.js";
import type { ListItem, Listing } from "./types.js";
import { moment } from "./when.js";

const icons: Record<string, string> = { green: "●", amber: "▲", red: "■", grey: "‖" };

export function dueBadge(colour: string | undefined, words: string | undefined): HTMLElement | null {
    if (!words && !colour) return null;
    const known = colour && colour in icons ? colour : "grey";
    return h(`span.badge.${known}`, h("span", { "aria-hidden": "true" }, `${icons[known]} `), words || text.colours[known]);
}

export function streamBadge(stream: string | undefined): HTMLElement | null {
    return stream ? h(`span.stream.${stream}`, stream === "online" ? "◉ " : "○ ", text.streams[stream] ?? stream) : null;
}

function row(item: ListItem, open: (item: ListItem) => void): HTMLElement {
    const apology = item.apology && item.apology !== "none" ? text.apologies[item.apology] : undefined;
    const element = h("tr", { tabindex: 0, "data-session": item.session, onclick: () => open(item) },
        h("td.code", item.code || "–", streamBadge(item.stream)),
        h("td", item.applicant),
        h("td", item.procedure_name, h("small", item.procedure)),
        h("td", item.phase_label, apology && h("small.apology", "✉ ", apology), item.holder && h("small", text.roles[item.holder] ?? item.holder)),
        h("td", dueBadge(item.colour, item.due_words), item.due && h("small", moment(item.due))));
    element.addEventListener("keydown", (event) => {
        if (event.key === "Enter") open(item);
        const other = event.key === "ArrowDown" ? element.nextElementSibling : event.key === "ArrowUp" ? element.previousElementSibling : null;
        if (!other) return;
        event.preventDefault();
        (other as HTMLElement).focus();
    });
    return element;
}

/** Which page: behind that place, or before it; neither: the first. */
export interface Turn { after?: string; before?: string }

/** The way to the pages around this one; nothing where there are none. */
export function pageTurns(listing: Listing, turn: (to: Turn) => void): HTMLElement | null {
    const { next, previous } = listing;
    if (!next && !previous) return null;
    const button = (name: "previous" | "next", to: Turn, there: boolean): HTMLElement =>
        h("button.plain", { type: "button", "data-turn": name, disabled: !there, onclick: () => turn(to) }, name === "previous" ? "← " : "", text.pages[name], name === "next" ? " →" : "");
    return h("nav.pages", { "aria-label": text.pages.label },
        button("previous", { before: previous ?? "" }, Boolean(previous)), button("next", { after: next ?? "" }, Boolean(next)));
}

export function dossierTable(listing: Listing, title: string, open: (item: ListItem) => void, turn: (to: Turn) => void): HTMLElement {
    const c = text.columns;
    const caption = h("h2.list-title", title, h("span.count", text.count(listing.total, listing.more)));
    const turns = pageTurns(listing, turn);
    if (listing.items.length === 0) return h("section.list", caption, h("p.empty", listing.next ? text.notFoundYet : text.emptyList), turns);
    return h("section.list", caption, h("div.scroll", { tabindex: 0, role: "region", "aria-label": title },
        h("table", h("thead", h("tr", [c.code, c.applicant, c.procedure, c.phase, c.due].map((name) => h("th", { scope: "col" }, name)))),
            h("tbody", listing.items.map((item) => row(item, open))))), turns);
}
