// Reception: procedure, applicant, questions, the stream with its rule, papers, the due date with its reasons, the fee,
// the way back. The engine decides all of these; this form asks again with every answer.

import { Problem, ask, get, newKey, write } from "./api.js";
import { openAction } from "./actions.js";
import { fill, h, showFaults } from "./dom.js";
import { once, say, sayProblem } from "./notice.js";
import { ProcedurePicker } from "./procedure_picker.js";
import { type Draft, body, emptyDraft, forgetDraft, question, readCard, saveDraft, savedDraft } from "./reception_form.js";
import { type Filling, applicantPart, documentPart, drawCases, questionPart, returnPart } from "./reception_parts.js";
import { routeCards } from "./reception_route.js";
import { text } from "./text.js";
import type { Procedure, Route, SessionView } from "./types.js";

const words = text.reception;

type Then = "open" | "new" | "guide" | "refuse";

export class Reception implements Filling {
    readonly element: HTMLElement;
    draft = savedDraft();
    private procedure: Procedure | undefined;
    private route: Route | undefined;
    private asked = 0;
    private readonly details = h("div.reception-grid");
    private readonly casePlace = h("div");
    private readonly cards = routeCards();
    private readonly picker = new ProcedurePicker(this.draft.procedure, (code) => void this.choose(code));
    private readonly accept = this.button("open", "button.primary", words.accept, h("kbd", "Ctrl+Enter"));
    private readonly acceptNew = this.button("new", "button", words.acceptNew);
    private readonly guide = this.button("guide", "button", words.guide);
    private readonly refuse = this.button("refuse", "button.danger", words.refuse);

    constructor(private readonly onOpen: (session: number) => void, onClose: () => void) {
        const clear = h("button.plain", { type: "button", onclick: () => this.reset(emptyDraft()) }, words.clear);
        this.element = h("form.reception", { novalidate: true, "aria-label": words.title },
            h("header", h("button.plain", { type: "button", onclick: onClose }, "← ", text.back), h("h2", words.title), clear),
            h("div.chosen", this.picker.element, this.casePlace), this.details,
            h("footer.buttons", this.accept, this.acceptNew, this.guide, this.refuse));
        this.element.addEventListener("submit", (event) => event.preventDefault());
        this.reset(this.draft);
    }

    /** Whether what was scanned is an identity card, which is then filled in. */
    takeCard(scanned: string): boolean {
        const card = readCard(scanned);
        if (!card) return false;
        Object.assign(this.draft.applicant, card);
        say(words.cardRead);
        this.draw();
        this.answered();
        return true;
    }

    press(what: "accept" | "acceptNew" | "correct"): void {
        if (what === "accept") this.accept.click();
        else if (what === "acceptNew") this.acceptNew.click();
        else this.element.querySelector<HTMLElement>("[data-correct]")?.click();
    }

    readonly kept = (): void => saveDraft(this.draft);

    readonly answered = (): void => {
        this.kept();
        void this.askRoute();
    };

    private button(then: Then, tag: string, ...children: (string | Node)[]): HTMLButtonElement {
        const b: HTMLButtonElement = h(tag, { type: "button", onclick: () => void once(b, () => this.submit(then)) }, ...children) as HTMLButtonElement;
        return b;
    }

    private reset(next: Draft): void {
        this.draft = next;
        this.kept();
        this.picker.set(next.procedure);
        this.procedure = undefined;
        this.route = undefined;
        if (next.procedure) void this.choose(next.procedure);
        else this.draw();
    }

    private async choose(code: string): Promise<void> {
        if (this.draft.procedure !== code) {
            this.route = undefined;
            this.draft = { ...this.draft, procedure: code, case: "", direct: false, override: "", documents: {} };
        }
        let found: Procedure;
        try {
            found = this.procedure = await get<Procedure>(`/procedures/${encodeURIComponent(code)}`);
        } catch (error) {
            return sayProblem(error);
        }
        if (!found.cases.some((c) => c.code === this.draft.case)) this.draft.case = found.cases[0]?.code ?? "";
        if (!found.post_out) this.draft.return.mode = "desk";
        this.draw();
        this.answered();
        this.element.querySelector<HTMLElement>("[data-path='applicant.name']")?.focus();
    }

    private async askRoute(): Promise<void> {
        if (!this.procedure) return;
        const mine = ++this.asked;
        try {
            const found = await ask<Route>("/route", question(this.draft));
            if (mine !== this.asked) return;
            this.route = found;
            if (this.draft.direct && !found.may_override) this.draft.direct = false;
            this.cards.draw(this, found);
        } catch (error) {
            if (mine !== this.asked) return;
            this.route = undefined;
            this.cards.draw(this, undefined);
            sayProblem(error);
        }
    }

    private draw(): void {
        const procedure = this.procedure;
        for (const b of [this.accept, this.acceptNew, this.guide, this.refuse]) b.disabled = !procedure;
        drawCases(this.casePlace, this, procedure, () => this.draw());
        if (!procedure) return fill(this.details, h("p.quiet", words.chooseProcedure));
        fill(this.details, h("div", applicantPart(this), documentPart(this, procedure)),
            h("div", questionPart(this, procedure), returnPart(this, procedure), this.cards.stream, this.cards.due));
        this.cards.draw(this, this.route);
    }

    private async submit(then: Then): Promise<void> {
        const { draft, procedure } = this;
        if (!procedure) return;
        showFaults(this.element, []);
        const accepting = then === "open" || then === "new";
        try {
            const done = await write<{ session: number; code?: string; check?: string }>("/dossiers", body(draft, procedure, accepting), draft.key);
            forgetDraft();
            say(accepting && done.code ? words.accepted(done.check ?? done.code) : text.sent);
            if (then === "new") return this.reset({ ...emptyDraft(), applicant: draft.applicant, facts: draft.facts, police: draft.police });
            this.onOpen(done.session);
            if (!accepting) await this.offer(done.session, then === "guide" ? /supplement|guide/ : /refus|reject/);
        } catch (error) {
            if (error instanceof Problem) this.showRefused(error);
            throw error;
        }
    }

    // Nothing was written, so the next attempt is another one.
    private showRefused(problem: Problem): void {
        showFaults(this.element, problem.faults);
        this.draft.key = newKey();
        this.kept();
    }

    private async offer(session: number, which: RegExp): Promise<void> {
        const view = await get<SessionView>(`/dossiers/${session}`);
        const action = view.actions.find((a) => which.test(a.event));
        if (action) openAction({ base: "dossiers", session, title: view.applicant }, action, () => this.onOpen(session));
    }
}
