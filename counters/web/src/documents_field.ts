// Papers in a chart's form: always the published list of the procedure's case, never words of somebody's own. One kind
// of field asks for papers (ticked, in which form, with a note), the other counts papers that were brought.

import { get } from "./api.js";
import { h } from "./dom.js";
import { text } from "./text.js";
import type { Procedure, ReceivedDocument, RequiredDocument, SessionView, WantedDocument } from "./types.js";

const words = text.papers;

/** What a form about one dossier knows of its papers. */
export interface Papers {
    published: RequiredDocument[];
    /** The form in which papers are asked for unless a person says otherwise. */
    form: "paper" | "e-copy";
    /** Types that were asked for and have not come. */
    awaited: string[];
}

export const noPapers: Papers = { published: [], form: "paper", awaited: [] };

export const publishedFor = (procedure: Procedure, chosenCase: string | undefined): RequiredDocument[] =>
    (procedure.documents ?? []).filter((d) => !d.cases?.length || d.cases.includes(chosenCase ?? ""));

export async function papersOf(view: SessionView): Promise<Papers> {
    const procedure = await get<Procedure>(`/procedures/${encodeURIComponent(view.procedure)}`);
    const { record } = view;
    const asked = record.supplements?.at(-1);
    return {
        published: publishedFor(procedure, record.case),
        form: record.digitally_signed || record.route?.stream === "online" ? "e-copy" : "paper",
        awaited: asked && !asked.complete ? (asked.items ?? []).map((d) => d.type) : [],
    };
}

export interface DocumentsControl {
    element: HTMLElement;
    read(): (WantedDocument | ReceivedDocument)[];
}

const table = (heads: string[], rows: HTMLElement[]): HTMLElement =>
    h("table.checklist", h("thead", h("tr", heads.map((name) => h("th", { scope: "col" }, name)))), h("tbody", rows));

/** Papers to be asked for: type, form and note of each that is ticked. */
export function askedPapers(papers: Papers, onChange: () => void): DocumentsControl {
    const rows = papers.published.map((d) => {
        const tick = h("input", { type: "checkbox", "data-type": d.type });
        const form = h("select", { "aria-label": `${d.name}: ${words.form}` }, words.forms.map(([code, label]) => h("option", { value: code }, label)));
        form.value = papers.form;
        const note = h("input", { type: "text", maxlength: 300, autocomplete: "off", placeholder: words.note, "aria-label": `${d.name}: ${words.note}`, "data-note": d.type });
        // Who writes a note about a paper means that paper.
        note.addEventListener("input", () => { if (note.value.trim()) tick.checked = true; onChange(); });
        for (const control of [tick, form]) control.addEventListener("change", onChange);
        const read = (): WantedDocument[] => tick.checked
            ? [{ type: d.type, name: d.name, form: form.value, ...(note.value.trim() ? { note: note.value.trim() } : {}) }] : [];
        return { read, row: h("li", h("label.tick", tick, h("span", d.name)), h("div.row", form, note)) };
    });
    return {
        element: h("ul.checklist.asked", rows.map((r) => r.row)),
        read: () => rows.flatMap((r) => r.read()),
    };
}

/** Papers that were brought: how many of each kind. */
export function broughtPapers(papers: Papers, onChange: () => void): DocumentsControl {
    const kinds = text.reception.kinds;
    const names = Object.keys(kinds) as (keyof typeof kinds)[];
    const rows = papers.published.map((d) => {
        const counts = names.map((kind) => h("input", { type: "number", min: 0, max: 99, "aria-label": `${d.name}: ${kinds[kind]}`, "data-count": `${d.type} ${kind}` }));
        for (const count of counts) count.addEventListener("input", onChange);
        const read = (): ReceivedDocument[] => {
            const given = counts.map((c) => Math.max(0, Math.min(99, Number(c.value) || 0)));
            return given.some((n) => n > 0) ? [{ type: d.type, name: d.name, ...Object.fromEntries(names.map((kind, i) => [kind, given[i]])) }] : [];
        };
        const awaited = papers.awaited.includes(d.type) && h("small", ` ${words.awaited}`);
        return { read, row: h("tr", h("td", d.name, awaited), counts.map((c) => h("td", c))) };
    });
    return {
        element: table([words.document, ...names.map((kind) => kinds[kind])], rows.map((r) => r.row)),
        read: () => rows.flatMap((r) => r.read()),
    };
}
