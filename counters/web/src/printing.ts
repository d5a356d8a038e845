// The printers as a clerk understands them: ready, out of paper, cover open; what waits; the sheet of which only a
// person can say whether it came out; and what failed.

import { get } from "./api.js";
import { openDialog } from "./dialog.js";
import { decideButtons } from "./dossier.js";
import { fill, h } from "./dom.js";
import { drawFailures, readFailures } from "./failures.js";
import { onEvent } from "./live.js";
import { sayProblem } from "./notice.js";
import { text } from "./text.js";
import type { Items, Job, PrinterState } from "./types.js";

const words = text.printing;
const chips = new Set<HTMLElement>();

async function readPrinters(): Promise<PrinterState[]> {
    return (await get<Items<PrinterState>>("/printers")).items;
}

const troubled = (p: PrinterState): boolean => (p.reasons?.length ?? 0) > 0;

async function refresh(): Promise<void> {
    if (chips.size === 0) return;
    try {
        const [printers, failed] = await Promise.all([readPrinters(), readFailures()]);
        const trouble = printers.filter(troubled);
        const waiting = printers.reduce((n, p) => n + (p.waiting ?? 0), 0);
        for (const chip of chips) {
            chip.classList.toggle("bad", trouble.length > 0);
            fill(chip, trouble.length > 0 ? `⚠ ${trouble.map((p) => `${p.name}: ${p.reasons!.join(", ")}`).join("; ")}` : `✔ ${text.printerReady}`,
                waiting > 0 && h("small", text.printerWaiting(waiting)),
                failed.length > 0 && h("strong.failed-count", `✖ ${text.failures.count(failed.length)}`));
        }
    } catch {
        return;  // the connection's own sign tells that
    }
}

onEvent((event) => { if (event === "printer" || event === "reload" || event === "hello" || event === "commit") void refresh(); });

export function printerChip(open: () => void): HTMLElement {
    const chip = h("button.printer-chip", { type: "button", title: words.title, onclick: open }, text.printers);
    chips.clear();
    chips.add(chip);
    void refresh();
    return chip;
}

export function openPrinting(openDossier: (session: number) => void): void {
    const body = h("div.dialog-body", h("p.quiet", text.loading));
    const failures = h("div");
    const follow = (session: number): void => {
        dialog.close();
        openDossier(session);
    };
    const draw = async (): Promise<void> => {
        try {
            const [printers, { items: jobs }, failed] = await Promise.all([readPrinters(), get<Items<Job>>("/jobs"), readFailures()]);
            drawFailures(failures, failed, () => void draw(), follow);
            fill(body, h("ul.printers", printers.map((p) => h("li", h("strong", p.name), " ", troubled(p) ? `⚠ ${p.reasons!.join(", ")}` : `✔ ${text.printerReady}`, (p.waiting ?? 0) > 0 && h("small", ` – ${text.printerWaiting(p.waiting!)}`)))),
                h("h3", words.waiting), jobs.length === 0 ? h("p.quiet", words.none) : h("ul.slips", jobs.map((job) => h("li", { "data-job": job.id },
                    h("div", h("strong", job.title ?? ""), h(`span.print.${job.state}`, text.printStates[job.state] ?? job.state, job.reason && ` – ${job.reason}`)),
                    job.state === "unknown" && h("div", h("p", words.decide), decideButtons(job, () => void draw()))))),
                h("h3", text.failures.title), failures);
        } catch (error) {
            sayProblem(error);
        }
    };
    const dialog = openDialog(words.title, body, { wide: true });
    void draw();
}
