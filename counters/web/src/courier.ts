// Bưu tá: the rounds, a manifest that the system builds, each parcel scanned with a large green or red, the courier's
// signature at the desk, then what became of each parcel. Only label data is shown.

import { ask, get, newKey, write } from "./api.js";
import { actionButtons } from "./actions.js";
import type { Tab } from "./desk.js";
import { fill, h } from "./dom.js";
import { onEvent } from "./live.js";
import { once, say, sayProblem } from "./notice.js";
import { text } from "./text.js";
import type { Listing, Parcel, SessionView } from "./types.js";

const words = text.courier;
// The state of the standard chart in which a labelled bag waits for a round.
const readyList = "phase:ready_for_post";

export function courierTab(goTo: (hash: string) => void): Tab {
    const menu = h("nav.worklists", { "aria-label": words.rounds });
    const place = h("div.place");
    const scan = h("input", { type: "search", placeholder: words.scan, "aria-label": words.scan, autocomplete: "off", spellcheck: "false" }) as HTMLInputElement;
    const verdict = h("div.verdict", { role: "status", "aria-live": "assertive" });
    const element = h("div.tab.courier", menu, h("div.main", h("div.scan", h("span", { "aria-hidden": "true" }, "▥"), scan), verdict, place));
    let current: SessionView | undefined;
    const scanned = new Map<number, Set<number>>();
    let createKey = newKey();

    async function load(session = current?.session): Promise<void> {
        if (!element.isConnected) return;
        try {
            const [rounds, ready] = await Promise.all([get<Listing>("/rounds"), ask<Listing>("/dossiers/search", { list: readyList, q: "", size: 500 })]);
            const wanted = session ?? rounds.items.find((r) => !r.closed)?.session ?? rounds.items[0]?.session;
            current = wanted === undefined ? undefined : await get<SessionView>(`/rounds/${wanted}`);
            drawMenu(rounds, ready);
            if (current) await drawRound(current);
            else fill(place, h("p.empty", words.none));
        } catch (error) {
            sayProblem(error);
        }
    }

    function drawMenu(rounds: Listing, ready: Listing): void {
        const create: HTMLButtonElement = h("button.primary.new", { type: "button", onclick: () => void once(create, async () => {
            const made = await write<{ session: number }>("/rounds", { dossiers: ready.items.map((d) => d.session) }, createKey);
            createKey = newKey();
            say(words.created);
            await load(made.session);
        }) }, "+ ",words.create) as HTMLButtonElement;
        fill(menu, create, h("p.hint", words.createHint), h("p.ready", words.ready, h(ready.total > 0 ? "span.number.some" : "span.number", ready.total)), h("h2", words.rounds), rounds.items.map((r) => h("button.worklist", {
            type: "button", "data-round": r.session, "aria-current": current?.session === r.session ? "true" : undefined,
            onclick: () => void load(r.session),
        }, h("span", r.code || `${words.round} ${r.session}`, h("small", r.phase_label)))));
    }

    async function drawRound(round: SessionView): Promise<void> {
        const parcels = round.record.parcels ?? [];
        const seen = scanned.get(round.session) ?? new Set<number>();
        scanned.set(round.session, seen);
        const dossiers = new Map<number, SessionView>();
        await Promise.all(parcels.map(async (p) => { dossiers.set(p.dossier, await get<SessionView>(`/dossiers/${p.dossier}`)); }));
        const target = { base: "rounds" as const, session: round.session, title: round.code || `${words.round} ${round.session}` };
        const who = round.record.courier;
        fill(place, h("article.round", { "data-session": round.session },
            h("header", h("h2", target.title), h("strong", round.phase_label), who?.name && h("p", `${words.courierName}: ${who.name}`, who.employee_number && ` (${who.employee_number})`)),
            h("div.counts", [[words.expected, parcels.length], [words.done, seen.size], [words.missing, parcels.length - seen.size]].map(([name, n]) => h("div", h("strong", n), h("span", name)))),
            h("section.card.todo", actionButtons(target, round.actions, () => void load())),
            h("table.parcels", h("thead", h("tr", Object.values(words.columns).map((c) => h("th", { scope: "col" }, c)))),
                h("tbody", parcels.map((p) => parcelRow(p, seen.has(p.dossier), dossiers.get(p.dossier)))))));
    }

    function parcelRow(p: Parcel, isScanned: boolean, dossier: SessionView | undefined): HTMLElement {
        const mine = (dossier?.actions ?? []).filter((a) => a.mine !== false && a.event.startsWith("parcel"));
        return h("tr", { "data-dossier": p.dossier },
            h("td", p.item ?? "", isScanned && h("span.scanned", ` ✔ ${words.done}`)),
            h("td", h("button.plain", { type: "button", onclick: () => goTo(`#/quay/ho-so/${p.dossier}`) }, p.code), p.by_hand && h("strong.by-hand", `✋ ${words.byHand}`)),
            h("td", p.receiver ?? "", h("small", [p.phone, p.address].filter(Boolean).join(" · ")), p.collect ? h("small", `${words.collect}: ${p.collect.toLocaleString("vi-VN")} đ`) : null),
            h("td", h("strong", words.outcomes[p.outcome ?? ""] ?? dossier?.phase_label ?? ""),
                mine.length > 0 && actionButtons({ base: "dossiers", session: p.dossier, title: p.code }, mine, () => void load())));
    }

    function judge(typed: string): void {
        const parcels = current?.record.parcels ?? [];
        const found = parcels.find((p) => typed === p.item || typed === p.code || typed.startsWith(`${p.code}-`));
        const seen = scanned.get(current?.session ?? 0);
        const good = found !== undefined && seen !== undefined;
        verdict.className = `verdict ${good ? "good" : "bad"}`;
        fill(verdict, h("strong", good ? `✔ ${seen.has(found.dossier) ? words.again : words.scanned}` : `✖ ${words.wrong}`), h("span", good ? `${found.code} – ${found.receiver ?? ""}` : typed));
        if (!good) return;
        seen.add(found.dossier);
        if (current) void drawRound(current);
    }

    scan.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || !scan.value.trim()) return;
        judge(scan.value.trim());
        scan.value = "";
    });
    onEvent((event) => { if (event === "commit" || event === "reload") void load(); });

    return { element, shown: () => void load(), key: () => false, focusScan: () => scan.focus() };
}
