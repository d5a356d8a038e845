// The actions a chart offers, drawn without knowing the chart: a button each; one that asks for fields opens a form,
// with a picture of the slip wherever the action would print one.

import { type FormKey, Problem, ask, newKey, picture, write } from "./api.js";
import { openDialog } from "./dialog.js";
import { type Papers, noPapers, papersOf } from "./documents_field.js";
import { fill, h } from "./dom.js";
import { faultPlace } from "./faults.js";
import { drawFields } from "./fields.js";
import { once, say } from "./notice.js";
import { actor } from "./session.js";
import { text } from "./text.js";
import type { Action, FieldFault, SessionView, SlipValues } from "./types.js";

// Only the order on the screen: what leaves the usual way stands behind what goes on with it.
const aside = new Set(["withdraw", "add_note", "choose_return", "record_fee", "refuse", "stop", "send_back", "cancel", "keep_at_desk", "guide", "request_supplement", "parcel_returned"]);

/** `stamp`: how far its history has come, so that the same action later in its life is another one. */
export interface Target { base: "dossiers" | "rounds"; session: number; title: string; stamp: number; view: SessionView }

export function targetOf(base: Target["base"], view: SessionView, title: string): Target {
    return { base, session: view.session, title, stamp: view.timeline.length, view };
}

// The key of an action that needs no form lives until it is done, so that pressing again repeats and adds nothing.
const keys = new Map<string, FormKey>();
const nameOf = (target: Target, action: Action): string => `${target.base}/${target.session}/${target.stamp}/${action.event}`;
function keyOf(target: Target, action: Action): FormKey {
    const key = keys.get(nameOf(target, action)) ?? newKey();
    keys.set(nameOf(target, action), key);
    return key;
}

export async function perform(target: Target, action: Action, data: Record<string, unknown>, key: FormKey): Promise<void> {
    await write(`/${target.base}/${target.session}/actions/${encodeURIComponent(action.event)}`, data, key);
    keys.delete(nameOf(target, action));
    say(`${text.sent}: ${action.label} – ${target.title}`);
}

function isMine(action: Action): boolean {
    const mine = actor()?.roles ?? [];
    return action.mine ?? (action.roles.length === 0 || action.roles.some((r) => mine.includes(r)));
}

const whose = (action: Action): string => text.dossier.roleOf(action.roles.map((r) => text.roles[r] ?? r).join(", "));

export function actionButtons(target: Target, actions: Action[], onDone: () => void, preset: Record<string, unknown> = {}): HTMLElement {
    if (actions.length === 0) return h("p.quiet", text.dossier.noActions);
    const weight = (a: Action): number => (isMine(a) ? 0 : 2) + (aside.has(a.event) ? 1 : 0);
    const sorted = [...actions].sort((a, b) => weight(a) - weight(b));
    return h("div.actions", sorted.map((action, i) => {
        const mine = isMine(action);
        const button: HTMLButtonElement = h(mine && i === 0 && !aside.has(action.event) ? "button.primary" : "button", {
            type: "button", disabled: !mine, "data-event": action.event,
            onclick: () => startAction(target, action, onDone, button, preset),
        }, action.label) as HTMLButtonElement;
        return mine ? button : h("span.of-others", button, h("small", whose(action)));
    }));
}

export function startAction(target: Target, action: Action, onDone: () => void, button: HTMLButtonElement, preset: Record<string, unknown> = {}): void {
    if (action.fields.some((f) => !(f.name in preset))) return void once(button, () => openAction(target, action, onDone, preset));
    void once(button, async () => {
        await perform(target, action, preset, keyOf(target, action));
        onDone();
    });
}

/** Resolves as soon as the form is on the screen. */
export async function openAction(target: Target, action: Action, onDone: () => void, preset: Record<string, unknown> = {}): Promise<void> {
    const asked = action.fields.filter((f) => !(f.name in preset));
    const papers = asked.some((f) => f.type === "documents") ? await papersOf(target.view) : noPapers;
    drawAction(target, { ...action, fields: asked }, papers, onDone, preset);
}

function drawAction(target: Target, action: Action, papers: Papers, onDone: () => void, preset: Record<string, unknown>): void {
    const key = newKey();
    const twins = dateTwins(action);
    let derived = "";  // of a number of days and a date, the one that the other gave
    const read = (): Record<string, unknown> => {
        const data = { ...preset, ...set.read() };
        if (derived) delete data[derived];
        return data;
    };
    const preview = sheetPreview(target, action, (slip) => {
        const found = slip.values.apology;
        if (derived === twins?.date && found?.new_due_at) set.set(twins.date, found.new_due_at.slice(0, 10));
        else if (derived === twins?.days && found?.days) set.set(twins.days, found.days);
    });
    const set = drawFields(action.fields, (name) => {
        if (name === twins?.days) derived = twins.date;
        else if (name === twins?.date) derived = twins.days;
        if (set.missing().length === 0) preview.update(read(), twins !== undefined);
    }, papers);
    openActionForm(action.label, target.title, h("div.with-preview", set.element, preview.element), set.missing, async () => {
        await perform(target, action, read(), key);
        onDone();
    });
    if (set.missing().length === 0) preview.update(read(), false);
}

/** A form in a window of its own: what is refused stays there with its reason, what is done closes it. */
export function openActionForm(label: string, title: string, content: HTMLElement, missing: () => FieldFault[],
    work: () => Promise<void>, onClose: () => void = () => undefined): HTMLDialogElement {
    const submit = h("button.primary", { type: "submit" }, label) as HTMLButtonElement;
    const faults = faultPlace(() => form);
    const form = h("form.dialog-body", { novalidate: true }, h("p.quiet", title), content, faults.element,
        h("div.buttons", submit, h("button", { type: "button", onclick: () => dialog.close() }, text.cancel)));
    const send = (): Promise<void> => once(submit, async () => {
        faults.clear();
        const lacking = missing();
        if (lacking.length > 0) return faults.showFields(lacking);
        try {
            await work();
            dialog.close();
        } catch (error) {
            faults.show(error);
            throw error;
        }
    });
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        void send();
    });
    form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.ctrlKey) void send();
    });
    const dialog = openDialog(label, form, { onClose });
    if (content.querySelector(".checklist")) dialog.classList.add("broad");
    return dialog;
}

// A number of working days and a date that compute each other: what the slip would say is the only arithmetic.
function dateTwins(action: Action): { days: string; date: string } | undefined {
    const days = action.fields.find((f) => f.name === "days" && f.type === "number");
    const date = action.fields.find((f) => f.name === "date" && f.type === "day");
    return days && date ? { days: days.name, date: date.name } : undefined;
}

interface Preview { element: HTMLElement; update(data: Record<string, unknown>, explain: boolean): void }

// Asks for the slip as it would be; an action that prints none shows none.
function sheetPreview(target: Target, action: Action, onValues: (slip: SlipValues) => void): Preview {
    const element = h("figure.preview", { hidden: true, tabindex: 0, "aria-live": "polite", "aria-label": text.head.preview });
    const path = `/${target.base}/${target.session}/preview`;
    let timer = 0;
    let round = 0;
    const show = (...children: (Node | string)[]): void => {
        element.hidden = children.length === 0;
        fill(element, children);
        element.closest("dialog")?.classList.toggle("wide", children.length > 0);
    };
    const draw = async (data: Record<string, unknown>, explain: boolean): Promise<void> => {
        const mine = ++round;
        try {
            const slip = await ask<SlipValues>(`${path}?format=values`, { event: action.event, data });
            if (mine !== round) return;
            onValues(slip);
            const address = await picture(`${path}?format=png`, { event: action.event, data });
            if (mine !== round) return URL.revokeObjectURL(address);
            show(h("figcaption", text.head.preview), h("img", { src: address, alt: text.head.preview }));
        } catch (error) {
            if (mine !== round || !(error instanceof Problem)) return;
            if (explain) show(h("p.fault", { role: "alert" }, `⚠ ${error.message}`));
            else show();
        }
    };
    return {
        element,
        update(data, explain) {
            if (target.base !== "dossiers") return;
            clearTimeout(timer);
            timer = window.setTimeout(() => void draw(data, explain), 300);
        },
    };
}
