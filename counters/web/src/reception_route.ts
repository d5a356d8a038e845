// What the engine decided about a reception: the stream with its rule and its correction, the due date with its reasons,
// the fee. Drawn anew with every answer.

import { fill, h, labelled, select } from "./dom.js";
import type { Filling } from "./reception_parts.js";
import { text } from "./text.js";
import type { Route } from "./types.js";
import { longDay, moment, money } from "./when.js";

const words = text.reception;

export interface RouteCards {
    stream: HTMLElement;
    due: HTMLElement;
    /** Without a route both are empty: what stood there was of another question. While questions are `open` it names them. */
    draw(filling: Filling, route: Route | undefined, open: string[]): void;
}

export function routeCards(): RouteCards {
    const stream = h("div.stream-card", { "aria-live": "polite" });
    const due = h("div.due-card", { "aria-live": "polite" });
    const draw = (filling: Filling, route: Route | undefined, open: string[]): void => {
        const busy = stream.contains(document.activeElement);
        if (open.length > 0) drawOpen(stream, due, open);
        else if (route?.stream) drawKnown(route, route.stream, filling, open);
        else for (const card of [stream, due]) fill(card);
        // Whoever was at work in the card stays in it.
        if (busy) stream.querySelector<HTMLElement>("select, [data-correct]")?.focus();
    };
    const drawKnown = (route: Route, ruled: string, filling: Filling, open: string[]): void => {
        const shown = filling.draft.direct ? "direct" : ruled;
        fill(stream, streamWord(route, shown), h("p", filling.draft.direct ? `${words.byRule}: ` : "", route.reason ?? ""),
            correction(filling, route, () => { draw(filling, route, open); stream.querySelector("select")?.focus(); }));
        fill(due, dueDate(route), fee(route, shown),
            route.why?.length ? h("details", h("summary", words.whyDue), h("ol", route.why.map((s) => h("li", s)))) : null);
    };
    return { stream, due, draw };
}

// No stream, hence no fee and no date: both depend on it.
function drawOpen(stream: HTMLElement, due: HTMLElement, open: string[]): void {
    fill(stream, h("p.stream-word.open", h("span", { "aria-hidden": "true" }, "… "), words.streamOpen), h("p", `${words.stillOpen}: ${open.join("; ")}`));
    fill(due);
}

function streamWord(route: Route, shown: string): HTMLElement {
    return h(`p.stream-word.${shown}`, h("span", { "aria-hidden": "true" }, shown === "online" ? "◉ " : "○ "), text.streams[shown] ?? shown,
        route.rule && h("small", ` ${words.rule} ${route.rule}`));
}

// An officer may correct online to direct, with a reason, and take that back.
function correction(filling: Filling, route: Route, onCorrect: () => void): HTMLElement | null {
    if (!filling.draft.direct && !route.may_override) return null;
    if (!filling.draft.direct) {
        const correct = (): void => {
            filling.draft.direct = true;
            filling.answered();
            onCorrect();
        };
        return h("button.small", { type: "button", "data-correct": true, onclick: correct }, words.correct, h("kbd", words.correctKey));
    }
    const undo = (): void => {
        filling.draft.direct = false;
        filling.draft.override = "";
        filling.answered();
    };
    const reasons = select([{ code: "", label: text.choose }, ...(route.overrides ?? [])], filling.draft.override, (v) => {
        filling.draft.override = v;
        filling.kept();
    });
    return h("div", labelled(words.correctReason, reasons, { path: "override", required: true }),
        h("button.small", { type: "button", onclick: undo }, words.keepOnline));
}

function dueDate(route: Route): HTMLElement {
    return h("div", h("span.label", words.due), h("strong.moment", route.due ? moment(route.due) : "–"),
        h("small", route.due ? longDay(route.due).split(",")[0] : "", route.term ? ` · ${route.term}` : ""));
}

function fee(route: Route, shown: string): HTMLElement {
    const amount = route.fee ? route.fee.by_area ? words.feeByArea : money(route.fee.amount) : words.noFee;
    return h("div", h("span.label", words.fee), h("strong.moment", amount),
        h("small", text.streams[shown] ?? "", route.fee && route.fee.confirmed === false ? ` · ${words.unconfirmed}` : ""));
}
