// Windows above the page. Esc closes; the focus goes back to where it was.

import { h } from "./dom.js";
import { text } from "./text.js";

export function openDialog(title: string, content: HTMLElement, options: { wide?: boolean; onClose?: () => void } = {}): HTMLDialogElement {
    const close = h("button.plain.close", { type: "button", "aria-label": text.close, onclick: () => dialog.close() }, "×");
    const heading = h("h2", { id: "dialog-title" }, title);
    const dialog = h(options.wide ? "dialog.wide" : "dialog", { "aria-labelledby": "dialog-title" },
        h("header", heading, close), content) as HTMLDialogElement;
    dialog.addEventListener("close", () => {
        const notices = dialog.querySelector("#notices");
        if (notices) document.body.append(notices);
        dialog.remove();
        options.onClose?.();
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector<HTMLElement>(".dialog-body input, .dialog-body select, .dialog-body textarea, .dialog-body button")?.focus();
    return dialog;
}

/** A sheet of paper as large as the window allows. */
export function showSheet(title: string, address: string, onClose: () => void = () => undefined): void {
    openDialog(title, h("div.dialog-body.sheet", h("img", { src: address, alt: title })), { wide: true, onClose });
}
