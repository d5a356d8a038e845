// Lãnh đạo: what waits for an answer before it is late, what comes due, what is overdue; each with its actions at hand.

import { get } from "./api.js";
import { actionButtons, targetOf } from "./actions.js";
import { openCalendar } from "./calendar.js";
import type { Tab } from "./desk.js";
import { fill, h } from "./dom.js";
import { readFailures } from "./failures.js";
import { dueBadge, pageTurns, streamBadge } from "./list.js";
import { sayProblem } from "./notice.js";
import { openPrinting } from "./printing.js";
import { hasRole } from "./session.js";
import { text } from "./text.js";
import type { ListItem, Listing, SessionView, Worklist } from "./types.js";
import { moment } from "./when.js";
import { watchLists } from "./worklists.js";

const words = text.head;
const signing = /sign/;

export class Head implements Tab {
    private readonly banner = h("p.banner", { role: "status" });
    private readonly tabs = h("div.subtabs", { role: "tablist", "aria-label": words.title });
    private readonly panel = h("div.cards#head-panel", { role: "tabpanel", tabindex: 0, "aria-label": words.title });
    private readonly failures = h("button.failed", { type: "button", hidden: true, onclick: () => openPrinting((session) => this.goTo(`#/quay/ho-so/${session}`)) });
    private readonly calendar = h("button", { type: "button", onclick: openCalendar }, text.calendar.open);
    readonly element = h("div.tab.head", h("div.head-line", this.banner, this.failures, this.calendar), this.tabs, this.panel);
    private lists: Worklist[] = [];
    private chosen = "draft";
    private readonly open = new Map<number, SessionView>();
    private readonly watch = watchLists(() => this.element.isConnected, (lists, shown) => this.take(lists, shown));

    constructor(private readonly goTo: (hash: string) => void) {}

    shown(): void {
        this.calendar.hidden = !hasRole("head") && !hasRole("supervisor");
        this.watch.show(this.chosen);
    }
    key(): boolean { return false; }
    focusScan(): void { this.tabs.querySelector<HTMLElement>("[aria-selected=true]")?.focus(); }

    private take(lists: Worklist[], shown: Listing | undefined): void {
        this.lists = lists.filter((l) => ["draft", "near_due", "overdue"].includes(l.id) || signing.test(l.id));
        if (!shown) return this.watch.show(this.chosen);
        this.drawTabs();
        void this.drawPanel(shown);
        void this.drawFailures();
    }

    private async drawFailures(): Promise<void> {
        const failed = await readFailures().catch(() => []);
        this.failures.hidden = failed.length === 0;
        fill(this.failures, `✖ ${text.failures.count(failed.length)}`);
    }

    private drawTabs(): void {
        const count = (id: string): number => this.lists.find((l) => l.id === id)?.count ?? 0;
        fill(this.banner, h("strong", words.banner(count("draft"), count("near_due"), count("overdue"))));
        this.banner.classList.toggle("red", count("overdue") > 0);
        this.banner.classList.toggle("amber", count("overdue") === 0 && count("draft") > 0);
        fill(this.tabs, this.lists.map((l) => h("button", {
            type: "button", role: "tab", "data-list": l.id, "aria-selected": String(l.id === this.chosen), "aria-controls": "head-panel",
            onclick: () => { this.chosen = l.id; this.watch.show(l.id); },
        }, l.label, h(l.count ? "span.number.some" : "span.number", l.count))));
    }

    private async drawPanel(shown: Listing): Promise<void> {
        const views = await Promise.all(shown.items.slice(0, 20).map(async (item) => {
            try {
                return await get<SessionView>(`/dossiers/${item.session}`);
            } catch (error) {
                sayProblem(error);
                return this.open.get(item.session);
            }
        }));
        this.open.clear();
        for (const view of views) if (view) this.open.set(view.session, view);
        fill(this.panel, shown.items.length === 0 ? h("p.empty", text.emptyList) : shown.items.map((item) => this.card(item)), pageTurns(shown, (to) => this.watch.turn(to)));
    }

    private card(item: ListItem): HTMLElement {
        const view = this.open.get(item.session);
        const title = `${item.check || item.code} – ${item.applicant}`;
        return h("article.card.case", { "data-session": item.session },
            h("header", h("div", h("h3", item.applicant), h("p", item.procedure_name), h("code", item.check || item.code)),
                h("div.standing", dueBadge(item.colour, item.due_words), streamBadge(item.stream),
                    item.apology && item.apology !== "none" && h("span.badge.amber", "✉ ", text.apologies[item.apology] ?? item.apology))),
            h("p", h("span.label", text.dossier.due), " ", h("strong", moment(item.due ?? undefined)), " · ", item.phase_label,
                view?.promise?.reappointed ? ` · ${text.dossier.reappointed}: ${moment(view.promise.reappointed)}` : ""),
            view && actionButtons(targetOf("dossiers", view, title), view.actions.filter((a) => a.mine !== false), () => this.watch.again()),
            h("button.plain", { type: "button", onclick: () => this.goTo(`#/quay/ho-so/${item.session}`) }, words.open, " →"));
    }
}
