// Building the page's elements. Text always goes in as text, never as markup.

import type { FieldFault } from "./types.js";

type Child = Node | string | number | null | undefined | false | Child[];
type Value = string | number | boolean | null | undefined | ((event: never) => void);

/** h("button.primary#send", {onclick, disabled}, "Gửi") */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, ...rest: unknown[]): HTMLElementTagNameMap[K];
export function h(tag: string, ...rest: unknown[]): HTMLElement;
export function h(tag: string, ...rest: unknown[]): HTMLElement {
    const [name = "div", ...marks] = tag.split(/(?=[.#])/);
    const element = document.createElement(name);
    for (const mark of marks)
        if (mark.startsWith("#")) element.id = mark.slice(1);
        else element.classList.add(mark.slice(1));
    const [first] = rest;
    const hasAttributes = typeof first === "object" && first !== null && !(first instanceof Node) && !Array.isArray(first);
    if (hasAttributes) setAttributes(element, rest.shift() as Record<string, Value>);
    append(element, rest as Child[]);
    return element;
}

function setAttributes(element: HTMLElement, attributes: Record<string, Value>): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined || value === null || value === false) continue;
        if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
        else if (name === "value" && "value" in element) (element as HTMLInputElement).value = String(value);
        else element.setAttribute(name, value === true ? "" : String(value));
    }
}

export function append(to: Node, children: Child[]): void {
    for (const child of children) {
        if (child === null || child === undefined || child === false) continue;
        if (Array.isArray(child)) append(to, child);
        else to.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
    }
}

export function fill(element: Element, ...children: Child[]): void {
    element.replaceChildren();
    append(element, children);
}

let counter = 0;
export const freshId = (stem: string): string => `${stem}-${++counter}`;

/** A label over a control, with room for its fault. */
export function labelled(label: string, control: HTMLElement, options: { required?: boolean; hint?: string; path?: string } = {}): HTMLElement {
    if (!control.id) control.id = freshId("in");
    const fault = h("p.fault", { id: `${control.id}-fault`, role: "alert" });
    control.setAttribute("aria-describedby", fault.id);
    if (options.required) control.setAttribute("aria-required", "true");
    if (options.path) control.dataset["path"] = options.path;
    return h("div.field", h("label", { for: control.id }, label, options.required && h("span.star", { "aria-hidden": "true" }, " *")),
        control, options.hint ? h("p.hint", options.hint) : null, fault);
}

// A control is named by `data-path`, and where the server has other words for it, by `data-also`.
function isAbout(control: HTMLElement, field: string): boolean {
    const names = [control.dataset["path"] ?? "", ...(control.dataset["also"]?.split(" ") ?? [])];
    return names.some((name) => name !== "" && (field === name || field.startsWith(`${name}.`)));
}

/** A name over several controls, with room for the fault of all. */
export function fieldGroup(label: string, content: unknown, options: { required?: boolean; path?: string; kind?: string } = {}): HTMLElement {
    const id = freshId("group");
    const fault = h("p.fault", { id: `${id}-fault`, role: "alert" });
    const group = h(options.kind ? `fieldset.${options.kind}` : "fieldset", { id, "aria-describedby": fault.id },
        h("legend", label, options.required && h("span.star", { "aria-hidden": "true" }, " *")), content, fault);
    if (options.path) group.dataset["path"] = options.path;
    return group;
}

export function clearFault(control: HTMLElement): void {
    control.setAttribute("aria-invalid", "false");
    const place = document.getElementById(`${control.id}-fault`);
    if (place) place.textContent = "";
}

/** Marks the controls and goes to the first; gives the faults that no visible control is about. */
export function showFaults(form: HTMLElement, faults: FieldFault[]): FieldFault[] {
    const shown = new Set<FieldFault>();
    let first: HTMLElement | undefined;
    for (const control of form.querySelectorAll<HTMLElement>("[data-path]")) {
        const found = control.closest("[hidden]") ? undefined : faults.find((f) => isAbout(control, f.field));
        clearFault(control);
        if (!found) continue;
        control.setAttribute("aria-invalid", "true");
        document.getElementById(`${control.id}-fault`)?.replaceChildren(`⚠ ${found.message}`);
        for (const fault of faults) if (isAbout(control, fault.field)) shown.add(fault);
        first ??= control;
    }
    (first?.matches("fieldset") ? first.querySelector<HTMLElement>("input, select") : first)?.focus();
    return faults.filter((f) => !shown.has(f));
}

export function select(options: { code: string; label: string }[], value: string, onchange?: (value: string) => void): HTMLSelectElement {
    const element = h("select", options.map((o) => h("option", { value: o.code }, o.label))) as HTMLSelectElement;
    element.value = value;
    if (onchange) element.addEventListener("change", () => onchange(element.value));
    return element;
}
