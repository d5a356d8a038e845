// The parts of a reception that people fill in: case, applicant, questions, papers, the way back. Each writes into the
// draft and says so; none asks the server.

import { fill, freshId, h, labelled, select } from "./dom.js";
import type { Counts, Draft } from "./reception_form.js";
import { text } from "./text.js";
import type { Procedure, RequiredDocument } from "./types.js";

const words = text.reception;
const yesNo: [string, string][] = [["yes", text.yes], ["no", text.no]];

export interface Filling {
    /** Another one after another procedure was chosen. */
    readonly draft: Draft;
    /** Something was typed that decides nothing. */
    kept(): void;
    /** An answer changed that the engine decides by. */
    answered(): void;
}

/** Nothing where the procedure has one case only. */
export function drawCases(place: HTMLElement, filling: Filling, procedure: Procedure | undefined, redraw: () => void): void {
    const cases = (procedure?.cases ?? []).map((c) => ({ code: c.code, label: c.name }));
    const choose = (code: string): void => {
        filling.draft.case = code;
        redraw();
        filling.answered();
    };
    fill(place, cases.length > 1 && labelled(words.case, select(cases, filling.draft.case, choose), { path: "case" }));
}

export function applicantPart(filling: Filling): HTMLElement {
    const a = filling.draft.applicant;
    const kind = select(words.persons.map(([code, label]) => ({ code, label })), a.kind, (v) => { a.kind = v; filling.kept(); });
    const line = (name: Exclude<keyof typeof a, "kind">, label: string, options: Record<string, unknown>, required = false): HTMLElement =>
        input(filling, `applicant.${name}`, label, a[name], (v) => { a[name] = v; }, options, required);
    return h("fieldset", h("legend", words.applicant),
        h("div.pair", labelled(words.kind, kind), line("name", words.name, { maxlength: 200 }, true)),
        h("div.pair.even", line("id_number", words.idNumber, { inputmode: "numeric", maxlength: 12 }),
            line("phone", words.telephone, { type: "tel", maxlength: 20 })),
        line("address", words.address, { maxlength: 300 }),
        line("email", words.email, { type: "email", maxlength: 200 }));
}

export function questionPart(filling: Filling, procedure: Procedure): HTMLElement {
    const { facts, police, channel } = filling.draft;
    const own = (procedure.eligibility ?? []).filter((e) => e.answer !== "case" && !(e.answer in words.facts));
    const fact = (name: string, label: string): HTMLElement =>
        choiceRow(filling, label, yesNo, facts[name] ?? "", (v) => { filling.draft.facts[name] = v; });
    return h("fieldset", h("legend", words.questions),
        fact("e_identity", words.facts["e_identity"]!), fact("portal_account", words.facts["portal_account"]!),
        [...new Set(own.map((e) => e.answer))].map((name) => fact(name, own.find((e) => e.answer === name)?.question ?? name)),
        choiceRow(filling, words.police, yesNo, police ? "yes" : "no", (v) => { filling.draft.police = v === "yes"; }),
        choiceRow(filling, words.channel, [["counter", words.channels["counter"]!], ["post", words.channels["post"]!]], channel,
            (v) => { filling.draft.channel = v; }, "channel"));
}

export function documentPart(filling: Filling, procedure: Procedure): HTMLElement {
    const wanted = (procedure.documents ?? []).filter((d) => !d.cases?.length || d.cases.includes(filling.draft.case));
    const kinds = Object.keys(words.kinds) as (keyof Counts)[];
    return h("fieldset", h("legend", words.documents), h("table.checklist",
        h("thead", h("tr", h("th", { scope: "col" }, words.document), kinds.map((k) => h("th", { scope: "col" }, words.kinds[k])))),
        h("tbody", wanted.map((d) => documentRow(filling, d, kinds)))));
}

export function returnPart(filling: Filling, procedure: Procedure): HTMLElement {
    const back = filling.draft.return;
    const address = input(filling, "return.address", words.postAddress, back.address, (v) => { back.address = v; }, { maxlength: 300 }, true);
    address.hidden = back.mode !== "post";
    const modes: [string, string][] = procedure.post_out === false ? [["desk", words.desk]] : [["desk", words.desk], ["post", words.post]];
    const choose = (mode: string): void => {
        back.mode = mode;
        address.hidden = mode !== "post";
        const box = address.querySelector("input")!;
        if (mode === "post" && !box.value) box.value = back.address = filling.draft.applicant.address;
    };
    return h("fieldset", h("legend", words.result), choiceRow(filling, words.resultAt, modes, back.mode, choose, "return.mode"), address);
}

function documentRow({ draft, kept }: Filling, d: RequiredDocument, kinds: (keyof Counts)[]): HTMLElement {
    const counts = draft.documents[d.type] ??= { originals: 0, certified: 0, photocopies: 0, e_copies: 0 };
    return h("tr", h("td", d.name, d.confirmed === false && h("small", ` (${words.unconfirmed})`)), kinds.map((k) => {
        const count = h("input", { type: "number", min: 0, max: 99, value: counts[k] || "", "aria-label": `${d.name}: ${words.kinds[k]}` }) as HTMLInputElement;
        count.addEventListener("input", () => { counts[k] = Math.max(0, Math.min(99, Number(count.value) || 0)); kept(); });
        return h("td", count);
    }));
}

function input({ kept }: Filling, path: string, label: string, value: string, set: (value: string) => void, options: Record<string, unknown>, required = false): HTMLElement {
    const control = h("input", { type: "text", value, autocomplete: "off", spellcheck: "false", ...options }) as HTMLInputElement;
    control.addEventListener("input", () => { set(control.value); kept(); });
    return labelled(label, control, { path, required });
}

function choiceRow({ answered }: Filling, label: string, options: [string, string][], value: string, set: (value: string) => void, path?: string): HTMLElement {
    const name = freshId("radio");
    return h("fieldset.choice", path ? { "data-path": path } : {}, h("legend", label), options.map(([code, shown]) => {
        const radio = h("input", { type: "radio", name, value: code, checked: code === value }) as HTMLInputElement;
        radio.addEventListener("change", () => { set(code); answered(); });
        return h("label", radio, h("span", shown));
    }));
}
