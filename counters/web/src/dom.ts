// Building the page's elements. Text always goes in as text, never as markup.

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

export function showFaults(form: HTMLElement, faults: { field: string; message: string }[]): void {
    for (const control of form.querySelectorAll<HTMLElement>("[data-path]")) {
        const found = faults.find((f) => f.field === control.dataset["path"]);
        control.setAttribute("aria-invalid", found ? "true" : "false");
        const place = document.getElementById(`${control.id}-fault`);
        if (place) place.textContent = found ? `⚠ ${found.message}` : "";
    }
    form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
}

export function select(options: { code: string; label: string }[], value: string, onchange?: (value: string) => void): HTMLSelectElement {
    const element = h("select", options.map((o) => h("option", { value: o.code }, o.label))) as HTMLSelectElement;
    element.value = value;
    if (onchange) element.addEventListener("change", () => onchange(element.value));
    return element;
}
