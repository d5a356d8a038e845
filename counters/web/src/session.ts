// Who sits here: the user and the counter of this browser tab, and the office they belong to.

import type { Counter, Office, Staff } from "./types.js";

const listeners = new Set<() => void>();
let office: Office | undefined;

export const getOffice = (): Office | undefined => office;

export function setOffice(o: Office): void {
    office = o;
}

export function actor(): Staff | undefined {
    const id = sessionStorage.getItem("actor");
    return office?.staff.find((s) => s.id === id);
}

export function setActor(id: string): void {
    sessionStorage.setItem("actor", id);
    for (const tell of listeners) tell();
}

export const hasRole = (role: string | undefined): boolean => !role || (actor()?.roles.includes(role) ?? false);

/** The one that was chosen on this computer; none: paper comes out where the office file says. */
export function counter(): Counter | undefined {
    const id = localStorage.getItem("counter");
    return office?.counters.find((c) => c.id === id);
}

export function setCounter(id: string): void {
    localStorage.setItem("counter", id);
}

export function onActor(tell: () => void): void {
    listeners.add(tell);
}
