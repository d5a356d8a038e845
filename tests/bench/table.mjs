// Ours, the peer, their ratio and the goal, from the JSON and the logs of one run: node table.mjs FOLDER
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];

// A counter of a benchmark, or its CPU time in ns; undefined when it was not run.
function ours(program, name, counter = "cpu_time") {
    const file = join(folder, `${program}.json`);
    if (!existsSync(file)) return undefined;
    const unit = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 };
    const found = JSON.parse(readFileSync(file, "utf8")).benchmarks.filter((b) => b.name.startsWith(name) && b[counter] !== undefined);
    if (found.length === 0) return undefined;
    const values = found.map((b) => (counter === "cpu_time" ? b.cpu_time * unit[b.time_unit] : b[counter]));
    return counter === "cpu_time" ? Math.max(...values) : Math.min(...values);
}

// The first number of the line that speaks of `words`.
function peer(log, words) {
    const file = join(folder, `${log}.log`);
    if (!existsSync(file)) return undefined;
    const line = readFileSync(file, "utf8").split("\n").find((l) => words.test(l));
    return line === undefined ? undefined : Number(line.match(words)[1]);
}

const http = (row, counter = "per_s") => ours("http_bench", `${row}/iterations`, counter);
const inverse = (x) => (x === undefined ? undefined : 1e9 / x);
const plus = (x, y) => (x === undefined || y === undefined ? undefined : x + y);
const kib = (x) => (x === undefined ? undefined : x / 1024);
const lives = ours("lives_bench", "lives", "lives/s");
const events = ours("lives_bench", "steady_events", "events/s");
const room = kib(ours("lives_bench", "live_sessions", "resident_bytes_per_session"));
const qt = (words) => peer("qt", words);
const js = (words) => peer("xstate", words);

// What, ours, the peer's name and figure, goal; `least` when more is better, else `most`.
const rows = [
    ["lives/s", lives, "Qt 6 C++", qt(/lifecycle: (\d+) \/s cpu/), { least: 5 }],
    ["lives/s", lives, "XState actor", js(/xstate-actor lifecycle: (\d+) \/s/), { least: 20 }],
    ["events/s, steady", events, "Qt 6 C++", qt(/resume: (\d+) events/), {}],
    ["events/s, steady", events, "XState", js(/resume: (\d+) events/), {}],
    ["KiB per live session", room, "limit", 1, { most: 1 }],
    ["KiB per live session", room, "Qt 6 C++", qt(/events\): ([\d.]+) KiB/), {}],
    ["KiB per live session", room, "XState", js(/: ([\d.]+) KiB heap/), {}],
    ["guard with event set, ns", ours("guard_bench", "native"), "limit", 50, { most: 1 }],
    ["guard with event set, ns", ours("guard_bench", "native"), "Duktape", ours("guard_bench", "duktape"), {}],
    ["load a 20 kB chart, µs", ours("lives_bench", "load_chart/own") / 1e3, "libxml2 tree", ours("lives_bench", "libxml2_tree") / 1e3, { most: 1 }],
    ["storm of timers: foreground p99, ms", ours("engine_bench", "storm", "p99_ms"), "limit", 50, { most: 1 }],
    ["storm of timers: lost and twice", plus(ours("engine_bench", "storm", "lost"), ours("engine_bench", "storm", "twice")), "limit", 0, {}],
    ["an action over HTTP, 64 clients, /s", http("server/act/64"), "the façade", http("facade/act/64"), { least: 0.5 }],
    ["a reception over HTTP, 64 clients, /s", http("server/receive/64"), "the façade", http("facade/receive/64"), { least: 0.4 }],
    ["a small file, 64 clients, /s", http("server/file/64"), "bare Beast", http("bare/file/64"), { least: 0.7 }],
    ["the same, p99, ms", http("server/file/64", "p99_ms"), "bare Beast", http("bare/file/64", "p99_ms"), { most: 3 }],
    ["a dossier with its actions, 64 clients, /s", http("server/read/64"), "bare Beast", http("bare/read/64"), { least: 0.1 }],
    ["work lists with counts, 64 clients, /s", http("server/worklists/64"), "limit", 5000, { least: 1 }],
    ["a list's first page, one client, p50, ms", http("server/list/1", "p50_ms"), "limit", 20, { most: 1 }],
    ["a name searched, one client, p50, ms", http("server/search/1", "p50_ms"), "limit", 20, { most: 1 }],
    ...["read", "worklists", "list", "search"].map((what) =>
        [`${what} at half its rate, p99 beside writers, ms`, http(`beside_writers/${what}`, "p99_ms"), "alone", http(`at_half/${what}`, "p99_ms"), {}]),
    ["200 counters, requests/s", http("mix"), "", undefined, {}],
    ["due dates/s", inverse(ours("due_bench", "due/")), "limit", 2e6, { least: 1 }],
    ["A4 receipts/s", inverse(ours("slip_bench", "pdf_ours/receipt_a4")), "bare libharu", inverse(ours("slip_bench", "pdf_bare/receipt_a4")), { least: 0.8 }],
    ["80 mm receipts/s", inverse(ours("slip_bench", "pdf_ours/receipt_80")), "bare libharu", inverse(ours("slip_bench", "pdf_bare/receipt_80")), { least: 0.8 }],
    ["80 mm receipts/s", inverse(ours("slip_bench", "pdf_ours/receipt_80")), "pdfkit", peer("pdfkit", /^pdfkit .*: (\d+) slips/), { least: 3 }],
];

function number(x) {
    if (x >= 1e6) return `${(x / 1e6).toFixed(2)} M`;
    if (x >= 1e3) return Math.round(x).toLocaleString("en");
    return x >= 100 ? x.toFixed(0) : x.toPrecision(3);
}

function line([what, own, name, other, goal]) {
    if (own === undefined || Number.isNaN(own)) return undefined;
    const measured = other !== undefined && !Number.isNaN(other);
    const ratio = other === 0 ? NaN : own / other;
    const met = goal.least !== undefined ? ratio >= goal.least : goal.most !== undefined ? ratio <= goal.most : undefined;
    const wanted = goal.least !== undefined ? `≥ ${goal.least}` : goal.most !== undefined ? `≤ ${goal.most}` : "";
    return `| ${what} | ${number(own)} | ${name} | ${measured ? number(other) : "not run"} | ${measured && !Number.isNaN(ratio) ? ratio.toFixed(2) : ""} | ${wanted} | ${!measured || met === undefined ? "" : met ? "yes" : "no"} |`;
}

console.log("| what | ours | beside | its figure | ratio | goal | met |\n|---|---|---|---|---|---|---|");
for (const row of rows) {
    const text = line(row);
    if (text) console.log(text);
}

// The door and the whole engine beside bare SQLite, alternating in one run; the ratio is the program's own.
for (const [program, word] of [["commit_bench", "through the store's door"], ["engine_bench", "through the engine"]]) {
    const file = join(folder, `${program}.json`);
    if (!existsSync(file)) continue;
    for (const b of JSON.parse(readFileSync(file, "utf8")).benchmarks.filter((x) => x.ratio !== undefined)) {
        const callers = b.name.split("/")[1];
        const rates = Object.entries(b).filter(([k]) => k.endsWith("_per_s")).sort(([k]) => (k.startsWith("raw") ? 1 : -1));
        const goal = callers === "1" ? 0.7 : 0.8;
        console.log(`| commands/s ${word}, ${callers} at once | ${number(rates[0][1])} | raw SQLite | ${number(rates[1][1])} | ${b.ratio.toFixed(2)} | ≥ ${goal} | ${b.ratio >= goal ? "yes" : "no"} |`);
    }
}
