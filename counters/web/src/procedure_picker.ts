// Choosing a procedure by its code and Enter, or by a few letters without tones: a combobox over the catalogue.

import { get } from "./api.js";
import { fill, freshId, h } from "./dom.js";
import { sayProblem } from "./notice.js";
import { text } from "./text.js";
import type { Procedure } from "./types.js";

const words = text.reception;

export class ProcedurePicker {
    private found: Procedure[] = [];
    private foundFor: string | undefined;  // the words that `found` answers
    private active = -1;
    private timer = 0;
    private round = 0;
    private readonly list = h("ul.options", { id: freshId("options"), role: "listbox", "aria-label": words.procedure, hidden: true });
    readonly box = h("input", {
        type: "text", id: freshId("procedure"), role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list",
        autocomplete: "off", spellcheck: "false", placeholder: words.procedureHint, "data-path": "procedure",
    }) as HTMLInputElement;
    private readonly fault = h("p.fault", { id: `${this.box.id}-fault`, role: "alert" });
    readonly element = h("div.field.picker", h("label", { for: this.box.id }, words.procedure), this.box, this.list, this.fault);

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
        const typed = this.box.value.trim();
        clearTimeout(this.timer);
        try {
            const reply = await get<{ items: Procedure[] }>(`/procedures?q=${encodeURIComponent(typed)}`);
            if (mine !== this.round) return;
            this.foundFor = typed;
            this.found = reply.items.slice(0, 12);
            this.active = this.found.length > 0 ? 0 : -1;
            this.draw(document.activeElement === this.box);  // whoever has left it wants no list over the form
        } catch (error) {
            sayProblem(error);
        }
    }

    private draw(open: boolean): void {
        this.list.hidden = !open || this.found.length === 0;
        this.box.setAttribute("aria-expanded", String(!this.list.hidden));
        this.fault.textContent = open && this.found.length === 0 ? `⚠ ${words.noProcedure}` : "";
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
            void this.takeTyped(this.box.value.trim());
        } else if (event.key === "Escape" && !this.list.hidden) {
            event.stopPropagation();
            this.draw(false);
        }
    }

    // A whole code goes before what is marked. Who types faster than the list comes waits for the list of these words.
    private async takeTyped(typed: string): Promise<void> {
        if (this.foundFor !== typed || this.list.hidden) await this.search();
        if (this.box.value.trim() !== typed) return;
        const pick = this.found.find((p) => p.code === typed) ?? this.found[this.active];
        if (pick) this.take(pick);
    }
}
