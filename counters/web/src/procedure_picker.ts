// Choosing a procedure by its code and Enter, or by a few letters without tones: a combobox over the catalogue.

import { get } from "./api.js";
import { fill, freshId, h } from "./dom.js";
import { sayProblem } from "./notice.js";
import { text } from "./text.js";
import type { Procedure } from "./types.js";

const words = text.reception;

export function procedurePicker(chosen: string, onChoose: (code: string) => void): { element: HTMLElement; set(code: string): void } {
    let found: Procedure[] = [];
    let active = -1;
    let timer = 0;
    let round = 0;
    const list = h("ul.options", { id: freshId("options"), role: "listbox", "aria-label": words.procedure, hidden: true });
    const box = h("input", {
        type: "text", id: freshId("procedure"), role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
        autocomplete: "off", spellcheck: "false", placeholder: words.procedureHint, "data-path": "procedure",
    }) as HTMLInputElement;

    async function search(): Promise<void> {
        const mine = ++round;
        try {
            const reply = await get<{ items: Procedure[] }>(`/procedures?q=${encodeURIComponent(box.value.trim())}`);
            if (mine !== round) return;
            found = reply.items.slice(0, 12);
            active = found.length > 0 ? 0 : -1;
            draw(true);
        } catch (error) {
            sayProblem(error);
        }
    }

    function draw(open: boolean): void {
        list.hidden = !open || found.length === 0;
        box.setAttribute("aria-expanded", String(!list.hidden));
        fill(list, found.map((p, i) => h("li", {
            id: `${list.id}-${i}`, role: "option", "aria-selected": String(i === active),
            onmousedown: (event: MouseEvent) => { event.preventDefault(); take(p); },
        }, h("code", p.code), " ", p.name, h("small", [p.agency, p.terms?.[0]?.words].filter(Boolean).join(" · ")))));
        if (active >= 0 && !list.hidden) box.setAttribute("aria-activedescendant", `${list.id}-${active}`);
        else box.removeAttribute("aria-activedescendant");
    }

    function take(p: Procedure): void {
        box.value = `${p.code} – ${p.name}`;
        draw(false);
        onChoose(p.code);
    }

    box.addEventListener("input", () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => void search(), 120);
    });
    box.addEventListener("focus", () => { box.select(); if (found.length === 0) void search(); });
    box.addEventListener("blur", () => draw(false));
    box.addEventListener("keydown", (event) => {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            active = Math.max(0, Math.min(found.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)));
            draw(true);
        } else if (event.key === "Enter" && !event.ctrlKey) {
            event.preventDefault();
            const exact = found.find((p) => p.code === box.value.trim());
            const pick = exact ?? found[active];
            if (pick && !list.hidden) take(pick);
            else if (/^[\w.:-]+$/.test(box.value.trim())) onChoose(box.value.trim());
        } else if (event.key === "Escape" && !list.hidden) {
            event.stopPropagation();
            draw(false);
        }
    });
    box.value = chosen;
    return {
        element: h("div.field.picker", h("label", { for: box.id }, words.procedure), box, list, h("p.fault", { id: `${box.id}-fault`, role: "alert" })),
        set(code) { box.value = code; },
    };
}
