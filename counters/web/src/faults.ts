// What the server refused, shown in the form that was sent: at its field where there is one, and in words above the
// buttons, where no notice can lie over them.

import { Problem } from "./api.js";
import { clearFault, fill, h, showFaults } from "./dom.js";
import { text } from "./text.js";
import type { FieldFault } from "./types.js";

// Refusals by a rule name their code only; these are about one field each.
const fieldsOfRules: Record<string, string[]> = {
    reason_missing: ["reason", "reason_code"], supplement_not_in_writing: ["reason"], supplement_without_items: ["items"],
    not_on_published_list: ["items"], paper_supplement_refused: ["items"], e_copy_present: ["items"],
    extension_too_long: ["days", "date"], extension_too_short: ["days", "date"], day_off: ["date"], case_unknown: ["case"], override_reason_needed: ["override"], direct_refused: ["override"],
    identity_unasked: ["identity.e_identity"], guidance_missing: ["identity.guided"], post_address_missing: ["return.address"],
    post_not_offered: ["return.mode", "mode"], receiver_missing: ["receiver"], hand_delivery_needed: ["in_person", "proof"],
};

export interface FaultPlace {
    element: HTMLElement;
    clear(): void;
    /** Whether it was a refusal, which is then shown here. */
    show(error: unknown): boolean;
    showFields(faults: FieldFault[]): void;
}

export function faultPlace(form: () => HTMLElement): FaultPlace {
    const element = h("div.form-fault", { role: "alert" });
    const draw = (message: string, next: string, rest: FieldFault[]): void =>
        fill(element, h("strong", `✖ ${message}`), rest.length > 0 && h("ul", rest.map((f) => h("li", `${f.field}: ${f.message}`))),
            next && h("p", `${text.nextStep}: ${next}`));
    // What is mended is marked no longer.
    const watch = (event: Event): void => {
        const control = (event.target as HTMLElement).closest<HTMLElement>("[data-path][aria-invalid=true]");
        if (!control) return;
        clearFault(control);
        if (!form().querySelector("[aria-invalid=true]")) fill(element);
    };
    let watched: HTMLElement | undefined;
    const watchForm = (): void => {
        if (watched) return;
        watched = form();
        for (const what of ["input", "change"]) watched.addEventListener(what, watch);
    };
    return {
        element,
        clear() {
            watchForm();
            showFaults(form(), []);
            fill(element);
        },
        show(error) {
            if (!(error instanceof Problem)) return false;
            const ruled = (fieldsOfRules[error.code.replaceAll("-", "_")] ?? []).map((field) => ({ field, message: error.message }));
            const rest = showFaults(form(), error.faults.length > 0 ? error.faults : ruled);
            draw(error.message, error.next, error.faults.length > 0 ? rest : []);
            return error.shown = true;
        },
        showFields(faults) {
            showFaults(form(), faults);
            draw(text.fieldsMissing(faults.length), text.fieldsNext, []);
        },
    };
}
