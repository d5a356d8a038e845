// Choosing a procedure by its code and Enter, or by a few letters without tones: a combobox over the catalogue.

import { get } from "./api.js";
import { fill, freshId, h } from "./dom.js";
import { sayProblem } from "./notice.js";
import { text } from "./text.js";
import type { Procedure } from "./types.js";

const words = text.reception;

export class ProcedurePicker {
    private found: Procedure[] = [];
    private active = -1;
    private timer = 0;
    private round = 0;
    private readonly list = h("ul.options", { id: freshId("options"), role: "listbox", "aria-label": words.procedure, hidden: true });
    private readonly box = h("input", {
        type: "text", id: freshId("procedure"), role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list",
        autocomplete: "off", spellcheck: "false", placeholder: words.procedureHint, "data-path": "procedure",
    }) as HTMLInputElement;
    readonly element = h("div.field.picker", h("label", { for: this.box.id }, words.procedure), this.box, this.list,
        h("p.fault", { id: `${this.box.id}-fault`, role: "alert" }));

    constructor(chosen: string, private readonly onChoose: (code: string) => void) {
        this.box.value = chosen;
        this.box.addEventListener("input", () => {
            clearTimeout(this.timer);
            this.timer = window.setTimeout(() => void this.search(), 120);
        });
        this.box.addEventListener("focus", () => { this.box.select(); if (this.found.length === 0) void this.search(); });
        this.box.addEventListener("blur", () => this.draw(false));
        this.box.addEventListener("keydown", (event) => this.pressed(event));
    }

    set(code: string): void { this.box.value = code; }

    private async search(): Promise<void> {
        const mine = ++this.round;
        try {
            const reply = await get<{ items: Procedure[] }>(`/procedures?q=${encodeURIComponent(this.box.value.trim())}`);
            if (mine !== this.round) return;
            this.found = reply.items.slice(0, 12);
            this.active = this.found.length > 0 ? 0 : -1;
            this.draw(true);
        } catch (error) {
            sayProblem(error);
        }
    }

    private draw(open: boolean): void {
        this.list.hidden = !open || this.found.length === 0;
        this.box.setAttribute("aria-expanded", String(!this.list.hidden));
        fill(this.list, this.found.map((p, i) => h("li", {
            id: `${this.list.id}-${i}`, role: "option", "aria-selected": String(i === this.active),
            onmousedown: (event: MouseEvent) => { event.preventDefault(); this.take(p); },
        }, h("code", p.code), " ", p.name, h("small", [p.agency, p.terms?.[0]?.words].filter(Boolean).join(" · ")))));
        if (this.active >= 0 && !this.list.hidden) this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
        else this.box.removeAttribute("aria-activedescendant");
    }

    private take(p: Procedure): void {
        this.box.value = `${p.code} – ${p.name}`;
        this.draw(false);
        this.onChoose(p.code);
    }

    private pressed(event: KeyboardEvent): void {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            this.active = Math.max(0, Math.min(this.found.length - 1, this.active + (event.key === "ArrowDown" ? 1 : -1)));
            this.draw(true);
        } else if (event.key === "Enter" && !event.ctrlKey) {
            event.preventDefault();
            this.takeTyped(this.box.value.trim());
        } else if (event.key === "Escape" && !this.list.hidden) {
            event.stopPropagation();
            this.draw(false);
        }
    }

    // A whole code goes before what is marked, and needs no list.
    private takeTyped(typed: string): void {
        const pick = this.found.find((p) => p.code === typed) ?? this.found[this.active];
        if (pick && !this.list.hidden) this.take(pick);
        else if (/^[\w.:-]+$/.test(typed)) this.onChoose(typed);
    }
}
