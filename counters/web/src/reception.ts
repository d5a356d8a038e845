// Reception: procedure, applicant, questions, the stream with its rule, papers, the due date with its reasons, the fee,
// the way back. The engine decides all of these; this form asks again with every answer.

import { Problem, ask, get, write } from "./api.js";
import { askedCard } from "./card.js";
import { fill, h } from "./dom.js";
import { faultPlace } from "./faults.js";
import { once, say, sayProblem } from "./notice.js";
import { ProcedurePicker } from "./procedure_picker.js";
import { type Applicant, type Draft, body, differences, emptyDraft, forgetDraft, kindOf, missing, openQuestions, question, saveDraft, savedDraft } from "./reception_form.js";
import { type TurnedAway, turnAway } from "./reception_guide.js";
import { type Filling, applicantPart, documentPart, drawCases, questionPart, returnPart } from "./reception_parts.js";
import { routeCards } from "./reception_route.js";
import { text } from "./text.js";
import type { Procedure, Route } from "./types.js";

const words = text.reception;

type Then = "open" | "new";

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
    private readonly guide = h("button", { type: "button", onclick: () => this.turnAway("guide") }, words.guide) as HTMLButtonElement;
    private readonly refuse = h("button.danger", { type: "button", onclick: () => this.turnAway("refuse") }, words.refuse) as HTMLButtonElement;
    private readonly faults = faultPlace(() => this.element);

    constructor(private readonly onOpen: (session: number) => void, onClose: () => void) {
        const clear = h("button.plain", { type: "button", onclick: () => this.startAnew(emptyDraft()) }, words.clear);
        this.element = h("form.reception", { novalidate: true, "aria-label": words.title },
            h("header", h("button.plain", { type: "button", onclick: onClose }, "← ", text.back), h("h2", words.title), clear),
            h("div.chosen", this.picker.element, this.casePlace), this.details,
            h("footer", this.faults.element, h("div.buttons", this.accept, this.acceptNew, this.guide, this.refuse)));
        this.element.addEventListener("submit", (event) => event.preventDefault());
        this.reset(this.draft);
    }

    /** The applicant is whom the card names. What the form already says otherwise goes only when a person says so. */
    takeCard(card: Partial<Applicant>): void {
        const { draft } = this;
        const differing = differences(draft.applicant, card);
        if (differing.length === 0) return this.fillFrom(card);
        askedCard(draft.applicant, card, differing, {
            replace: () => {
                if (differing.includes("id_number") || differing.includes("name")) Object.assign(draft.applicant, { phone: "", email: "" });
                this.fillFrom(card);
            },
            anew: () => {
                this.startAnew(emptyDraft());
                this.fillFrom(card);
            },
        });
    }

    private fillFrom(card: Partial<Applicant>): void {
        const { applicant } = this.draft;
        for (const [name, value] of Object.entries(card)) if (value) applicant[name as keyof Applicant] = value;
        applicant.kind ||= kindOf(applicant.id_number);
        say(words.cardRead(applicant.name));
        this.draw();
        this.answered();
        (this.element.querySelector<HTMLElement>("[data-path='applicant.phone']") ?? this.picker.box).focus();
    }

    press(what: "accept" | "acceptNew" | "correct"): void {
        if (what === "accept") this.accept.click();
        else if (what === "acceptNew") this.acceptNew.click();
        else this.correct();
    }

    // Where nothing can be corrected yet, the reason is told.
    private correct(): void {
        const button = this.element.querySelector<HTMLElement>("[data-correct]");
        if (button) return button.click();
        const open = this.procedure && !this.draft.direct ? openQuestions(this.draft, this.procedure).map((q) => q.label) : [];
        if (open.length > 0) say(words.streamOpen, "bad", `${words.stillOpen}: ${open.join("; ")}`);
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

    private startAnew(next: Draft): void {
        this.faults.clear();
        this.reset(next);
        if (!next.procedure) this.picker.box.focus();
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
        if (!found.cases.some((c) => c.code === this.draft.case)) this.draft.case = found.cases.length === 1 ? found.cases[0]!.code : "";
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
            if (this.draft.direct && found.stream && !found.may_override && openQuestions(this.draft, this.procedure).length === 0) this.draft.direct = false;
            this.drawCards();
        } catch (error) {
            if (mine !== this.asked) return;
            this.route = undefined;
            this.drawCards();
            sayProblem(error);
        }
    }

    private draw(): void {
        const procedure = this.procedure;
        for (const b of [this.accept, this.acceptNew, this.guide, this.refuse]) b.disabled = !procedure;
        drawCases(this.casePlace, this, procedure, () => this.draw());
        if (!procedure) return fill(this.details, h("p.quiet", words.chooseProcedure, this.draft.applicant.name && h("strong", ` ${words.waiting(this.draft.applicant.name)}`)));
        fill(this.details, h("div", applicantPart(this), documentPart(this, procedure)),
            h("div", questionPart(this, procedure), returnPart(this, procedure), this.cards.stream, this.cards.due));
        this.drawCards();
    }

    // What the page knows to be open, and what the server says is.
    private drawCards(): void {
        if (!this.procedure) return;
        const open = openQuestions(this.draft, this.procedure).map((q) => q.label);
        const named = (id: string): string => this.procedure?.eligibility?.find((e) => e.id === id || e.answer === id)?.question || words.facts[id] || id;
        for (const id of this.route?.unanswered ?? []) if (!open.includes(named(id))) open.push(named(id));
        this.cards.draw(this, this.route, open);
    }

    // Whatever lacks is shown before anything is sent.
    private isWhole(procedure: Procedure, accept: boolean): boolean {
        this.faults.clear();
        const lacking = missing(this.draft, procedure, accept);
        if (lacking.length > 0) this.faults.showFields(lacking);
        return lacking.length === 0;
    }

    private async submit(then: Then): Promise<void> {
        const { draft, procedure } = this;
        if (!procedure || !this.isWhole(procedure, true)) return;
        try {
            const sent = write<{ session: number; code?: string; check?: string }>("/dossiers", body(draft, procedure, true), draft.key);
            this.kept();  // with the key, before the answer: it may never come
            const done = await sent;
            forgetDraft();
            say(done.code ? words.accepted(done.check ?? done.code) : words.stored);
            if (then === "new") this.startAnew({ ...emptyDraft(), applicant: draft.applicant, facts: draft.facts, police: draft.police, guided: draft.guided });
            else this.onOpen(done.session);
        } catch (error) {
            this.showRefused(error);
            throw error;
        }
    }

    private showRefused(error: unknown): void {
        this.faults.show(error);
        this.kept();
    }

    private turnAway(how: TurnedAway): void {
        const { draft, procedure } = this;
        if (!procedure || !this.isWhole(procedure, false)) return;
        if (!draft.direct && this.route?.stream === "online") return this.showRefused(new Problem(409, words.turnAwayOnline, words.turnAwayOnlineNext));
        turnAway(how, draft, procedure, () => this.kept(), this.onOpen, (error) => this.showRefused(error));
    }
}
