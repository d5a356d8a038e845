// The program in training mode on a free port, and what a test asks of it besides the page. Ends what it started.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../..", import.meta.url));

const freePort = () => new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
    });
});

// `more`: further words for the program, given the office's own folder.
export async function openOffice(program, more = () => []) {
    const data = mkdtempSync(join(tmpdir(), "motcua-browser-"));
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const child = spawn(resolve(program), ["serve", "--training", "--data", join(data, "data"), "--listen", `127.0.0.1:${port}`, ...more(data)],
        { cwd: top, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => { said = (said + text).slice(-4000); });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    let keys = 0;
    const ask = async (path, actor = "reception.lan", body = undefined) => {
        const response = await fetch(`${address}/api/v1${path}`, {
            method: body ? "POST" : "GET",
            headers: { "X-Motcua-Actor": actor, "Content-Type": "application/json", "Idempotency-Key": `browser-key-${++keys}` },
            ...(body ? { body: JSON.stringify(body) } : {}),
        });
        return response.json();
    };
    for (let tries = 0; ; ++tries) {
        try {
            await ask("/office");
            break;
        } catch (error) {
            if (tries > 300 || child.exitCode !== null) throw new Error(`the program does not serve: ${said || error}`);
            await new Promise((again) => setTimeout(again, 100));
        }
    }
    return {
        address, ask,
        dossiersOf: async (name) => (await ask("/dossiers/search", "reception.lan", { list: "all", q: name })).items ?? [],
        dossier: (session) => ask(`/dossiers/${session}`),
        async close() {
            child.kill("SIGTERM");
            await Promise.race([ended, new Promise((late) => setTimeout(late, 8000))]);
            if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
            rmSync(data, { recursive: true, force: true });
        },
    };
}
