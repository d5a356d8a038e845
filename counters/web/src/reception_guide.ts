// Who is turned away at reception, with form 02 or 03: the form is filled in first and nothing is stored before it is
// confirmed. Then the dossier is opened and the chart's own action performed in it, each once, however often it is tried.

import { Problem, get, newKey, write } from "./api.js";
import { openAction, openActionForm, perform, targetOf } from "./actions.js";
import { publishedFor } from "./documents_field.js";
import { drawFields } from "./fields.js";
import { say } from "./notice.js";
import { type Draft, body, forgetDraft } from "./reception_form.js";
import { text } from "./text.js";
import type { Field, Procedure, SessionView } from "./types.js";

export type TurnedAway = "guide" | "refuse";

const words = text.reception;
const reason = (label: string): Field => ({ name: "reason", label, type: "text", required: true });
const forms: Record<TurnedAway, { label: string; fields: Field[]; event: RegExp }> = {
    guide: { label: words.guide, event: /supplement|guide/, fields: [{ name: "items", label: text.papers.wanted, type: "documents", required: true }, reason(text.papers.reason)] },
    refuse: { label: words.refuse, event: /refus|reject/, fields: [reason(words.refuseReason)] },
};

/** `keep` stores the draft with its key; a refusal of the reception itself is told by `onRefused`. */
export function turnAway(how: TurnedAway, draft: Draft, procedure: Procedure, keep: () => void, onOpen: (session: number) => void, onRefused: (error: unknown) => void): void {
    const { label, fields, event } = forms[how];
    const set = drawFields(fields, undefined, { published: publishedFor(procedure, draft.case), form: "paper", awaited: [] });
    const key = newKey();
    let opened = 0;
    const openDossier = async (): Promise<SessionView> => {
        const sent = write<{ session: number }>("/dossiers", body(draft, procedure, false), draft.key);
        keep();
        opened = (await sent).session;
        forgetDraft();
        return get<SessionView>(`/dossiers/${opened}`);
    };
    const work = async (): Promise<void> => {
        const view = await openDossier().catch((error: unknown) => {
            if (error instanceof Problem && opened === 0) {  // what it is about stands in the form behind
                dialog.close();
                onRefused(error);
            }
            throw error;
        });
        const action = view.actions.find((a) => event.test(a.event));
        if (!action) return say(words.cannotTurnAway(label), "bad", words.cannotTurnAwayNext);
        const target = targetOf("dossiers", view, view.applicant);
        const data = set.read();
        if (action.fields.every((f) => !f.required || f.name in data)) await perform(target, action, data, key);
        else await openAction(target, action, () => onOpen(view.session), data);
    };
    // A dossier that exists is shown, also when what was to be done with it was refused.
    const dialog = openActionForm(label, draft.applicant.name, set.element, set.missing, work, () => {
        if (opened === 0) return;
        forgetDraft();
        onOpen(opened);
    });
}
