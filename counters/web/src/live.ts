// The server's events: what was committed, the clock, the printers. A lost connection shows itself, comes back by
// itself, and after it everything is loaded anew.

import { events } from "./api.js";

export type Connection = "connected" | "reconnecting" | "away";
type Listener = (event: string, data: Record<string, unknown>) => void;

const listeners = new Set<Listener>();
const watchers = new Set<(c: Connection) => void>();
let running: AbortController | undefined;
let state: Connection = "reconnecting";

export function onEvent(listener: Listener): void { listeners.add(listener); }
export function onConnection(watcher: (c: Connection) => void): void { watchers.add(watcher); }
export const connection = (): Connection => state;

function become(next: Connection): void {
    state = next;
    for (const watcher of watchers) watcher(next);
}

function tell(event: string, data: Record<string, unknown>): void {
    for (const listener of listeners) listener(event, data);
}

/** Begins, or begins anew for another actor. */
export function connect(): void {
    running?.abort();
    running = new AbortController();
    void run(running.signal);
}

async function run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
        try {
            const stream = await events(signal);
            become("connected");
            if (failures > 0) tell("reload", {});
            failures = 0;
            await read(stream);
        } catch {
            if (signal.aborted) return;
        }
        ++failures;
        become(failures > 3 ? "away" : "reconnecting");
        await pause(Math.min(300 * failures, 2000), signal);
    }
}

async function read(stream: ReadableStream<Uint8Array>): Promise<void> {
    const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    let waiting = "";
    for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        waiting += value;
        let end: number;
        while ((end = waiting.indexOf("\n\n")) >= 0) {
            take(waiting.slice(0, end));
            waiting = waiting.slice(end + 2);
        }
    }
}

function take(block: string): void {
    let event = "";
    let data = "{}";
    for (const line of block.split("\n"))
        if (line.startsWith("event: ")) event = line.slice(7);
        else if (line.startsWith("data: ")) data = line.slice(6);
    if (event) tell(event, JSON.parse(data) as Record<string, unknown>);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
}
