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

export function trainingPanel(onClock: (now: string) => void): HTMLElement {
    let last = -1;
    let loading = false;
    let paper = true;
    const clock = h("p.clock", { "aria-live": "polite" });
    const lamp = h("span.lamp", { role: "status" });
    const strip = h("div.strip", { tabindex: 0, role: "region", "aria-label": words.title }, h("p.empty", words.noSheets));
    const button = (name: string, label: string, path: string, body: () => unknown): HTMLButtonElement => {
        const b: HTMLButtonElement = h("button", { type: "button", "data-train": name, onclick: () => void once(b, async () => {
            try {
                await push(path, body());
            } catch {
                return;  // the power is off; the connection's own sign tells that
            }
            await refresh();
        }) }, label) as HTMLButtonElement;
        return b;
    };
    const paperButton = button("paper", words.paperOut, "/printer", () => ({ paper: !paper, cover_closed: true }));
    const panel = h("aside.trainer", { "aria-label": words.title },
        h("h2", words.title), h("div.clock-row", h("span.label", words.clock), clock),
        h("div.row", button("hour", words.hour, "/advance", () => ({ hours: 1 })), button("day", words.day, "/advance", () => ({ days: 1 }))),
        h("div.row", paperButton, button("power", words.power, "/power", () => ({}))),
        h("div.printer", h("div.lid"), h("div.face", h("span.brand", "80 mm"), lamp), h("div.slot")),
        strip);
    panel.querySelector("[data-train=power]")?.setAttribute("title", words.powerWarn);

    function showState(state: TrainingState): void {
        paper = state.paper !== false;
        fill(clock, h("strong", clockTime(state.now)), " ", longDay(state.now));
        onClock(state.now);
        lamp.className = `lamp ${paper ? "on" : "out"}`;
        fill(lamp, paper ? `● ${words.ready}` : `▲ ${words.noPaper}`);
        fill(paperButton, paper ? words.paperOut : words.paperIn);
    }

    async function refresh(): Promise<void> {
        if (loading) return;
        loading = true;
        try {
            showState(await get<TrainingState>("/training/state"));
            const found = await get<{ items: Sheet[]; last: number }>(`/training/sheets?after=${Math.max(last, 0)}`);
            if (found.last < last) forgetNumbers();  // the power was off: the printer counts from the beginning
            const isNew = last >= 0;
            for (const sheet of found.items.slice(-kept)) await feed(sheet, isNew);
            last = Math.max(last, 0, ...found.items.map((s) => s.n));
        } catch {
            lamp.className = "lamp dead";
            fill(lamp, `✖ ${words.dead}`);
        } finally {
            loading = false;
        }
    }

    async function feed(sheet: Sheet, isNew: boolean): Promise<void> {
        const address = await picture(`/training/sheets/${sheet.n}.png`);
        const image = h("img", { src: address, alt: `${words.sheet} ${sheet.n}` }) as HTMLImageElement;
        const item = h("button.paper", { type: "button", "data-sheet": sheet.n, onclick: () => showSheet(image.alt, address) }, image);
        if (isNew) item.classList.add("coming");
        strip.querySelector(".empty")?.remove();
        strip.prepend(item);
        while (strip.children.length > kept) {
            URL.revokeObjectURL(strip.lastElementChild!.querySelector("img")?.src ?? "");
            strip.lastElementChild!.remove();
        }
        await image.decode().catch(() => undefined);
        // Out of the slot line by line, as long as the sheet is.
        item.style.setProperty("--length", `${image.naturalHeight * item.clientWidth / Math.max(1, image.naturalWidth)}px`);
        item.classList.add("out");
        strip.scrollTop = 0;
    }

    function forgetNumbers(): void {
        last = 0;
        for (const old of strip.querySelectorAll("[data-sheet]")) old.removeAttribute("data-sheet");
    }

    onEvent((event) => { if (["sheet", "printer", "clock", "hello", "reload", "commit"].includes(event)) void refresh(); });
    onConnection((state) => {
        if (state === "connected") return;
        lamp.className = "lamp dead";
        fill(lamp, `✖ ${words.dead}`);
    });
    setInterval(() => void refresh(), 2000);
    void refresh();
    return panel;
}
