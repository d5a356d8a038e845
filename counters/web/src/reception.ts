// Reception: procedure, applicant, questions, the stream with its rule, papers, the due date with its reasons, the fee,
// the way back. The engine decides all of these; this form asks again with every answer.

import { Problem, ask, get, newKey, write } from "./api.js";
import { openAction } from "./actions.js";
import { fill, freshId, h, labelled, select, showFaults } from "./dom.js";
import { once, say, sayProblem } from "./notice.js";
import { procedurePicker } from "./procedure_picker.js";
import { type Counts, type Draft, body, emptyDraft, forgetDraft, question, readCard, saveDraft, savedDraft } from "./reception_form.js";
import { text } from "./text.js";
import type { Procedure, RequiredDocument, Route, SessionView } from "./types.js";
import { longDay, moment, money } from "./when.js";

const words = text.reception;

export interface Reception {
    element: HTMLElement;
    takeCard(scanned: string): boolean;
    press(what: "accept" | "acceptNew" | "correct"): void;
}

export function openReception(onOpen: (session: number) => void, onClose: () => void): Reception {
    let draft = savedDraft();
    let procedure: Procedure | undefined;
    let route: Route | undefined;
    let asked = 0;

    const details = h("div.reception-grid");
    const casePlace = h("div");
    const stream = h("div.stream-card", { "aria-live": "polite" });
    const due = h("div.due-card", { "aria-live": "polite" });
    const picker = procedurePicker(draft.procedure, (code) => void choose(code));
    const accept = h("button.primary", { type: "button", onclick: () => void once(accept, () => submit("open")) }, words.accept, h("kbd", "Ctrl+Enter")) as HTMLButtonElement;
    const acceptNew = h("button", { type: "button", onclick: () => void once(acceptNew, () => submit("new")) }, words.acceptNew) as HTMLButtonElement;
    const guide = h("button", { type: "button", onclick: () => void once(guide, () => submit("guide")) }, words.guide) as HTMLButtonElement;
    const refuse = h("button.danger", { type: "button", onclick: () => void once(refuse, () => submit("refuse")) }, words.refuse) as HTMLButtonElement;
    const clear = h("button.plain", { type: "button", onclick: () => reset(emptyDraft()) }, words.clear);
    const form = h("form.reception", { novalidate: true, "aria-label": words.title },
        h("header", h("button.plain", { type: "button", onclick: onClose }, "← ", text.back), h("h2", words.title), clear),
        h("div.chosen", picker.element, casePlace), details, h("footer.buttons", accept, acceptNew, guide, refuse));
    form.addEventListener("submit", (event) => event.preventDefault());

    function changed(again = true): void {
        saveDraft(draft);
        if (again) void askRoute();
    }

    function reset(next: Draft): void {
        draft = next;
        saveDraft(draft);
        picker.set(draft.procedure);
        procedure = undefined;
        route = undefined;
        if (draft.procedure) void choose(draft.procedure);
        else draw();
    }

    async function choose(code: string): Promise<void> {
        if (draft.procedure !== code) draft = { ...draft, procedure: code, case: "", direct: false, override: "", documents: {} };
        try {
            procedure = await get<Procedure>(`/procedures/${encodeURIComponent(code)}`);
        } catch (error) {
            return sayProblem(error);
        }
        if (!procedure.cases.some((c) => c.code === draft.case)) draft.case = procedure.cases[0]?.code ?? "";
        if (!procedure.post_out) draft.return.mode = "desk";
        draw();
        changed();
        form.querySelector<HTMLElement>("[data-path='applicant.name']")?.focus();
    }

    async function askRoute(): Promise<void> {
        if (!procedure) return;
        const mine = ++asked;
        try {
            const found = await ask<Route>("/route", question(draft));
            if (mine !== asked) return;
            route = found;
            if (draft.direct && !found.may_override) draft.direct = false;
            drawRoute();
        } catch (error) {
            if (mine === asked) sayProblem(error);
        }
    }

    function draw(): void {
        for (const b of [accept, acceptNew, guide, refuse]) b.disabled = !procedure;
        const cases = procedure?.cases ?? [];
        fill(casePlace, cases.length > 1 && labelled(words.case, select(cases.map((c) => ({ code: c.code, label: c.name })), draft.case, (v) => { draft.case = v; draw(); changed(); }), { path: "case" }));
        if (!procedure) return fill(details, h("p.quiet", words.chooseProcedure));
        fill(details, h("div", applicantPart(), documentPart()), h("div", questionPart(), returnPart(), stream, due));
        drawRoute();
    }

    function input(path: string, label: string, value: string, set: (value: string) => void, options: Record<string, unknown> = {}, required = false): HTMLElement {
        const control = h("input", { type: "text", value, autocomplete: "off", spellcheck: "false", ...options }) as HTMLInputElement;
        control.addEventListener("input", () => { set(control.value); changed(false); });
        return labelled(label, control, { path, required });
    }

    function applicantPart(): HTMLElement {
        const a = draft.applicant;
        const kind = select(words.persons.map(([code, label]) => ({ code, label })), a.kind, (v) => { a.kind = v; changed(false); });
        return h("fieldset", h("legend", words.applicant),
            h("div.pair", labelled(words.kind, kind), input("applicant.name", words.name, a.name, (v) => { a.name = v; }, { maxlength: 200 }, true)),
            h("div.pair.even", input("applicant.id_number", words.idNumber, a.id_number, (v) => { a.id_number = v; }, { inputmode: "numeric", maxlength: 12 }),
                input("applicant.phone", words.telephone, a.phone, (v) => { a.phone = v; }, { type: "tel", maxlength: 20 })),
            input("applicant.address", words.address, a.address, (v) => { a.address = v; }, { maxlength: 300 }),
            input("applicant.email", words.email, a.email, (v) => { a.email = v; }, { type: "email", maxlength: 200 }));
    }

    function choiceRow(label: string, options: [string, string][], value: string, set: (value: string) => void, path?: string): HTMLElement {
        const name = freshId("radio");
        return h("fieldset.choice", path ? { "data-path": path } : {}, h("legend", label), options.map(([code, shown]) => {
            const radio = h("input", { type: "radio", name, value: code, checked: code === value }) as HTMLInputElement;
            radio.addEventListener("change", () => { set(code); changed(); });
            return h("label", radio, h("span", shown));
        }));
    }

    function questionPart(): HTMLElement {
        const yesNo: [string, string][] = [["yes", text.yes], ["no", text.no]];
        const asks = new Set((procedure?.eligibility ?? []).map((e) => e.answer).filter((a) => a !== "case" && !(a in words.facts)));
        const fact = (name: string, label: string): HTMLElement => choiceRow(label, yesNo, draft.facts[name] ?? "", (v) => { draft.facts[name] = v; });
        return h("fieldset", h("legend", words.questions),
            fact("e_identity", words.facts["e_identity"]!), fact("portal_account", words.facts["portal_account"]!),
            [...asks].map((name) => fact(name, procedure?.eligibility?.find((e) => e.answer === name)?.question ?? name)),
            choiceRow(words.police, yesNo, draft.police ? "yes" : "no", (v) => { draft.police = v === "yes"; }),
            choiceRow(words.channel, [["counter", words.channels["counter"]!], ["post", words.channels["post"]!]], draft.channel, (v) => { draft.channel = v; }, "channel"));
    }

    function drawRoute(): void {
        if (!route) return fill(stream);
        const shown = draft.direct ? "direct" : route.stream;
        const correct = h("button.small", { type: "button", "data-correct": true, onclick: () => { draft.direct = true; changed(); drawRoute(); stream.querySelector("select")?.focus(); } },
            words.correct, h("kbd", words.correctKey));
        const undo = h("button.small", { type: "button", onclick: () => { draft.direct = false; draft.override = ""; changed(); } }, words.keepOnline);
        const reasons = select([{ code: "", label: text.choose }, ...(route.overrides ?? [])], draft.override, (v) => { draft.override = v; changed(false); });
        fill(stream, h(`p.stream-word.${shown}`, h("span", { "aria-hidden": "true" }, shown === "online" ? "◉ " : "○ "), text.streams[shown] ?? shown,
            route.rule && h("small", ` ${words.rule} ${route.rule}`)),
            h("p", draft.direct ? `${words.byRule}: ` : "", route.reason ?? ""),
            draft.direct ? h("div", labelled(words.correctReason, reasons, { path: "override", required: true }), undo) : route.may_override ? correct : null);
        const fee = route.fee ? route.fee.by_area ? words.feeByArea : money(route.fee.amount) : words.noFee;
        fill(due, h("div", h("span.label", words.due), h("strong.moment", route.due ? moment(route.due) : "–"), h("small", route.due ? longDay(route.due).split(",")[0] : "", route.term ? ` · ${route.term}` : "")),
            h("div", h("span.label", words.fee), h("strong.moment", fee), h("small", text.streams[shown] ?? "", route.fee && route.fee.confirmed === false ? ` · ${words.unconfirmed}` : "")),
            route.why?.length ? h("details", h("summary", words.whyDue), h("ol", route.why.map((s) => h("li", s)))) : null);
    }

    function documentPart(): HTMLElement {
        const wanted = (procedure?.documents ?? []).filter((d) => !d.cases?.length || d.cases.includes(draft.case));
        const kinds = Object.keys(words.kinds) as (keyof Counts)[];
        return h("fieldset", h("legend", words.documents), h("table.checklist",
            h("thead", h("tr", h("th", { scope: "col" }, words.document), kinds.map((k) => h("th", { scope: "col" }, words.kinds[k])))),
            h("tbody", wanted.map((d) => documentRow(d, kinds)))));
    }

    function documentRow(d: RequiredDocument, kinds: (keyof Counts)[]): HTMLElement {
        const counts = draft.documents[d.type] ??= { originals: 0, certified: 0, photocopies: 0, e_copies: 0 };
        return h("tr", h("td", d.name, d.confirmed === false && h("small", ` (${words.unconfirmed})`)), kinds.map((k) => {
            const count = h("input", { type: "number", min: 0, max: 99, value: counts[k] || "", "aria-label": `${d.name}: ${words.kinds[k]}` }) as HTMLInputElement;
            count.addEventListener("input", () => { counts[k] = Math.max(0, Math.min(99, Number(count.value) || 0)); changed(false); });
            return h("td", count);
        }));
    }

    function returnPart(): HTMLElement {
        const address = input("return.address", words.postAddress, draft.return.address, (v) => { draft.return.address = v; }, { maxlength: 300 }, true);
        address.hidden = draft.return.mode !== "post";
        const modes: [string, string][] = procedure?.post_out === false ? [["desk", words.desk]] : [["desk", words.desk], ["post", words.post]];
        return h("fieldset", h("legend", words.result), choiceRow(words.resultAt, modes, draft.return.mode, (v) => {
            draft.return.mode = v;
            address.hidden = v !== "post";
            const box = address.querySelector("input")!;
            if (v === "post" && !box.value) { box.value = draft.applicant.address; draft.return.address = draft.applicant.address; }
        }, "return.mode"), address);
    }

    async function submit(then: "open" | "new" | "guide" | "refuse"): Promise<void> {
        if (!procedure) return;
        showFaults(form, []);
        try {
            const accepting = then === "open" || then === "new";
            const done = await write<{ session: number; code?: string; check?: string }>("/dossiers", body(draft, procedure, accepting), draft.key);
            forgetDraft();
            say(accepting && done.code ? words.accepted(done.check ?? done.code) : text.sent);
            if (then === "new") return reset({ ...emptyDraft(), applicant: draft.applicant, facts: draft.facts, police: draft.police });
            onOpen(done.session);
            if (!accepting) await offer(done.session, then === "guide" ? /supplement|guide/ : /refus|reject/);
        } catch (error) {
            if (error instanceof Problem) {
                showFaults(form, error.faults);
                draft.key = newKey();  // refused: nothing was written, the next attempt is another one
                saveDraft(draft);
            }
            throw error;
        }
    }

    async function offer(session: number, which: RegExp): Promise<void> {
        const view = await get<SessionView>(`/dossiers/${session}`);
        const action = view.actions.find((a) => which.test(a.event));
        if (action) openAction({ base: "dossiers", session, title: view.applicant }, action, () => onOpen(session));
    }

    reset(draft);
    return {
        element: form,
        takeCard(scanned) {
            const card = readCard(scanned);
            if (!card) return false;
            Object.assign(draft.applicant, card);
            say(words.cardRead);
            draw();
            changed();
            return true;
        },
        press(what) {
            if (what === "accept") accept.click();
            else if (what === "acceptNew") acceptNew.click();
            else form.querySelector<HTMLElement>("[data-correct]")?.click();
        },
    };
}
