// Quầy: the scan box that is always ready, worklists with live counts, a list, a dossier, or the reception form.

import { Problem, get } from "./api.js";
import { fill, h } from "./dom.js";
import { leaveDossier, showDossier } from "./dossier.js";
import { dossierTable } from "./list.js";
import { say, sayProblem } from "./notice.js";
import { openPrinting, printerChip } from "./printing.js";
import { type Reception, openReception } from "./reception.js";
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

export function deskTab(goTo: (hash: string) => void): Tab & { open(session: string): void; receive(): void; home(): void } {
    const menu = h("nav.worklists", { "aria-label": text.myDesk });
    const place = h("div.place");
    const scan = h("input#scan", { type: "search", placeholder: text.search, "aria-label": text.searchLabel, autocomplete: "off", spellcheck: "false" }) as HTMLInputElement;
    const element = h("div.tab.desk", menu, h("div.main", h("div.scan", h("span", { "aria-hidden": "true" }, "⌕"), scan, h("kbd", "F3")), place));
    let reception: Reception | undefined;
    let mode: "list" | "dossier" | "reception" = "list";
    let title: string = text.myDesk;
    let lists: Worklist[] = [];

    const watch = watchLists(() => element.isConnected, (found: Worklist[], shown: Listing | undefined) => {
        lists = found;
        if (!shown) return watch.show(initialList());
        drawMenu();
        if (mode === "list") drawList(shown);
    });

    const initialList = (): string => lists.find((l) => l.id.startsWith("phase:") && l.count > 0)?.id ?? "open";

    function drawMenu(): void {
        const button = (id: string, label: string, count?: number, late = 0): HTMLElement => h("button.worklist", {
            type: "button", "data-list": id, "aria-current": mode === "list" && watch.list() === id ? "true" : undefined,
            onclick: () => showList(id, label),
        }, h("span", icons[id] ? h("span.mark", { "aria-hidden": "true" }, `${icons[id]} `) : null, label),
            h(late > 0 ? "span.number.late" : count ? "span.number.some" : "span.number", { title: late > 0 ? `${late} ${text.colours["red"]}` : undefined }, count ?? ""));
        fill(menu, h("button.primary.new", { type: "button", onclick: () => goTo("#/quay/tiep-nhan") }, "+ ",text.newDossier, h("kbd", "F2")),
            h("h2", text.myDesk), lists.map((l) => button(l.id, l.label, l.count, l.late)),
            button("open", text.allOpen), h("div.printer-place", printerChip(() => openPrinting())));
    }

    function showList(id: string, label: string): void {
        goTo("#/quay");
        mode = "list";
        title = label;
        leaveDossier();
        watch.show(id);
    }

    function drawList(shown: Listing): void {
        const current = lists.find((l) => l.id === watch.list());
        const kept = (document.activeElement as HTMLElement | null)?.dataset["session"];
        fill(place, dossierTable(shown, current?.label ?? (watch.list() === "open" ? text.allOpen : title), (item) => goTo(`#/quay/ho-so/${item.session}`)));
        if (kept) place.querySelector<HTMLElement>(`[data-session='${kept}']`)?.focus();
    }

    async function look(typed: string): Promise<void> {
        if (reception && mode === "reception" && reception.takeCard(typed)) return;
        if (typed.includes("|")) {
            goTo("#/quay/tiep-nhan");
            reception?.takeCard(typed);
            return;
        }
        if (/\d{6}-\d{4}/.test(typed)) {
            try {
                const found = await get<SessionView>(`/dossiers/${encodeURIComponent(typed)}`);
                return goTo(`#/quay/ho-so/${found.session}`);
            } catch (error) {
                if (error instanceof Problem) return say(`${typed}: ${error.message}`, "bad", error.next);
                return sayProblem(error);
            }
        }
        goTo("#/quay");
        mode = "list";
        title = `${text.searchResult}: ${typed}`;
        watch.show("", typed);
    }

    scan.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && scan.value.trim()) {
            const typed = scan.value.trim();
            scan.value = "";
            void look(typed);
        } else if (event.key === "ArrowDown") {
            place.querySelector<HTMLElement>("tbody tr")?.focus();
        }
    });

    return {
        element,
        shown: () => watch.again(),
        focusScan: () => scan.focus(),
        home() {
            leaveDossier();
            mode = "list";
            watch.again();
            scan.focus();
        },
        open(session) {
            mode = "dossier";
            drawMenu();
            showDossier(place, session, () => goTo("#/quay"));
        },
        receive() {
            leaveDossier();
            mode = "reception";
            drawMenu();
            const form = openReception((session) => { if (mode === "reception" && reception === form) goTo(`#/quay/ho-so/${session}`); }, () => goTo("#/quay"));
            reception = form;
            fill(place, reception.element);
            reception.element.querySelector<HTMLElement>("[role=combobox]")?.focus();
        },
        key(event) {
            if (mode !== "reception" || !reception) return false;
            if (event.key === "Enter" && event.ctrlKey) reception.press(event.shiftKey ? "acceptNew" : "accept");
            else if (event.altKey && event.code === "KeyL") reception.press("correct");
            else return false;
            return true;
        },
    };
}
