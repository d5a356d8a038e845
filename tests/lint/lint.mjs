// What a compiler does not see: a file includes only rooms below its own, an outside library lives in one room, the
// compiler's silent traps, pages for newcomers stay short. Prints each finding and "N passed, N failed".
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

// Levels of the engine's rooms: a file there includes its own room and lower levels.
const levels = {
    base: 0, xml: 1, calendar: 2, value: 2, native: 3, ecmascript: 3, chart: 4, procedure: 4, interpreter: 5, promise: 5,
    kinds: 6, proof: 7, store: 7, deployment: 8, stepping: 9, writer: 10, reading: 10, replay: 10, plugin: 12,
};
const facade = 11;  // the files directly in engine/

// Everybody else: what files of that name may include. The first row that fits a file holds. "a/" is the folder a with all
// below it, "a/*" only what lies directly in it, anything else one file.
const values = "engine/values.hpp";
const frontDoor = ["engine/engine.hpp", values, "engine/json_values.hpp", "engine/tools.hpp", "engine/forecast.hpp"];
const outside = [
    // Public headers stand on each other and on the base room; those that hosts install, on the standard library alone.
    [/^engine\/(engine|values)\.hpp$/, [values]],
    [/^engine\/(json_values|tools|forecast)\.hpp$/, [values, "engine/base/"]],
    // The SCXML runner runs the rooms themselves; what plays dossiers through an office sees it as a host does.
    [/^engine\/lab\/scxml\//, ["engine/"]],
    [/^engine\/lab\//, ["engine/lab/*", ...frontDoor, "engine/base/", "engine/xml/"]],
    [/^templates\//, ["templates/", "engine/base/", "engine/xml/"]],
    [/^printers\//, ["printers/", "engine/base/"]],
    // Commands and the training mode play scenarios.
    [/^counters\/(commands\/|app\/(training|inputs)\.)/,
        ["counters/", "templates/", "printers/", ...frontDoor, "engine/base/", "engine/xml/", "engine/lab/"]],
    [/^counters\//, ["counters/", "templates/", "printers/", ...frontDoor, "engine/base/", "engine/xml/"]],
];

// One library, one room: the pattern of its headers and where they may stand.
const libraries = [
    [/^<sqlite3\.h>/, /^engine\/store\//],
    [/^<hpdf/, /^templates\/pdf\//],
    [/^<(duktape|duk_)/, /^engine\/ecmascript\//],
    [/^<boost\/beast/, /^counters\/http\//],
    [/^<boost\/asio/, /^(counters\/|printers\/queue\/|engine\/(engine|mailbox|inside|engine_calls)\.[ch]pp|engine\/writer\/(driver|completion|engine_thread)\.[ch]pp|engine\/lab\/|engine\/sample_host\/)/],
    [/^<cups\//, /^printers\/drivers\/ipp\//],
    [/^<libxml/, /^engine\/xml\//],
    [/^<pugi/, /^engine\/xml\//],
    [/^<spdlog\//, /^(engine\/base|counters)\//],
];

// Two libraries whose names, not only headers, stay in one room; where they may stand in tests.
const xmlNames = /\bpugi(xml|::)|\b(xml(Doc|Node|Char|Parser\w*|SAX\w*|Schema\w*)(Ptr)?\b|LIBXML_)/;
const xmlRoom = /^(engine\/xml|tests\/(engine\/xml|bench))\//;

// What the project was ordered with, and the room where each must be at work.
const ordered = [
    ["Boost.Asio", /<boost\/asio/, /^(engine|counters)\//],
    ["Boost.Beast", /<boost\/beast/, /^counters\/http\//],
    ["SQLite", /<sqlite3\.h>/, /^engine\/store\//],
    ["pugixml", /<pugixml/, /^engine\/xml\//],
    ["libharu", /<hpdf/, /^templates\/pdf\//],
    ["GoogleTest", /<gtest\//, /^tests\//],
];

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
    .split("\n").filter((f) => f && existsSync(f));
const sources = files.filter((f) => /\.(cpp|hpp|h|c)$/.test(f));

const isIn = (place, file) =>
    place.endsWith("*") ? dirname(file) + "/*" === place : place.endsWith("/") ? file.startsWith(place) : file === place;

function levelOf(file) {
    const [top, room] = file.split("/");
    if (top !== "engine") return undefined;
    return file.split("/").length === 2 ? facade : levels[room];
}

function mayInclude(from, to) {
    const row = outside.find(([files]) => files.test(from));
    if (row) return row[1].some((place) => isIn(place, to));
    if (!from.startsWith("engine/")) return true;
    if (dirname(from).split("/")[1] === dirname(to).split("/")[1]) return true;
    // Production charts never touch ECMAScript: whoever deploys, steps or writes does not know it is there.
    if (/^engine\/ecmascript\//.test(to) && !/^engine\/(chart|interpreter)\//.test(from)) return false;
    const [a, b] = [levelOf(from), levelOf(to)];
    return a !== undefined && b !== undefined && b < a;
}

const names = ["levels", "one library, one room", "ordered libraries", "threads", "co_await", "short pages", "names"];
const rules = new Map(names.map((name) => [name, []]));  // name → findings
const check = (rule, ok, where, message) => {
    if (!ok) rules.get(rule).push(`${where}: ${message}`);
};

for (const file of sources) {
    const lines = readFileSync(file, "utf8").split("\n");
    const inTests = file.startsWith("tests/");
    let statement = "";
    lines.forEach((line, i) => {
        const where = `${file}:${i + 1}`;
        const include = line.match(/^\s*#\s*include\s+("([^"]+)"|<[^>]+>)/);
        if (include?.[2]) check("levels", mayInclude(file, include[2]), where, `may not include ${include[2]} (levels)`);
        else if (include)
            for (const [header, room] of libraries)
                if (header.test(include[1])) check("one library, one room", inTests || room.test(file), where, `${include[1]} belongs to ${room}`);
        if (!xmlRoom.test(file) && xmlNames.test(line.replace(/"[^"]*"|\/\/.*/g, ""))) check("one library, one room", false, where, "libxml2 and pugixml are named in engine/xml/ only");
        // GCC 12 double-frees temporaries in a full expression with co_await: only names and calls may stand there.
        statement = /[;{}]\s*$/.test(statement) ? line : statement + line;
        if (/co_await/.test(statement) && /;\s*$/.test(statement))
            check("co_await", !/co_await[^;]*(\{|\?|\[[a-z=&])/.test(statement), where, "a co_await statement holds only names and calls");
    });
}

for (const [name, header, room] of ordered)
    check("ordered libraries", sources.some((f) => room.test(f) && header.test(readFileSync(f, "utf8"))), name, `is not used in ${room}`);

// README's table of threads names each file that starts one, and no other.
const startsThread = (f) => {
    const header = f.replace(/\.cpp$/, ".hpp");
    const text = readFileSync(f, "utf8") + (existsSync(header) ? readFileSync(header, "utf8") : "");
    return /std::j?thread(\(| \w+[_({;]|>)|asio::thread_pool[ >]/.test(text);
};
const starts = sources.filter((f) => /^(engine|counters|templates|printers)\/.*\.cpp$/.test(f)).filter(startsThread);
const table = readFileSync("README.md", "utf8").split("\n## ").find((part) => part.startsWith("Threads")) ?? "";
const named = [...table.matchAll(/`([a-z_/]+\.cpp)`/g)].map((m) => m[1]);
for (const f of starts) check("threads", named.includes(f), f, "starts a thread that README's table of threads does not name");
for (const f of named) check("threads", starts.includes(f), "README.md", `names ${f} among the threads; it starts none`);

for (const page of files.filter((f) => /^(engine|workflows|counters|templates|printers|tests)\/README\.md$/.test(f)))
{
    const most = page === "engine/README.md" ? 140 : 60;  // the engine's page holds the glossary and a trace
    check("short pages", readFileSync(page, "utf8").trimEnd().split("\n").length <= most, page, `a page for newcomers has at most ${most} lines`);
}

for (const file of files.filter((f) => /(^|\/)(utils?|helpers?|misc|common|manager|stuff)[^/]*$/i.test(f)))
    check("names", false, file, "a name that says nothing");

let failed = 0;
for (const [rule, findings] of rules) {
    failed += findings.length > 0;
    console.log(`${findings.length ? "FAILED" : "ok    "} ${rule}`);
    for (const finding of findings) console.log(`    ${finding}`);
}
console.log(`${rules.size - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
