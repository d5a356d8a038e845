// Bưu tá: the rounds, a manifest that the system builds, each parcel scanned with a large green or red, the courier's
// signature at the desk, then what became of each parcel. Only label data is shown.

import { ask, get, newKey, write } from "./api.js";
import { actionButtons, targetOf } from "./actions.js";
import { isSameCode } from "./codes.js";
import type { Tab } from "./desk.js";
import { fill, h } from "./dom.js";
import { onEvent } from "./live.js";
import { once, say, sayProblem } from "./notice.js";
import { text } from "./text.js";
import type { Listing, Parcel, SessionView } from "./types.js";

const words = text.courier;
// The state of the standard chart in which a labelled bag waits for a round.
const readyList = "phase:ready_for_post";

export class Courier implements Tab {
    private readonly menu = h("nav.worklists", { "aria-label": words.rounds });
    private readonly place = h("div.place");
    private readonly scan = h("input", { type: "search", placeholder: words.scan, "aria-label": words.scan, autocomplete: "off", spellcheck: "false" }) as HTMLInputElement;
    private readonly verdict = h("div.verdict", { role: "status", "aria-live": "assertive" });
    readonly element = h("div.tab.courier", this.menu,
        h("div.main", h("div.scan", h("span", { "aria-hidden": "true" }, "▥"), this.scan), this.verdict, this.place));
    private current: SessionView | undefined;
    private readonly scanned = new Map<number, Set<number>>();
    private createKey = newKey();

    constructor(private readonly goTo: (hash: string) => void) {
        this.scan.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" || !this.scan.value.trim()) return;
            this.judge(this.scan.value.trim());
            this.scan.value = "";
        });
        onEvent((event) => { if (event === "commit" || event === "reload") void this.load(); });
    }

    shown(): void { void this.load(); }
    key(): boolean { return false; }
    focusScan(): void { this.scan.focus(); }

    private async load(session = this.current?.session): Promise<void> {
        if (!this.element.isConnected) return;
        try {
            const [rounds, ready] = await Promise.all([get<Listing>("/rounds"), ask<Listing>("/dossiers/search", { list: readyList, q: "", size: 500 })]);
            const wanted = session ?? rounds.items.find((r) => !r.closed)?.session ?? rounds.items[0]?.session;
            this.current = wanted === undefined ? undefined : await get<SessionView>(`/rounds/${wanted}`);
            this.drawMenu(rounds, ready);
            if (this.current) await this.drawRound(this.current);
            else fill(this.place, h("p.empty", words.none));
        } catch (error) {
            sayProblem(error);
        }
    }

    private drawMenu(rounds: Listing, ready: Listing): void {
        const create: HTMLButtonElement = h("button.primary.new", { type: "button", onclick: () => void once(create, () => this.createRound(ready)) },
            "+ ", words.create) as HTMLButtonElement;
        const roundButton = (r: Listing["items"][number]): HTMLElement => h("button.worklist", {
            type: "button", "data-round": r.session, "aria-current": this.current?.session === r.session ? "true" : undefined,
            onclick: () => void this.load(r.session),
        }, h("span", r.code || `${words.round} ${r.session}`, h("small", r.phase_label)));
        fill(this.menu, create, h("p.hint", words.createHint),
            h("p.ready", words.ready, h(ready.total > 0 ? "span.number.some" : "span.number", `${ready.total}${ready.more ? "+" : ""}`)),
            h("h2", words.rounds), rounds.items.map(roundButton));
    }

    private async createRound(ready: Listing): Promise<void> {
        const made = await write<{ session: number }>("/rounds", { dossiers: ready.items.map((d) => d.session) }, this.createKey);
        this.createKey = newKey();
        say(words.created);
        await this.load(made.session);
    }

    private async drawRound(round: SessionView): Promise<void> {
        const parcels = round.record.parcels ?? [];
        const seen = this.scanned.get(round.session) ?? new Set<number>();
        this.scanned.set(round.session, seen);
        const dossiers = new Map<number, SessionView>();
        await Promise.all(parcels.map(async (p) => { dossiers.set(p.dossier, await get<SessionView>(`/dossiers/${p.dossier}`)); }));
        const target = targetOf("rounds", round, round.code || `${words.round} ${round.session}`);
        const who = round.record.courier;
        const counts: [string, number][] = [[words.expected, parcels.length], [words.done, seen.size], [words.missing, parcels.length - seen.size]];
        fill(this.place, h("article.round", { "data-session": round.session },
            h("header", h("h2", target.title), h("strong", round.phase_label),
                who?.name && h("p", `${words.courierName}: ${who.name}`, who.employee_number && ` (${who.employee_number})`)),
            h("div.counts", counts.map(([name, n]) => h("div", h("strong", n), h("span", name)))),
            h("section.card.todo", actionButtons(target, round.actions, () => void this.load())),
            h("table.parcels", h("thead", h("tr", Object.values(words.columns).map((c) => h("th", { scope: "col" }, c)))),
                h("tbody", parcels.map((p) => this.parcelRow(p, seen.has(p.dossier), dossiers.get(p.dossier)))))));
    }

    private parcelRow(p: Parcel, isScanned: boolean, dossier: SessionView | undefined): HTMLElement {
        const mine = (dossier?.actions ?? []).filter((a) => a.mine !== false && a.event.startsWith("parcel"));
        return h("tr", { "data-dossier": p.dossier },
            h("td", p.item ?? "", isScanned && h("span.scanned", ` ✔ ${words.done}`)),
            h("td", h("button.plain", { type: "button", onclick: () => this.goTo(`#/quay/ho-so/${p.dossier}`) }, p.code), p.by_hand && h("strong.by-hand", `✋ ${words.byHand}`)),
            h("td", p.receiver ?? "", h("small", [p.phone, p.address].filter(Boolean).join(" · ")), p.collect ? h("small", `${words.collect}: ${p.collect.toLocaleString("vi-VN")} đ`) : null),
            h("td", h("strong", words.outcomes[p.outcome ?? ""] ?? dossier?.phase_label ?? ""),
                dossier && mine.length > 0 && actionButtons(targetOf("dossiers", dossier, p.code), mine, () => void this.load())));
    }

    private judge(typed: string): void {
        const parcels = this.current?.record.parcels ?? [];
        const found = parcels.find((p) => typed === p.item || typed === p.code) ?? parcels.find((p) => isSameCode(typed, p.code));
        const seen = this.scanned.get(this.current?.session ?? 0);
        const good = found !== undefined && seen !== undefined;
        this.verdict.className = `verdict ${good ? "good" : "bad"}`;
        fill(this.verdict, h("strong", good ? `✔ ${seen.has(found.dossier) ? words.again : words.scanned}` : `✖ ${words.wrong}`),
            h("span", good ? `${found.code} – ${found.receiver ?? ""}` : typed));
        if (!good) return;
        seen.add(found.dossier);
        if (this.current) void this.drawRound(this.current);
    }
}
