// Luyện tập: an 80 mm printer drawn beside the page with its paper coming out, and the buttons that move the clock, take
// the paper away and pull the plug.

import { get, picture } from "./api.js";
import { showSheet } from "./dialog.js";
import { fill, h } from "./dom.js";
import { onConnection, onEvent } from "./live.js";
import { once } from "./notice.js";
import { text } from "./text.js";
import type { Sheet, TrainingState } from "./types.js";
import { clockTime, longDay } from "./when.js";

const words = text.trainer;
const kept = 6;  // sheets that hang from the printer

async function push(path: string, body: unknown): Promise<Response> {
    return fetch(`/api/v1/training${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** Sheets that come out of the slot one by one and hang from it, the newest first. */
class Strip {
    readonly element = h("div.strip", { tabindex: 0, role: "region", "aria-label": words.title }, h("p.empty", words.noSheets));

    async feed(sheet: Sheet, isNew: boolean): Promise<void> {
        const address = await picture(`/training/sheets/${sheet.n}.png`);
        const image = h("img", { src: address, alt: `${words.sheet} ${sheet.n}` }) as HTMLImageElement;
        const item = h("button.paper", { type: "button", "data-sheet": sheet.n, onclick: () => showSheet(image.alt, address) }, image);
        if (isNew) item.classList.add("coming");
        this.element.querySelector(".empty")?.remove();
        this.element.prepend(item);
        this.dropOldest();
        await image.decode().catch(() => undefined);
        // Out of the slot line by line, as long as the sheet is.
        item.style.setProperty("--length", `${image.naturalHeight * item.clientWidth / Math.max(1, image.naturalWidth)}px`);
        item.classList.add("out");
        this.element.scrollTop = 0;
    }

    forgetNumbers(): void {
        for (const old of this.element.querySelectorAll("[data-sheet]")) old.removeAttribute("data-sheet");
    }

    private dropOldest(): void {
        while (this.element.children.length > kept) {
            URL.revokeObjectURL(this.element.lastElementChild!.querySelector("img")?.src ?? "");
            this.element.lastElementChild!.remove();
        }
    }
}

class Trainer {
    private last = -1;
    private loading = false;
    private paper = true;
    private readonly clock = h("p.clock", { "aria-live": "polite" });
    private readonly lamp = h("span.lamp", { role: "status" });
    private readonly strip = new Strip();
    private readonly paperButton = this.button("paper", words.paperOut, "/printer", () => ({ paper: !this.paper, cover_closed: true }));

    constructor(private readonly onClock: (now: string) => void) {
        onEvent((event) => { if (["sheet", "printer", "clock", "hello", "reload", "commit"].includes(event)) void this.refresh(); });
        onConnection((state) => { if (state !== "connected") this.showDead(); });
        setInterval(() => void this.refresh(), 2000);
        void this.refresh();
    }

    draw(): HTMLElement {
        const panel = h("aside.trainer", { "aria-label": words.title },
            h("h2", words.title), h("div.clock-row", h("span.label", words.clock), this.clock),
            h("div.row", this.button("hour", words.hour, "/advance", () => ({ hours: 1 })), this.button("day", words.day, "/advance", () => ({ days: 1 }))),
            h("div.row", this.paperButton, this.button("power", words.power, "/power", () => ({}))),
            h("div.printer", h("div.lid"), h("div.face", h("span.brand", "80 mm"), this.lamp), h("div.slot")),
            this.strip.element);
        panel.querySelector("[data-train=power]")?.setAttribute("title", words.powerWarn);
        return panel;
    }

    private button(name: string, label: string, path: string, body: () => unknown): HTMLButtonElement {
        const b: HTMLButtonElement = h("button", { type: "button", "data-train": name, onclick: () => void once(b, async () => {
            try {
                await push(path, body());
            } catch {
                return;  // the power is off; the connection's own sign tells that
            }
            await this.refresh();
        }) }, label) as HTMLButtonElement;
        return b;
    }

    private async refresh(): Promise<void> {
        if (this.loading) return;
        this.loading = true;
        try {
            this.showState(await get<TrainingState>("/training/state"));
            await this.takeSheets(await get<{ items: Sheet[]; last: number }>(`/training/sheets?after=${Math.max(this.last, 0)}`));
        } catch {
            this.showDead();
        } finally {
            this.loading = false;
        }
    }

    private async takeSheets(found: { items: Sheet[]; last: number }): Promise<void> {
        if (found.last < this.last) {  // the power was off: the printer counts from the beginning
            this.last = 0;
            this.strip.forgetNumbers();
        }
        const isNew = this.last >= 0;
        for (const sheet of found.items.slice(-kept)) await this.strip.feed(sheet, isNew);
        this.last = Math.max(this.last, 0, ...found.items.map((s) => s.n));
    }

    private showState(state: TrainingState): void {
        this.paper = state.paper !== false;
        fill(this.clock, h("strong", clockTime(state.now)), " ", longDay(state.now));
        this.onClock(state.now);
        this.lamp.className = `lamp ${this.paper ? "on" : "out"}`;
        fill(this.lamp, this.paper ? `● ${words.ready}` : `▲ ${words.noPaper}`);
        fill(this.paperButton, this.paper ? words.paperOut : words.paperIn);
    }

    private showDead(): void {
        this.lamp.className = "lamp dead";
        fill(this.lamp, `✖ ${words.dead}`);
    }
}

export const trainingPanel = (onClock: (now: string) => void): HTMLElement => new Trainer(onClock).draw();
