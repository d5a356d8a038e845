// Forms that charts ask for: the engine lists the fields of an action, this draws them, whatever the chart is.

import { freshId, h, labelled, select } from "./dom.js";
import { text } from "./text.js";
import type { Field } from "./types.js";

export interface FieldSet {
    element: HTMLElement;
    read(): Record<string, unknown>;
    set(name: string, value: unknown): void;
    complete(): boolean;
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
    if (field.type === "documents") return raw.split(";").map((name) => ({ type: "local:other", name: name.trim() })).filter((d) => d.name);
    return raw;
}

export function drawFields(fields: Field[], onChange: (name: string) => void = () => undefined): FieldSet {
    const controls = new Map<string, [Field, Control]>();
    const element = h("div.fields", fields.map((field) => {
        const control = controlFor(field);
        control.id = freshId("field");
        control.addEventListener("input", () => onChange(field.name));
        controls.set(field.name, [field, control]);
        return labelled(field.label || field.name, control, {
            required: field.required ?? false, path: field.name, ...(field.type === "documents" ? { hint: text.documentsHint } : {}),
        });
    }));
    return {
        element,
        read() {
            const out: Record<string, unknown> = {};
            for (const [name, [field, control]] of controls) {
                const value = valueOf(field, control);
                if (value !== undefined) out[name] = value;
            }
            return out;
        },
        set(name, value) {
            const entry = controls.get(name);
            if (entry) entry[1].value = String(value);
        },
        complete: () => [...controls.values()].every(([field, control]) => !field.required || control.value.trim() !== ""),
    };
}
