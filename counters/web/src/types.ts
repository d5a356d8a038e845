// The shapes of /api/v1 that the page reads. What may be missing is optional; the page then shows less.

export interface Staff { id: string; name: string; title: string; unit: string; unit_name: string; roles: string[]; counter?: string }
export interface Counter { id: string; name: string; printers: { paper: string; uri: string }[] }
/** While `held` nothing is written: the server's `clock` contradicts what is already written. */
export interface HeldClock { held: boolean; clock?: string; message?: string; next?: string }
export interface Office { code: string; name: string; now: string; training: boolean; staff: Staff[]; counters: Counter[]; clock?: HeldClock }
export interface Warning { kind: string; message: string; next?: string; until?: string }

export interface Option { code: string; label: string }
export interface Field {
    name: string; label: string; type: string; required?: boolean; options?: Option[];
    least?: string; most?: string; value?: unknown;
}
export interface Action { event: string; label: string; roles: string[]; fields: Field[]; mine?: boolean }

export interface Worklist { id: string; label: string; count: number; late?: number }
export interface ListItem {
    session: number; code: string; check?: string; procedure: string; procedure_name: string; applicant: string;
    phase: string; phase_label: string; stream?: string; due?: string | null; due_words?: string; colour?: string;
    late?: boolean; apology?: string; holder?: string; return?: string; closed?: boolean; parked?: boolean;
}
/** `total` is counted to its end, or (`more`) only so far; `next`, `previous`: the places where the pages around this one begin. */
export interface Listing {
    items: ListItem[]; total: number; more?: boolean; next?: string | null; previous?: string | null; commit?: number;
}

export interface RequiredDocument { type: string; name: string; cases?: string[]; confirmed?: boolean }
export interface Procedure {
    code: string; name: string; agency?: string; online_level?: string;
    cases: { code: string; name: string }[];
    terms?: { words: string; case: string; confirmed?: boolean }[];
    eligibility?: { id: string; answer: string; otherwise: string; question?: string; accepts?: string[] }[];
    documents?: RequiredDocument[]; post_in?: boolean; post_out?: boolean;
}
export interface Fee { amount: number; by_area?: boolean; note?: string; confirmed?: boolean }
/** `unanswered`: names of questions that the stream still depends on; there is no stream then. */
export interface Route {
    stream: string | null; unanswered?: string[]; mode?: string; rule?: string; reason?: string; may_override?: boolean;
    overrides?: { code: string; label: string }[]; documents?: RequiredDocument[]; term?: string;
    due?: string | null; due_words?: string; why?: string[]; fee?: Fee | null;
}

export interface DueView {
    due: string | null; legal?: string; reappointed?: string | null; words?: string; late?: boolean; paused?: boolean;
    premature?: boolean; issued?: boolean; hand_delivery?: boolean; why?: string[];
    promised?: { words: string }[]; local?: string; linked?: { name: string; working_days: number }[];
    slow_acceptance?: boolean; hand_over_by?: string; handed_over?: string | null; slow_hand_over?: boolean; t1?: string | null; t2?: string;
}
export interface TimelineEntry { at: string; actor: string; event: string; label: string; cause?: string; detail?: string }
export interface Slip {
    id?: number; form: string; title?: string; number?: string; seq?: number; issued?: string; print_state?: string; reason?: string;
}
export interface Person {
    kind?: string; name?: string; id_number?: string; address?: string; phone?: string; email?: string; police_staff?: boolean;
}
export interface ReceivedDocument {
    type: string; name?: string; originals?: number; certified?: number; photocopies?: number; e_copies?: number;
}
/** What is asked for on form 02; `form` is paper or e-copy. */
export interface WantedDocument { type: string; name?: string; form?: string; note?: string }
export interface Parcel {
    dossier: number; code: string; item?: string; receiver?: string; address?: string; phone?: string;
    collect?: number; by_hand?: boolean; outcome?: string;
}
export interface SessionRecord {
    case?: string; channel?: string; applicant?: Person; route?: { stream?: string; sentence?: string; override_text?: string };
    documents?: ReceivedDocument[]; fee?: { amount?: number; paid?: boolean; unconfirmed?: boolean };
    digitally_signed?: boolean; supplements?: { complete?: string | null; items?: WantedDocument[] }[];
    return?: { mode?: string; address?: string }; portal?: { code?: string; at?: string }; unit?: string;
    number?: string; courier?: { name?: string; employee_number?: string; phone?: string }; parcels?: Parcel[];
}
/** A dossier or a round: the line of a list with everything behind it. */
export interface SessionView extends ListItem {
    kind: string; record: SessionRecord; parked_reason?: string; unit?: string; channel?: string;
    promise?: DueView; timeline: TimelineEntry[]; slips: Slip[]; actions: Action[]; duties: Duty[];
}
/** What the office owes the world: a sheet, a message. `code` and `title` only in the list of failures. */
export interface Duty {
    id: number; session: number; kind: string; name: string; state: string; reason?: string; target?: string;
    args?: { to?: string; seq?: number; again?: number; slip?: { form: string; seq?: number } } | null;
    queued: string; ended?: string | null; code?: string; title?: string; next?: string;
}

export interface PrinterState { id: string; name: string; paper?: string; state: string; reasons?: string[]; waiting?: number }
export interface Job {
    id: number; session: number; name: string; args?: { seq?: number } | null; title?: string; printer?: string; state: string; reason?: string;
}
export interface Items<T> { items: T[] }
/** What a slip would say. */
export interface SlipValues { form: string; values: { apology?: { days?: number; new_due_at?: string } } }

export interface MovedDate {
    code: string; old: string; new: string; why: string; reappointed_old?: string; reappointed_new?: string;
    provisional?: boolean; unconfirmed?: boolean;
}
export interface CalendarPreview {
    calendar: string; in_force: string; moved: number; dossiers: MovedDate[]; settled?: MovedDate[]; unjudged?: { code: string; why: string }[];
}

export interface TrainingState { now: string; paper?: boolean; cover_closed?: boolean; sheets?: number }
export interface Sheet { n: number; cut_at?: string }

export interface FieldFault { field: string; message: string }
