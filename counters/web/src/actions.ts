// The actions a chart offers, drawn without knowing the chart: a button each; one that asks for fields opens a form,
// with a picture of the slip wherever the action would print one.

import { Problem, newKey, picture, write } from "./api.js";
import { openDialog } from "./dialog.js";
import { fill, h, showFaults } from "./dom.js";
import { drawFields } from "./fields.js";
import { once, say } from "./notice.js";
import { actor } from "./session.js";
import { text } from "./text.js";
import type { Action } from "./types.js";

export interface Target { base: "dossiers" | "rounds"; session: number; title: string }

// The key of an action that needs no form lives until it is done, so that pressing again repeats and adds nothing.
const keys = new Map<string, string>();
const nameOf = (target: Target, action: Action): string => `${target.base}/${target.session}/${action.event}`;
function keyOf(target: Target, action: Action): string {
    const key = keys.get(nameOf(target, action)) ?? newKey();
    keys.set(nameOf(target, action), key);
    return key;
}

async function perform(target: Target, action: Action, data: Record<string, unknown>, key: string): Promise<void> {
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
    const sorted = [...actions].sort((a, b) => Number(isMine(b)) - Number(isMine(a)));
    return h("div.actions", sorted.map((action, i) => {
        const mine = isMine(action);
        const button: HTMLButtonElement = h(mine && i === 0 ? "button.primary" : "button", {
            type: "button", disabled: !mine, "data-event": action.event,
            onclick: () => startAction(target, action, onDone, button, preset),
        }, action.label) as HTMLButtonElement;
        return mine ? button : h("span.of-others", button, h("small", whose(action)));
    }));
}

export function startAction(target: Target, action: Action, onDone: () => void, button: HTMLButtonElement, preset: Record<string, unknown> = {}): void {
    if (action.fields.some((f) => !(f.name in preset))) return openAction(target, action, onDone, preset);
    void once(button, async () => {
        await perform(target, action, preset, keyOf(target, action));
        onDone();
    });
}

export function openAction(target: Target, action: Action, onDone: () => void, preset: Record<string, unknown> = {}): void {
    const key = newKey();
    const preview = sheetPreview(target, action);
    const read = (): Record<string, unknown> => ({ ...preset, ...set.read() });
    const set = drawFields(action.fields.filter((f) => !(f.name in preset)), () => {
        if (set.complete()) preview.update(read());
    });
    const submit = h("button.primary", { type: "submit" }, action.label) as HTMLButtonElement;
    const form = h("form.dialog-body", { novalidate: true }, h("p.quiet", target.title),
        h("div.with-preview", set.element, preview.element),
        h("div.buttons", submit, h("button", { type: "button", onclick: () => dialog.close() }, text.cancel)));
    const send = async (): Promise<void> => {
        try {
            await perform(target, action, read(), key);
        } catch (error) {
            if (error instanceof Problem) showFaults(form, error.faults);
            throw error;
        }
        dialog.close();
        onDone();
    };
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        void once(submit, send);
    });
    form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.ctrlKey) void once(submit, send);
    });
    const dialog = openDialog(action.label, form);
    if (set.complete()) preview.update(read());
}

// Asks for the slip as it would be; an action that prints none shows none.
function sheetPreview(target: Target, action: Action): { element: HTMLElement; update(data: Record<string, unknown>): void } {
    const element = h("figure.preview", { hidden: true, "aria-live": "polite" });
    let timer = 0;
    let round = 0;
    const draw = async (data: Record<string, unknown>): Promise<void> => {
        const mine = ++round;
        let address = "";
        try {
            address = await picture(`/${target.base}/${target.session}/preview?format=png`, { event: action.event, data });
        } catch (error) {
            if (!(error instanceof Problem)) return;
        }
        if (mine !== round) return URL.revokeObjectURL(address);
        element.hidden = address === "";
        if (address) fill(element, h("figcaption", text.head.preview), h("img", { src: address, alt: text.head.preview }));
        element.closest("dialog")?.classList.toggle("wide", address !== "");
    };
    return {
        element,
        update(data) {
            if (target.base !== "dossiers") return;
            clearTimeout(timer);
            timer = window.setTimeout(() => void draw(data), 300);
        },
    };
}
