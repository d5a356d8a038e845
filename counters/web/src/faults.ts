// What the server refused, shown in the form that was sent: at its field where there is one, and in words above the
// buttons, where no notice can lie over them.

import { Problem } from "./api.js";
import { clearFault, fill, h, showFaults } from "./dom.js";
import { text } from "./text.js";
import type { FieldFault } from "./types.js";

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
            // A rule says of its fields what it says as a whole: that stands above the buttons already.
            const rest = showFaults(form(), error.faults).filter((f) => f.message !== error.message);
            draw(error.message, error.next, rest);
            return error.shown = true;
        },
        showFields(faults) {
            showFaults(form(), faults);
            draw(text.fieldsMissing(faults.length), text.fieldsNext, []);
        },
    };
}
