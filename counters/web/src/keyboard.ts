// The path without a mouse: shortcuts, the cheat sheet, and the scan box that takes what is typed nowhere else.

import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { text } from "./text.js";

export interface Hands {
    tab(n: number): void;
    receive(): void;
    home(): void;
    scan(): void;
    user(): void;
    current(event: KeyboardEvent): boolean;
}

export function openCheatSheet(): void {
    openDialog(text.help, h("div.dialog-body", h("dl.keys", text.keys.map(([keys, what]) => [h("dt", h("kbd", keys)), h("dd", what)]))));
}

const typing = (element: Element | null): boolean => element !== null && (element.matches("input:not([type=radio]), textarea, select, [contenteditable]"));

export function listenToKeys(hands: Hands): void {
    document.addEventListener("keydown", (event) => {
        if (event.isComposing || document.querySelector("dialog[open]")) return;
        if (handle(event, hands)) event.preventDefault();
    });
}

function handle(event: KeyboardEvent, hands: Hands): boolean {
    const inField = typing(document.activeElement);
    if (hands.current(event)) return true;
    if (event.altKey && /^Digit[123]$/.test(event.code)) hands.tab(Number(event.code.slice(5)) - 1);
    else if (event.key === "F2" || (event.altKey && event.code === "KeyN")) hands.receive();
    else if (event.key === "F3" || (event.key === "/" && !inField)) hands.scan();
    else if (event.altKey && event.code === "KeyU") hands.user();
    else if (event.key === "?" && !inField) openCheatSheet();
    else if (event.key === "Escape") hands.home();
    else {
        // A scanner types like a keyboard, whatever has the focus.
        if (!inField && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey) hands.scan();
        return false;
    }
    return true;
}
