// An identity card that was scanned: what its scanner types, wherever the focus is, is caught before it can get into
// something else; and the questions about a card that a form cannot simply take.

import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import type { Applicant } from "./reception_form.js";
import { text } from "./text.js";

const words = text.card;

/** A window with a question; Esc changes nothing. No answer has the focus: a scanner's second Enter must not give it. */
function openQuestion(title: string, content: HTMLElement[], answers: [string, string, () => void][]): void {
    const buttons = answers.map(([name, label, work]) => h("button", {
        type: "button", "data-answer": name, onclick: () => { dialog.close(); work(); },
    }, label));
    const dialog = openDialog(title, h("div.dialog-body", content, h("div.buttons", buttons)));
    const heading = dialog.querySelector("h2")!;
    heading.tabIndex = -1;
    heading.focus();
}

const shown = (name: keyof Applicant, value: string): string => name === "kind" ? text.reception.kinds_of_person[value] || value : value;

/** The form has something else than the card. */
export function askedCard(now: Applicant, card: Partial<Applicant>, differing: (keyof Applicant)[], answers: { replace: () => void; anew: () => void }): void {
    const label = (name: keyof Applicant): string => words.fields[name];
    openQuestion(words.conflict, [
        h("p", words.conflictText(now.name || now.id_number, card.name ?? "")),
        h("dl", differing.map((name) => [h("dt", label(name)), h("dd", shown(name, now[name]), " → ", h("strong", shown(name, card[name] ?? "")))])),
    ], [["replace", words.replace, answers.replace], ["anew", words.anew, answers.anew], ["keep", words.keep, () => undefined]]);
}

/** A card while a window is open. */
export function askWhatFor(card: Partial<Applicant>, take: () => void): void {
    openQuestion(words.scanned, [h("p", h("strong", card.name ?? ""), ` – ${card.id_number ?? ""}`), h("p.quiet", words.scannedHint)],
        [["take", words.receive, take], ["leave", words.leave, () => undefined]]);
}

interface Before { element: HTMLElement | null; value: string | undefined }

const isTyped = (element: Element | null): element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
    element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;

function put(element: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement, value: string): void {
    if (element.value === value) return;
    element.value = value;
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
}

// Takes the digits back that went elsewhere before the first bar told what they were.
function restore(before: Before, digits: string): void {
    if (isTyped(before.element) && before.value !== undefined) put(before.element, before.value);
    const now = document.activeElement;
    if (now === before.element || !isTyped(now) || now instanceof HTMLSelectElement) return;
    for (let n = digits.length; n > 0; --n)
        if (now.value.endsWith(digits.slice(-n))) return put(now, now.value.slice(0, -n));
}

const pause = 1000;  // ms; no scanner waits longer between two keys, also where the page is late in hearing of them
const silence = 1500;  // ms after which a card is whole whose scanner sends no Enter

/** The box that takes the rest of the card, in front of everything. A list that is drawn meanwhile cannot take the focus from it. */
function openCatcher(begun: string, onWhole: (scanned: string) => void): void {
    const back = document.activeElement as HTMLElement | null;
    const box = h("input", { type: "text", "aria-label": words.reading, value: begun, autocomplete: "off", spellcheck: "false" });
    const catcher = h("div.catcher", { role: "status" }, words.reading, box);
    let timer = 0;
    let reading = true;
    const finish = (): void => {
        reading = false;
        clearTimeout(timer);
        const scanned = box.value;
        catcher.remove();
        back?.focus();
        onWhole(scanned);
    };
    const wait = (): void => {
        clearTimeout(timer);
        timer = window.setTimeout(finish, silence);
    };
    box.addEventListener("input", wait);
    box.addEventListener("blur", () => { if (reading) box.focus(); });
    catcher.addEventListener("keydown", (event) => {
        event.stopPropagation();
        if (event.key !== "Enter" && event.key !== "Tab") return;
        event.preventDefault();
        finish();
    });
    ([...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body).append(catcher);
    box.focus();
    box.setSelectionRange(begun.length, begun.length);
    wait();
}

/** Twelve digits and a bar in one go are the beginning of a card, whatever has the focus. */
export function listenToCards(onScanned: (scanned: string) => void): void {
    let digits = "";
    let last = 0;
    let before: Before = { element: null, value: undefined };
    document.addEventListener("keydown", (event) => {
        if (event.key === "Shift") return;
        if (event.timeStamp - last > pause) digits = "";
        last = event.timeStamp;
        if (/^\d$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
            const now = document.activeElement as HTMLElement | null;
            if (digits === "") before = { element: now, value: isTyped(now) ? now.value : undefined };
            digits += event.key;
        } else if (event.key === "|" && /^\d{12}$/.test(digits)) {
            event.preventDefault();
            event.stopPropagation();
            restore(before, digits);
            openCatcher(`${digits}|`, onScanned);
            digits = "";
        } else {
            digits = "";
        }
    }, true);
}
