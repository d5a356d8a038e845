// The parts of a reception that people fill in: case, applicant, questions, papers, the way back. Each writes into the
// draft and says so; none asks the server.

import { publishedFor } from "./documents_field.js";
import { fieldGroup, fill, freshId, h, labelled, select } from "./dom.js";
import { type Counts, type Draft, asksIdentity, kindOf, needsGuidance, ownQuestions } from "./reception_form.js";
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

/** Nothing where the procedure has one case only; of several none is taken for granted. */
export function drawCases(place: HTMLElement, filling: Filling, procedure: Procedure | undefined, redraw: () => void): void {
    const cases = [{ code: "", label: text.choose }, ...(procedure?.cases ?? []).map((c) => ({ code: c.code, label: c.name }))];
    const choose = (code: string): void => {
        filling.draft.case = code;
        redraw();
        place.querySelector("select")?.focus();
        filling.answered();
    };
    fill(place, cases.length > 2 && labelled(words.case, select(cases, filling.draft.case, choose), { path: "case", required: true }));
}

export function applicantPart(filling: Filling): HTMLElement {
    const a = filling.draft.applicant;
    const kind = select(words.persons.map(([code, label]) => ({ code, label })), a.kind, (v) => { a.kind = v; filling.kept(); });
    const line = (name: Exclude<keyof typeof a, "kind">, label: string, options: Record<string, unknown>, required = false): HTMLElement =>
        input(filling, `applicant.${name}`, label, a[name], (v) => {
            a[name] = v;
            if (name === "id_number" && a.kind === "") kind.value = a.kind = kindOf(v.trim());  // offered, and to be changed
        }, options, required);
    return h("fieldset", h("legend", words.applicant),
        h("div.pair", labelled(words.kind, kind, { path: "applicant.kind" }), line("name", words.name, { maxlength: 200 }, true)),
        h("div.pair.even", line("id_number", words.idNumber, { inputmode: "numeric", maxlength: 12 }),
            line("phone", words.telephone, { type: "tel", maxlength: 20 })),
        line("address", words.address, { maxlength: 300 }, true),
        line("email", words.email, { type: "email", maxlength: 200 }));
}

export function questionPart(filling: Filling, procedure: Procedure): HTMLElement {
    const { facts, police, channel, guided } = filling.draft;
    const guidance = choiceRow(filling, words.guided, yesNo, guided, (v) => { filling.draft.guided = v; }, "identity.guided");
    const fact = (name: string, label: string): HTMLElement =>
        choiceRow(filling, label, yesNo, facts[name] ?? "", (v) => { filling.draft.facts[name] = v; showWhatIsAsked(); }, `facts.${name}`);
    const identity = (name: string): HTMLElement => {
        const row = fact(name, words.facts[name]!);
        row.dataset["also"] = `identity.${name}`;
        return row;
    };
    const ofPresent = [identity("e_identity"), identity("portal_account")];
    const showWhatIsAsked = (): void => {
        for (const row of ofPresent) row.hidden = !asksIdentity(filling.draft);
        guidance.hidden = !needsGuidance(filling.draft);
    };
    const part = h("fieldset", h("legend", words.questions),
        choiceRow(filling, words.channel, [["counter", words.channels["counter"]!], ["post", words.channels["post"]!]], channel,
            (v) => { filling.draft.channel = v; showWhatIsAsked(); }, "channel"),
        ofPresent, guidance, ownQuestions(procedure).map((q) => fact(q.name, q.label)),
        choiceRow(filling, words.police, yesNo, police, (v) => { filling.draft.police = v; }, "applicant.police_staff"));
    showWhatIsAsked();
    return part;
}

export function documentPart(filling: Filling, procedure: Procedure): HTMLElement {
    const wanted = publishedFor(procedure, filling.draft.case);
    const kinds = Object.keys(words.kinds) as (keyof Counts)[];
    return fieldGroup(words.documents, h("table.checklist",
        h("thead", h("tr", h("th", { scope: "col" }, words.document), kinds.map((k) => h("th", { scope: "col" }, words.kinds[k])))),
        h("tbody", wanted.map((d) => documentRow(filling, d, kinds)))), { path: "documents" });
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

function choiceRow({ answered }: Filling, label: string, options: [string, string][], value: string, set: (value: string) => void, path: string): HTMLElement {
    const name = freshId("radio");
    const radios = options.map(([code, shown]) => {
        const radio = h("input", { type: "radio", name, value: code, checked: code === value });
        radio.addEventListener("change", () => { set(code); answered(); });
        return h("label", radio, h("span", shown));
    });
    return fieldGroup(label, radios, { path, kind: "choice" });
}
