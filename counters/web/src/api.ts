// Calls to /api/v1. Each names the actor; each write carries the key of the form it comes from, so that sending a
// form again, after F5, a double click or a lost answer, changes nothing twice.

import { actor, counter } from "./session.js";
import type { FieldFault } from "./types.js";

export class Problem extends Error {
    constructor(readonly status: number, message: string, readonly next: string, readonly faults: FieldFault[] = []) {
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

async function readProblem(response: Response): Promise<Problem> {
    try {
        const p = await response.json() as { message?: string; next?: string; faults?: FieldFault[] };
        return new Problem(response.status, p.message ?? response.statusText, p.next ?? "", p.faults ?? []);
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

export async function write<T>(path: string, body: unknown, key: string): Promise<T> {
    return await (await call("POST", path, { body, key })).json() as T;
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

/** One per filled form; kept until the form is done with. */
export const newKey = (): string => crypto.randomUUID();
