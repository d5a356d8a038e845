// Calls to /api/v1. Each names the actor; each write carries the key of the form it comes from, so that sending the same
// again, after F5, a double click or a lost answer, changes nothing twice; what differs in anything is sent under a new key.

import { actor, counter } from "./session.js";
import { text } from "./text.js";
import type { FieldFault } from "./types.js";

export class Problem extends Error {
    /** Whether the form it belongs to shows it, so that no notice has to. */
    shown = false;
    constructor(readonly status: number, message: string, readonly next: string, readonly faults: FieldFault[] = [], readonly code = "") {
        super(message);
    }
}

/** The server did not answer: what was sent may or may not have been done. */
export class Unanswered extends Error {}

const root = "/api/v1";

async function call(method: string, path: string, options: { body?: unknown; key?: string } = {}): Promise<Response> {
    const headers: Record<string, string> = {};
    const who = actor();
    if (who) headers["X-Motcua-Actor"] = who.id;
    const desk = counter();
    if (desk) headers["X-Motcua-Counter"] = desk.id;
    if (options.key) headers["Idempotency-Key"] = options.key;
    if (options.body !== undefined) headers["Content-Type"] = "application/json";
    let response: Response;
    try {
        response = await fetch(root + path, {
            method, headers, ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
        });
    } catch {
        throw new Unanswered();
    }
    if (!response.ok) throw await readProblem(response);
    return response;
}

// Faults of fields come as `faults` or, from a rule of the engine, as `fields`.
interface Said { code?: string; message?: string; next?: string; faults?: FieldFault[]; fields?: FieldFault[] }

async function readProblem(response: Response): Promise<Problem> {
    try {
        const p = await response.json() as Said;
        const faults = p.faults ?? (Array.isArray(p.fields) ? p.fields : []);
        return new Problem(response.status, p.message ?? response.statusText, p.next ?? "", faults, p.code ?? "");
    } catch {
        return new Problem(response.status, response.statusText, "");
    }
}

export async function get<T>(path: string): Promise<T> {
    return await (await call("GET", path)).json() as T;
}

/** A question whose words may not stand in an address. */
export async function ask<T>(path: string, body: unknown): Promise<T> {
    return await (await call("POST", path, { body })).json() as T;
}

/** The key of a form, and what it was used for. */
export interface FormKey { key: string; sent: string }

/** One per form; kept until the form is done with. */
export const newKey = (): FormKey => ({ key: "", sent: "" });

// A key belongs to exactly what was sent under it: by this person, to this place, with these words.
function keyFor(form: FormKey, path: string, body: unknown): string {
    const sent = JSON.stringify([actor()?.id, path, body]);
    if (form.sent !== sent) Object.assign(form, { key: crypto.randomUUID(), sent });
    return form.key;
}

/** `form` holds its key as soon as this returns its promise. */
export async function write<T>(path: string, body: unknown, form: FormKey): Promise<T> {
    const key = keyFor(form, path, body);
    try {
        return await (await call("POST", path, { body, key })).json() as T;
    } catch (error) {
        // An answer with a refusal ends the key, since the next attempt is another one; after 503 it may be the same one.
        if (error instanceof Problem && error.status !== 503) form.sent = "";
        if (error instanceof Problem && error.code === "key_reused") throw keyReused(error);
        throw error;
    }
}

function keyReused(problem: Problem): Problem {
    return new Problem(problem.status, problem.message || text.keyReused, problem.next || text.keyReusedNext, [], problem.code);
}

/** A picture or PDF as an address of this page; release it with URL.revokeObjectURL. */
export async function picture(path: string, body?: unknown): Promise<string> {
    const response = await call(body === undefined ? "GET" : "POST", path, body === undefined ? {} : { body });
    return URL.createObjectURL(await response.blob());
}

export async function events(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const who = actor();
    const response = await fetch(`${root}/events`, { signal, headers: who ? { "X-Motcua-Actor": who.id } : {} });
    if (!response.ok || !response.body) throw await readProblem(response);
    return response.body;
}
