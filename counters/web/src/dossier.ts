// One dossier: its promise with the derivation, what may be done, its slips with their print state, its history.

import { get, newKey, picture, write } from "./api.js";
import { actionButtons, targetOf } from "./actions.js";
import { showSheet } from "./dialog.js";
import { fill, h } from "./dom.js";
import { isNotice, noticeTitle, readFailures, remedies } from "./failures.js";
import { dueBadge, streamBadge } from "./list.js";
import { onEvent } from "./live.js";
import { once, say, sayProblem } from "./notice.js";
import { getOffice } from "./session.js";
import { text } from "./text.js";
import type { Duty, Items, Job, SessionView, Slip } from "./types.js";
import { longDay, moment, money } from "./when.js";

const words = text.dossier;

// `restless`: something of it is on its way to a person, and who carries it tells of it in commits of their own.
interface Open { id: string; place: HTMLElement; session: number; restless: boolean; onBack: () => void }
let open: Open | undefined;

export function showDossier(place: HTMLElement, id: string, onBack: () => void): void {
    open = { id, place, session: 0, restless: false, onBack };
    fill(place, h("p.quiet", text.loading));
    void load(open);
}

export function leaveDossier(): void { open = undefined; }

async function load(what: Open): Promise<void> {
    try {
        const [dossier, jobs, failed] = await Promise.all([get<SessionView>(`/dossiers/${encodeURIComponent(what.id)}`),
            get<Items<Job>>("/jobs").then((j) => j.items).catch(() => []), readFailures().catch(() => [])]);
        if (open !== what) return;
        const first = what.session === 0;
        what.session = dossier.session;
        what.restless = dossier.duties.some((d) => d.state === "queued" || d.state === "sending");
        redraw(what.place, draw(dossier, [...jobs, ...failed.filter((d) => d.kind === "print")], what), first);
    } catch (error) {
        if (open === what) what.onBack();
        sayProblem(error);
    }
}

// What was unfolded stays so, and who is at work elsewhere on the page is left there.
function redraw(place: HTMLElement, article: HTMLElement, first: boolean): void {
    const unfolded = new Set([...place.querySelectorAll("details[open] > summary")].map((s) => s.textContent));
    const here = first || place.contains(document.activeElement);
    fill(place, article);
    if (!first) for (const s of article.querySelectorAll("summary")) if (unfolded.has(s.textContent)) s.parentElement!.setAttribute("open", "");
    if (here) article.querySelector<HTMLElement>("h2")?.focus();
}

// Many events in one moment cost one reload.
let timer = 0;
function loadSoon(): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => { if (open) void load(open); }, 80);
}

onEvent((event, data) => {
    if (!open) return;
    const touched = event === "reload" || event === "printer" || event === "clock" ||
        (event === "commit" && (open.restless || (data["sessions"] as number[]).includes(open.session)));
    if (touched) loadSoon();
});

function fact(name: string, value: unknown): Node[] {
    return value ? [h("dt", name), h("dd", value as string)] : [];
}

function draw(d: SessionView, jobs: Job[], what: Open): HTMLElement {
    const waits = d.duties.some((n) => isNotice(n) && waitsForSomebody(d, n));
    const target = targetOf("dossiers", d, [d.check || d.code, d.applicant].filter(Boolean).join(" – "));
    return h("article.dossier", { "data-session": d.session },
        h("header", h("button.plain", { type: "button", onclick: what.onBack }, "← ", text.back),
            h("div", h("h2", { tabindex: -1 }, d.check || d.code || words.noCode),
                h("p", d.procedure_name, h("small", ` ${d.procedure}`))),
            h("div.standing", h("strong", d.phase_label), streamBadge(d.stream), dueBadge(d.colour, d.due_words),
                d.late && h("span.badge.red", `■ ${words.late}`),
                d.promise?.hand_delivery && h("span.badge.red", `✋ ${words.byHand}`),
                d.apology && d.apology !== "none" && h("span.badge.amber", "✉ ", text.apologies[d.apology] ?? d.apology))),
        d.parked_reason ? h("p.notice.bad", { role: "alert" }, `${words.parked}: ${d.parked_reason}`) : null,
        h("section.card.todo", h("h3", words.actions), actionButtons(target, d.actions ?? [], () => void load(what))),
        h("div.columns",
            h("div", promiseCard(d), applicantCard(d), documentsCard(d)),
            h("div", waits ? [noticesCard(d, what), slipsCard(d, jobs, what)] : [slipsCard(d, jobs, what), noticesCard(d, what)], timelineCard(d))));
}

function promiseCard(d: SessionView): HTMLElement | null {
    const p = d.promise;
    if (!p?.due) return null;
    return h("section.card", h("h3", words.promise),
        h("p.due", h("strong", moment(p.due)), " ", longDay(p.due).split(",")[0]),
        p.reappointed && h("p", `${words.reappointed}: `, h("strong", moment(p.reappointed))),
        p.legal && p.legal !== p.due && h("p.quiet", `${words.legal}: ${moment(p.legal)}`),
        p.local ? h("p.quiet", `${words.local}: ${moment(p.local)} (${(p.linked ?? []).map((b) =>
            `${b.name}: ${b.working_days}`).join("; ")})`) : null,
        p.slow_acceptance ? h("p", h("span.badge.red", words.slowAcceptance)) : null,
        p.slow_hand_over ? h("p", h("span.badge.red", words.slowHandOver)) : null,
        p.why?.length ? h("details", h("summary", words.why), h("ol", p.why.map((s) => h("li", s)))) : null,
        p.promised && p.promised.length > 1
            ? h("details", h("summary", words.promised), h("ol", p.promised.map((r) => h("li", r.words)))) : null);
}

function applicantCard(d: SessionView): HTMLElement {
    const r = d.record;
    const a = r.applicant ?? {};
    const fee = r.fee?.amount ? `${money(r.fee.amount)}${r.fee.paid ? ` – ${words.paid}` : ""}` : "";
    const back = r.return?.mode === "post" ? `${text.reception.post}: ${r.return.address ?? ""}` : text.reception.desk;
    return h("section.card", h("h3", words.applicant), h("p", h("strong", [text.reception.kinds_of_person[a.kind ?? ""], a.name].filter(Boolean).join(" "))),
        h("dl", fact(text.reception.idNumber, a.id_number), fact(text.reception.telephone, a.phone), fact(text.reception.email, a.email),
            fact(text.reception.address, a.address), fact(words.channel, text.reception.channels[r.channel ?? ""]),
            fact(words.stream, r.route?.override_text || r.route?.sentence), fact(words.portal, r.portal?.code), fact(words.unit, d.unit),
            fact(words.holder, text.roles[d.holder ?? ""] ?? d.holder), fact(words.fee, fee), fact(words.result, back)));
}

function documentsCard(d: SessionView): HTMLElement | null {
    if (!d.record.documents?.length) return null;
    const kinds = text.reception.kinds;
    return h("section.card", h("h3", words.documents), h("ul.documents", d.record.documents.map((doc) => {
        const counts = (Object.keys(kinds) as (keyof typeof kinds)[]).filter((k) => (doc[k] ?? 0) > 0).map((k) => `${kinds[k]} ${doc[k]}`);
        return h("li", doc.name || doc.type, counts.length > 0 && h("small", ` (${counts.join(", ")})`));
    })));
}

function slipsCard(d: SessionView, jobs: Job[], what: Open): HTMLElement {
    if (d.slips.length === 0) return h("section.card", h("h3", words.slips), h("p.quiet", words.noSlips));
    return h("section.card", h("h3", words.slips), h("ul.slips", d.slips.map((slip) => slipLine(slip, jobs.find((j) => j.session === d.session && j.name === slip.form && (j.args?.seq ?? 1) === (slip.seq ?? 1)), what))));
}

const printIcons: Record<string, string> = { queued: "…", sending: "➜", done: "✔", failed: "✖", unknown: "?" };

function slipLine(slip: Slip, job: Job | undefined, what: Open): HTMLElement {
    const state = slip.print_state ?? "";
    const key = newKey();
    const again = h("button.small", { type: "button", onclick: () => void once(again, async () => {
        await write(`/slips/${slip.id}/reprint`, {}, key);
        say(words.reprinted);
        void load(what);
    }) }, words.reprint) as HTMLButtonElement;
    const view = h("button.small", { type: "button", onclick: () => void once(view, async () => {
        const address = await picture(`/slips/${slip.id}.png`);
        showSheet(text.forms[slip.form] ?? slip.form, address, () => URL.revokeObjectURL(address));
    }) }, words.view) as HTMLButtonElement;
    const title = slip.title || (text.forms[slip.form] ?? slip.form);
    return h("li", { "data-form": slip.form, "data-print": state },
        h("div", h("strong", title), slip.number && h("small", ` số ${slip.number}`),
            state && h(`span.print.${state}`, `${printIcons[state] ?? ""} ${text.printStates[state] ?? state}`, job?.reason && ` – ${job.reason}`)),
        slip.id && h("div.row", view, job?.state === "unknown" ? decideButtons(job, () => void load(what)) : again));
}

export function decideButtons(job: Job, onDone: () => void): HTMLElement {
    const key = newKey();
    const button = (outcome: string, label: string): HTMLButtonElement => {
        const b = h("button.small", { type: "button", onclick: () => void once(b, async () => {
            await write(`/jobs/${job.id}/decide`, { outcome }, key);
            onDone();
        }) }, label) as HTMLButtonElement;
        return b;
    };
    return h("span.row", button("printed", text.printing.printed), button("reprint", text.printing.reprint));
}

// A failure that somebody has dealt with since stays readable, without buttons.
function waitsForSomebody(d: SessionView, notice: Duty): boolean {
    const slip = notice.args?.slip;
    return notice.state === "failed" && !d.duties.some((later) => later.id > notice.id && (later.args?.again === notice.id ||
        (slip !== undefined && later.kind === "print" && later.name === slip.form && (later.args?.seq ?? 1) === (slip.seq ?? 1))));
}

function noticesCard(d: SessionView, what: Open): HTMLElement | null {
    const all = d.duties.filter(isNotice);
    if (all.length === 0) return null;
    return h("section.card", h("h3", words.notices), h("ul.slips", all.map((notice) => {
        const waits = waitsForSomebody(d, notice);
        const slip = notice.args?.slip;
        const sheet = slip && d.slips.find((s) => s.form === slip.form && (s.seq ?? 1) === (slip.seq ?? 1))?.id;
        const how = notice.reason === "told_by_person" ? text.failures.toldByPerson
            : notice.state === "done" ? text.carriers[notice.target ?? ""] : notice.reason;
        return h("li", { "data-notice": notice.name, "data-state": notice.state },
            h("div", h("strong", noticeTitle(notice)),
                h(`span.print.${notice.state}`, `${printIcons[notice.state] ?? ""} ${text.noticeStates[notice.state] ?? notice.state}`, how && ` – ${how}`,
                    notice.state === "failed" && !waits && ` (${text.failures.dealtWith})`),
                waits && h("p.hint", `${text.nextStep}: ${text.failures.nextNotice}`)),
            waits && remedies(notice, () => void load(what), sheet));
    })));
}

function timelineCard(d: SessionView): HTMLElement {
    const staff = new Map((getOffice()?.staff ?? []).map((s) => [s.id, s.name]));
    return h("section.card", h("h3", words.timeline), h("ol.timeline", d.timeline.map((entry) => h(`li.${entry.cause ?? "external"}`,
        h("time", { datetime: entry.at }, moment(entry.at)),
        h("div", h("strong", entry.label || entry.event), h("small", staff.get(entry.actor) ?? text.roles[entry.actor] ?? entry.actor), entry.detail && h("p", entry.detail))))));
}
