// What the page tells its user: short notices that name the consequence, problems with their next step.

import { Problem, Unanswered } from "./api.js";
import { h } from "./dom.js";
import { text } from "./text.js";

// In the window that is open, where there is one: what lies behind it is out of sight and out of reach.
function place(): HTMLElement {
    const notices = document.getElementById("notices")!;
    const home = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    if (notices.parentElement !== home) home.append(notices);
    return notices;
}

export function say(message: string, kind: "good" | "bad" = "good", next = ""): void {
    const box = h(`div.notice.${kind}`, { role: kind === "bad" ? "alert" : "status" },
        h("span.icon", { "aria-hidden": "true" }, kind === "good" ? "✔" : "✖"),
        h("div", h("strong", message), next && h("p", `${text.nextStep}: ${next}`)),
        h("button.plain", { type: "button", "aria-label": text.close, onclick: () => box.remove() }, "×"));
    place().append(box);
    const shown = place().children;
    while (shown.length > 2) shown[0]!.remove();
    setTimeout(() => box.remove(), kind === "good" ? 5000 : 15000);
}

export function sayProblem(error: unknown): void {
    if (error instanceof Problem) say(error.message, "bad", error.next);
    else if (error instanceof Unanswered) say(text.networkLost, "bad");
    else {
        console.error(error);
        say(String(error), "bad");
    }
}

/** Runs `work` with its button out of reach, so that a double click is one click. */
export async function once(button: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
    if (button.disabled) return;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    try {
        await work();
    } catch (error) {
        if (!(error instanceof Problem && error.shown)) sayProblem(error);
    } finally {
        button.disabled = false;
        button.removeAttribute("aria-busy");
    }
}
