// What a filled reception is: the draft that survives F5 (with its key and what was sent under it, so that sending the same
// again changes nothing twice), what it still lacks, and what of it goes to the server. No drawing here.

import { type FormKey, newKey } from "./api.js";
import { publishedFor } from "./documents_field.js";
import { text } from "./text.js";
import type { FieldFault, Procedure } from "./types.js";

export type Counts = Record<"originals" | "certified" | "photocopies" | "e_copies", number>;

export interface Applicant { kind: string; name: string; id_number: string; address: string; phone: string; email: string }

export interface Draft {
    key: FormKey;
    procedure: string;
    case: string;
    channel: string;
    applicant: Applicant;
    /** Answers are "yes", "no", or "" as long as nobody has answered. */
    police: string;
    guided: string;
    facts: Record<string, string>;
    direct: boolean;
    override: string;
    documents: Record<string, Counts>;
    return: { mode: string; address: string };
}

const place = "reception";

export function emptyDraft(): Draft {
    return {
        key: newKey(), procedure: "", case: "", channel: "counter",
        applicant: { kind: "", name: "", id_number: "", address: "", phone: "", email: "" },
        police: "", guided: "", facts: {}, direct: false, override: "", documents: {}, return: { mode: "desk", address: "" },
    };
}

export function savedDraft(): Draft {
    try {
        const saved = sessionStorage.getItem(place);
        if (!saved) return emptyDraft();
        const draft = { ...emptyDraft(), ...JSON.parse(saved) as Draft };
        return typeof draft.key === "object" ? draft : { ...draft, key: newKey(), police: "" };  // one of an older page
    } catch {
        return emptyDraft();
    }
}

export const saveDraft = (draft: Draft): void => sessionStorage.setItem(place, JSON.stringify(draft));
export const forgetDraft = (): void => sessionStorage.removeItem(place);

const yes = (answer: string | undefined): boolean | undefined => answer === undefined || answer === "" ? undefined : answer === "yes";

/** A question at reception: what it is called on the form, and what the server calls it. */
export interface Question { path: string; label: string; answer: string }

const identityQuestions = ["e_identity", "portal_account"] as const;
const words = text.reception;

/** The questions of the procedure itself, each once. */
export function ownQuestions(procedure: Procedure): { name: string; label: string }[] {
    const own = (procedure.eligibility ?? []).filter((e) => e.answer !== "case" && !(e.answer in words.facts));
    return [...new Set(own.map((e) => e.answer))].map((name) => ({ name, label: own.find((e) => e.answer === name)?.question || name }));
}

/** Who is present is asked about an account and an electronic identity; a letter cannot be asked. */
export const asksIdentity = (draft: Draft): boolean => draft.channel === "counter";
export const needsGuidance = (draft: Draft): boolean => asksIdentity(draft) && identityQuestions.some((name) => draft.facts[name] === "no");

function allQuestions(draft: Draft, procedure: Procedure): Question[] {
    const cases = procedure.cases.length > 1 ? [{ path: "case", label: words.case, answer: draft.case }] : [];
    const identity = asksIdentity(draft)
        ? identityQuestions.map((name) => ({ path: `facts.${name}`, label: words.facts[name] ?? name, answer: draft.facts[name] ?? "" })) : [];
    return [...cases, ...identity,
        ...ownQuestions(procedure).map((q) => ({ path: `facts.${q.name}`, label: q.label, answer: draft.facts[q.name] ?? "" })),
        { path: "applicant.police_staff", label: words.police, answer: draft.police }];
}

/** Nobody has answered these, so the stream is not known. */
export const openQuestions = (draft: Draft, procedure: Procedure): Question[] =>
    allQuestions(draft, procedure).filter((q) => q.answer === "");

/** What no reception can do without: whatever its papers print, and every answer. */
export function missing(draft: Draft, procedure: Procedure, accept: boolean): FieldFault[] {
    const { applicant, return: back } = draft;
    const out: FieldFault[] = [];
    const need = (field: string, value: string, message: string): void => { if (value.trim() === "") out.push({ field, message }); };
    need("applicant.name", applicant.name, words.nameMissing);
    need("applicant.address", applicant.address, words.addressMissing);
    for (const q of openQuestions(draft, procedure)) out.push({ field: q.path, message: words.answerMissing });
    if (accept && needsGuidance(draft)) need("identity.guided", draft.guided, words.answerMissing);
    if (draft.direct) need("override", draft.override, words.overrideMissing);
    if (back.mode === "post") need("return.address", back.address, words.postAddressMissing);
    return out;
}

export function question(draft: Draft): Record<string, unknown> {
    return {
        procedure: draft.procedure, case: draft.case, channel: draft.channel, facts: answered(draft.facts),
        applicant: { police_staff: yes(draft.police) }, return: draft.return, ...(draft.direct ? { stream: "direct" } : {}),
    };
}

const answered = (facts: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(facts).filter(([, v]) => v !== ""));

export function body(draft: Draft, procedure: Procedure, accept: boolean): Record<string, unknown> {
    const filled = Object.fromEntries(Object.entries(draft.applicant).filter(([, v]) => v.trim() !== ""));
    return {
        procedure: draft.procedure, case: draft.case, channel: draft.channel,
        applicant: { ...filled, police_staff: yes(draft.police) }, facts: answered(draft.facts),
        identity: {
            e_identity: yes(draft.facts["e_identity"]), portal_account: yes(draft.facts["portal_account"]),
            ...(needsGuidance(draft) ? { guided: yes(draft.guided) } : {}),
        },
        ...(draft.direct ? { stream: "direct", override: draft.override } : {}),
        documents: publishedFor(procedure, draft.case).filter((d) => counted(draft, d.type) > 0).map((d) => ({ type: d.type, ...draft.documents[d.type] })),
        return: draft.return, accept,
    };
}

function counted(draft: Draft, type: string): number {
    const counts = draft.documents[type];
    return counts ? counts.originals + counts.certified + counts.photocopies + counts.e_copies : 0;
}

/** The code on an identity card: number|older number|name|born|sex|address|issued. What it does not say clearly stays open. */
export function readCard(scanned: string): Partial<Draft["applicant"]> | undefined {
    const parts = scanned.normalize("NFC").split("|").map((p) => p.trim());
    if (parts.length < 6 || !/^\d{12}$/.test(parts[0] ?? "")) return undefined;
    const kinds: Record<string, string> = { "nam": "man", "nữ": "woman" };
    return { id_number: parts[0] ?? "", name: parts[2] ?? "", kind: kinds[(parts[4] ?? "").toLowerCase()] ?? "", address: parts[5] ?? "" };
}

/** What the card says otherwise than the form does; what the form leaves open is no difference. */
export function differences(now: Applicant, card: Partial<Applicant>): (keyof Applicant)[] {
    const same = (a: string, b: string): boolean => a.trim().normalize("NFC").toLowerCase() === b.trim().normalize("NFC").toLowerCase();
    return (Object.keys(card) as (keyof Applicant)[]).filter((name) => now[name].trim() !== "" && (card[name] ?? "") !== "" && !same(now[name], card[name]!));
}

/** Of a 12-digit number the fourth digit tells: even for men, odd for women. */
export function kindOf(idNumber: string): string {
    return /^\d{12}$/.test(idNumber) ? Number(idNumber[3]) % 2 === 0 ? "man" : "woman" : "";
}
