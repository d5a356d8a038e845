// Forms that charts ask for: the engine lists the fields of an action, this draws them, whatever the chart is.

import { type DocumentsControl, type Papers, askedPapers, broughtPapers, noPapers } from "./documents_field.js";
import { fieldGroup, freshId, h, labelled, select } from "./dom.js";
import { text } from "./text.js";
import type { Field, FieldFault } from "./types.js";

export interface FieldSet {
    element: HTMLElement;
    read(): Record<string, unknown>;
    set(name: string, value: unknown): void;
    /** Required and not filled in. */
    missing(): FieldFault[];
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const numbers = new Set(["number", "money"]);

const inputs: Record<string, Record<string, string | number>> = {
    number: { type: "number", step: 1, inputmode: "numeric" },
    money: { type: "number", step: 1000, min: 0, inputmode: "numeric" },
    day: { type: "date" },
    time: { type: "time" },
    "date-time": { type: "datetime-local" },
    phone: { type: "tel", maxlength: 20 },
};

function controlFor(field: Field): Control {
    const value = field.value === undefined || field.value === null ? "" : String(field.value);
    const none = { code: "", label: text.choose };
    if (field.type === "choice" || (field.options?.length ?? 0) > 0)
        return select([none, ...(field.options ?? []).map((o) => ({ code: o.code, label: text.choices[o.code] ?? o.label }))], value);
    if (field.type === "yes-no")
        return select([none, { code: "true", label: text.yes }, { code: "false", label: text.no }], value);
    if (field.type === "text" && /reason|content|note/.test(field.name)) return h("textarea", { rows: 2, maxlength: 2000, value });
    return h("input", { type: "text", maxlength: 500, autocomplete: "off", value, ...inputs[field.type], min: field.least, max: field.most });
}

function valueOf(field: Field, control: Control): unknown {
    const raw = control.value.trim();
    if (raw === "") return undefined;
    if (field.type === "yes-no") return raw === "true";
    if (numbers.has(field.type)) return Number(raw);
    if (field.type === "person") return { name: raw };
    return raw;
}

/** One field as it is drawn, whatever stands in it. */
interface Drawn { element: HTMLElement; read(): unknown; set(value: unknown): void }

function drawPlain(field: Field, onChange: () => void): Drawn {
    const control = controlFor(field);
    control.id = freshId("field");
    control.addEventListener("input", onChange);
    return {
        element: labelled(field.label || field.name, control, { required: field.required ?? false, path: field.name }),
        read: () => valueOf(field, control),
        set: (value) => { control.value = String(value); },
    };
}

// Charts name the papers that are asked for `items`; all others were brought.
function drawDocuments(field: Field, papers: Papers, onChange: () => void): Drawn {
    const control: DocumentsControl = (field.name === "items" ? askedPapers : broughtPapers)(papers, onChange);
    const read = (): unknown => {
        const chosen = control.read();
        return chosen.length > 0 ? chosen : undefined;
    };
    return { element: fieldGroup(field.label || field.name, control.element, { required: field.required ?? false, path: field.name }), read, set: () => undefined };
}

export function drawFields(fields: Field[], onChange: (name: string) => void = () => undefined, papers: Papers = noPapers): FieldSet {
    const drawn = new Map<string, [Field, Drawn]>();
    for (const field of fields) {
        const changed = (): void => onChange(field.name);
        drawn.set(field.name, [field, field.type === "documents" ? drawDocuments(field, papers, changed) : drawPlain(field, changed)]);
    }
    return {
        element: h("div.fields", [...drawn.values()].map(([, d]) => d.element)),
        read() {
            const out: Record<string, unknown> = {};
            for (const [name, [, d]] of drawn) {
                const value = d.read();
                if (value !== undefined) out[name] = value;
            }
            return out;
        },
        set: (name, value) => drawn.get(name)?.[1].set(value),
        missing: () => [...drawn.values()].filter(([field, d]) => field.required && d.read() === undefined)
            .map(([field]) => ({ field: field.name, message: text.fieldMissing(field.label || field.name) })),
    };
}
