// What a filled reception is: the draft that survives F5 (with its key, so that sending it again changes nothing
// twice), and what of it goes to the server. No drawing here.

import { newKey } from "./api.js";
import type { Procedure } from "./types.js";

export type Counts = Record<"originals" | "certified" | "photocopies" | "e_copies", number>;

export interface Draft {
    key: string;
    procedure: string;
    case: string;
    channel: string;
    applicant: { kind: string; name: string; id_number: string; address: string; phone: string; email: string };
    police: boolean;
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
        applicant: { kind: "man", name: "", id_number: "", address: "", phone: "", email: "" },
        police: false, facts: {}, direct: false, override: "", documents: {}, return: { mode: "desk", address: "" },
    };
}

export function savedDraft(): Draft {
    try {
        const saved = sessionStorage.getItem(place);
        return saved ? { ...emptyDraft(), ...JSON.parse(saved) as Draft } : emptyDraft();
    } catch {
        return emptyDraft();
    }
}

export const saveDraft = (draft: Draft): void => sessionStorage.setItem(place, JSON.stringify(draft));
export const forgetDraft = (): void => sessionStorage.removeItem(place);

const yes = (answer: string | undefined): boolean | undefined => answer === undefined || answer === "" ? undefined : answer === "yes";

export function question(draft: Draft): Record<string, unknown> {
    return {
        procedure: draft.procedure, case: draft.case, channel: draft.channel, facts: draft.facts,
        applicant: { police_staff: draft.police }, return: draft.return, ...(draft.direct ? { stream: "direct" } : {}),
    };
}

export function body(draft: Draft, procedure: Procedure, accept: boolean): Record<string, unknown> {
    const filled = Object.fromEntries(Object.entries(draft.applicant).filter(([, v]) => v.trim() !== ""));
    const documents = procedure.documents ?? [];
    return {
        procedure: draft.procedure, case: draft.case, channel: draft.channel,
        applicant: { ...filled, police_staff: draft.police }, facts: draft.facts,
        identity: { e_identity: yes(draft.facts["e_identity"]), portal_account: yes(draft.facts["portal_account"]) },
        ...(draft.direct ? { stream: "direct", override: draft.override } : {}),
        documents: documents.filter((d) => counted(draft, d.type) > 0).map((d) => ({ type: d.type, ...draft.documents[d.type] })),
        return: draft.return, accept,
    };
}

function counted(draft: Draft, type: string): number {
    const counts = draft.documents[type];
    return counts ? counts.originals + counts.certified + counts.photocopies + counts.e_copies : 0;
}

/** The code on an identity card: number|older number|name|born|sex|address|issued. */
export function readCard(scanned: string): Partial<Draft["applicant"]> | undefined {
    const parts = scanned.split("|").map((p) => p.trim());
    if (parts.length < 6 || !/^\d{12}$/.test(parts[0] ?? "")) return undefined;
    return { id_number: parts[0] ?? "", name: parts[2] ?? "", kind: parts[4] === "Nữ" ? "woman" : "man", address: parts[5] ?? "" };
}
