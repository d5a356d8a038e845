// Lãnh đạo: what waits for an answer before it is late, what comes due, what is overdue; each with its actions at hand.

import { get } from "./api.js";
import { actionButtons } from "./actions.js";
import type { Tab } from "./desk.js";
import { fill, h } from "./dom.js";
import { dueBadge, streamBadge } from "./list.js";
import { sayProblem } from "./notice.js";
import { text } from "./text.js";
import type { ListItem, Listing, SessionView, Worklist } from "./types.js";
import { moment } from "./when.js";
import { watchLists } from "./worklists.js";

const words = text.head;
const signing = /sign/;

export function headTab(goTo: (hash: string) => void): Tab {
    const banner = h("p.banner", { role: "status" });
    const tabs = h("div.subtabs", { role: "tablist", "aria-label": words.title });
    const panel = h("div.cards#head-panel", { role: "tabpanel", tabindex: 0, "aria-label": words.title });
    const element = h("div.tab.head", banner, tabs, panel);
    let lists: Worklist[] = [];
    let chosen = "draft";
    const open = new Map<number, SessionView>();

    const watch = watchLists(() => element.isConnected, (found: Worklist[], shown: Listing | undefined) => {
        lists = found.filter((l) => ["draft", "near_due", "overdue"].includes(l.id) || signing.test(l.id));
        if (!shown) return watch.show(chosen);
        drawTabs();
        void drawPanel(shown);
    });

    function drawTabs(): void {
        const count = (id: string): number => lists.find((l) => l.id === id)?.count ?? 0;
        fill(banner, h("strong", words.banner(count("draft"), count("near_due"), count("overdue"))));
        banner.classList.toggle("red", count("overdue") > 0);
        banner.classList.toggle("amber", count("overdue") === 0 && count("draft") > 0);
        fill(tabs, lists.map((l) => h("button", {
            type: "button", role: "tab", "data-list": l.id, "aria-selected": String(l.id === chosen), "aria-controls": "head-panel",
            onclick: () => { chosen = l.id; watch.show(l.id); },
        }, l.label, h(l.count ? "span.number.some" : "span.number", l.count))));
    }

    async function drawPanel(shown: Listing): Promise<void> {
        const views = await Promise.all(shown.items.slice(0, 20).map(async (item) => {
            try {
                return await get<SessionView>(`/dossiers/${item.session}`);
            } catch (error) {
                sayProblem(error);
                return open.get(item.session);
            }
        }));
        open.clear();
        for (const view of views) if (view) open.set(view.session, view);
        fill(panel, shown.items.length === 0 ? h("p.empty", text.emptyList) : shown.items.map((item) => card(item, open.get(item.session))));
    }

    function card(item: ListItem, view: SessionView | undefined): HTMLElement {
        const title = `${item.check || item.code} – ${item.applicant}`;
        return h("article.card.case", { "data-session": item.session },
            h("header", h("div", h("h3", item.applicant), h("p", item.procedure_name), h("code", item.check || item.code)),
                h("div.standing", dueBadge(item.colour, item.due_words), streamBadge(item.stream),
                    item.apology && item.apology !== "none" && h("span.badge.amber", "✉ ", text.apologies[item.apology] ?? item.apology))),
            h("p", h("span.label", text.dossier.due), " ", h("strong", moment(item.due ?? undefined)), " · ", item.phase_label,
                view?.promise?.reappointed ? ` · ${text.dossier.reappointed}: ${moment(view.promise.reappointed)}` : ""),
            view && actionButtons({ base: "dossiers", session: item.session, title }, view.actions.filter((a) => a.mine !== false), () => watch.again()),
            h("button.plain", { type: "button", onclick: () => goTo(`#/quay/ho-so/${item.session}`) }, words.open, " →"));
    }

    return {
        element,
        shown: () => watch.show(chosen),
        key: () => false,
        focusScan: () => tabs.querySelector<HTMLElement>("[aria-selected=true]")?.focus(),
    };
}
