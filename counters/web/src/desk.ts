// Quầy: the scan box that is always ready, worklists with live counts, a list, a dossier, or the reception form.

import { Problem, get } from "./api.js";
import { isCode } from "./codes.js";
import { fill, h } from "./dom.js";
import { leaveDossier, showDossier } from "./dossier.js";
import { dossierTable } from "./list.js";
import { say, sayProblem } from "./notice.js";
import { openPrinting, printerChip } from "./printing.js";
import { Reception } from "./reception.js";
import type { Applicant } from "./reception_form.js";
import { text } from "./text.js";
import type { Listing, SessionView, Worklist } from "./types.js";
import { watchLists } from "./worklists.js";

export interface Tab {
    element: HTMLElement;
    shown(): void;
    key(event: KeyboardEvent): boolean;
    focusScan(): void;
}

const icons: Record<string, string> = { overdue: "■", near_due: "▲", draft: "✎", parked: "⚠" };

type Mode = "list" | "dossier" | "reception";

export class Desk implements Tab {
    private readonly menu = h("nav.worklists", { "aria-label": text.myDesk });
    private readonly place = h("div.place");
    private readonly scan = h("input#scan", { type: "search", placeholder: text.search, "aria-label": text.searchLabel, autocomplete: "off", spellcheck: "false" }) as HTMLInputElement;
    readonly element = h("div.tab.desk", this.menu,
        h("div.main", h("div.scan", h("span", { "aria-hidden": "true" }, "⌕"), this.scan, h("kbd", "F3")), this.place));
    private reception: Reception | undefined;
    private mode: Mode = "list";
    private title: string = text.myDesk;
    private lists: Worklist[] = [];
    private card: Partial<Applicant> | undefined;  // scanned, and not yet in the form that is about to open
    private readonly watch = watchLists(() => this.element.isConnected, (lists, shown) => this.take(lists, shown));

    constructor(private readonly goTo: (hash: string) => void, private readonly takeScanned: (scanned: string) => void) {
        this.scan.addEventListener("keydown", (event) => this.typed(event));
    }

    shown(): void { this.watch.again(); }
    focusScan(): void { this.scan.focus(); }

    home(): void {
        leaveDossier();
        this.mode = "list";
        this.watch.again();
        this.scan.focus();
    }

    open(session: string): void {
        this.mode = "dossier";
        this.drawMenu();
        showDossier(this.place, session, () => this.goTo("#/quay"));
    }

    receive(): void {
        leaveDossier();
        this.mode = "reception";
        this.drawMenu();
        const open = (session: number): void => {
            if (this.mode === "reception" && this.reception === form) this.goTo(`#/quay/ho-so/${session}`);
        };
        const form: Reception = new Reception(open, () => this.goTo("#/quay"));
        this.reception = form;
        fill(this.place, form.element);
        form.element.querySelector<HTMLElement>("[role=combobox]")?.focus();
        const { card } = this;
        this.card = undefined;
        if (card) form.takeCard(card);
    }

    /** An identity card goes into the reception: the one that is open, or a new one. */
    takeCard(card: Partial<Applicant>): void {
        if (this.element.isConnected && this.mode === "reception" && this.reception) return this.reception.takeCard(card);
        this.card = card;
        this.goTo("#/quay/tiep-nhan");
    }

    key(event: KeyboardEvent): boolean {
        if (this.mode !== "reception" || !this.reception) return false;
        if (event.key === "Enter" && event.ctrlKey) this.reception.press(event.shiftKey ? "acceptNew" : "accept");
        else if (event.altKey && event.code === "KeyL") this.reception.press("correct");
        else return false;
        return true;
    }

    private take(lists: Worklist[], shown: Listing | undefined): void {
        this.lists = lists;
        if (!shown) return this.watch.show(lists.find((l) => l.id.startsWith("phase:") && l.count > 0)?.id ?? "open");
        this.drawMenu();
        if (this.mode === "list") this.drawList(shown);
    }

    private drawMenu(): void {
        fill(this.menu, h("button.primary.new", { type: "button", onclick: () => this.goTo("#/quay/tiep-nhan") }, "+ ", text.newDossier, h("kbd", "F2")),
            h("h2", text.myDesk), this.lists.map((l) => this.listButton(l.id, l.label, l.count, l.late)),
            this.listButton("open", text.allOpen), h("div.printer-place", printerChip(() => openPrinting((session) => this.goTo(`#/quay/ho-so/${session}`)))));
    }

    private listButton(id: string, label: string, count?: number, late = 0): HTMLElement {
        return h("button.worklist", {
            type: "button", "data-list": id, "aria-current": this.mode === "list" && this.watch.list() === id ? "true" : undefined,
            onclick: () => this.showList(id, label),
        }, h("span", icons[id] ? h("span.mark", { "aria-hidden": "true" }, `${icons[id]} `) : null, label),
            h(late > 0 ? "span.number.late" : count ? "span.number.some" : "span.number", { title: late > 0 ? `${late} ${text.colours["red"]}` : undefined }, count ?? ""));
    }

    private showList(id: string, label: string): void {
        this.goTo("#/quay");
        this.mode = "list";
        this.title = label;
        leaveDossier();
        this.watch.show(id);
    }

    private drawList(shown: Listing): void {
        const id = this.watch.list();
        const label = this.lists.find((l) => l.id === id)?.label ?? (id === "open" ? text.allOpen : this.title);
        const kept = (document.activeElement as HTMLElement | null)?.dataset;
        fill(this.place, dossierTable(shown, label, (item) => this.goTo(`#/quay/ho-so/${item.session}`), (to) => this.watch.turn(to)));
        if (kept?.["session"]) this.place.querySelector<HTMLElement>(`[data-session='${kept["session"]}']`)?.focus();
        // The same way on; at the end of the list the way back.
        if (kept?.["turn"]) {
            const way = (name: string): HTMLElement | null => this.place.querySelector<HTMLElement>(`[data-turn${name}]:enabled`);
            (way(`='${kept["turn"]}'`) ?? way(""))?.focus();
        }
    }

    private typed(event: KeyboardEvent): void {
        const words = this.scan.value.trim();
        if (event.key === "Enter" && !event.ctrlKey && words) {
            this.scan.value = "";
            void this.look(words);
        } else if (event.key === "ArrowDown") {
            this.place.querySelector<HTMLElement>("tbody tr")?.focus();
        }
    }

    // A card that was pasted goes the way of a scanned one, a code opens its dossier, anything else searches.
    private async look(typed: string): Promise<void> {
        if (typed.includes("|")) return this.takeScanned(typed);
        if (isCode(typed)) return this.openCode(typed);
        this.goTo("#/quay");
        this.mode = "list";
        this.title = `${text.searchResult}: ${typed}`;
        this.watch.show("", typed);
    }

    private async openCode(code: string): Promise<void> {
        try {
            const found = await get<SessionView>(`/dossiers/${encodeURIComponent(code)}`);
            this.goTo(`#/quay/ho-so/${found.session}`);
        } catch (error) {
            if (error instanceof Problem) say(`${code}: ${error.message}`, "bad", error.next);
            else sayProblem(error);
        }
    }
}
