// The main job through the page, in a real browser against the real program:
//   node tests/browser/run.mjs PATH_TO_motcua [FOLDER_FOR_PICTURES]
// Prints TAP lines and "N passed, N failed"; exit 1 when one failed.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { accessibilityFaults } from "./accessibility.mjs";
import { openCounter } from "./counter.mjs";
import { walkDesk } from "./desk.mjs";
import { openOffice } from "./office.mjs";
import { walkTroubles } from "./troubles.mjs";

const [program, pictures] = process.argv.slice(2);
if (!program || !existsSync(program)) {
    console.log(`not ok 1 - there is a program at '${program ?? ""}'\n0 passed, 1 failed`);
    process.exit(1);
}

let passed = 0;
let failed = 0;
function check(what, holds, why = "") {
    if (holds) ++passed;
    else ++failed;
    console.log(`${holds ? "ok" : "not ok"} ${passed + failed} - ${what}${holds || !why ? "" : `\n  # ${String(why).split("\n").slice(0, 6).join("\n  # ")}`}`);
}

const office = await openOffice(program);
const c = await openCounter(office.address);
let { page } = c;
let drawn = 0;
const picture = async (name) => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${String(++drawn).padStart(2, "0")}-${name}.png`) });
};
async function step(what, work) {
    try {
        await work();
    } catch (error) {
        check(what, false, error.message);
        await picture("failed");
        if (await page.locator("dialog[open]").count() > 0) await page.keyboard.press("Escape");
    }
}
async function clean(where) {
    const faults = await accessibilityFaults(page);
    check(`${where} has no fault of accessibility`, faults.length === 0, faults.join("\n"));
}
const slipsOf = async (session, form) => (await office.dossier(session)).slips.filter((s) => s.form === form);
// Days pass until `holds`, at most eight.
async function daysUntil(what, holds) {
    for (let day = 0; day < 8; ++day) {
        if (await holds()) return;
        await c.train("day");
    }
    if (!await holds()) throw new Error(`eight days passed, but not yet: ${what}`);
}

const people = { silent: "Hứa Thế Phượng Vũ", answered: "Đặng Ngọc Ánh Dương", postal: "Lê Thị Quỳnh Đường" };
const sessions = {};

await step("reception", async () => {
    await c.become("reception.lan");
    await picture("desk");
    await clean("the desk");
    const before = await c.sheets();
    await c.choose("tam tru");
    check("who types fast gets the procedure of these words", (await page.inputValue("[role=combobox]")).includes("tạm trú"));
    await c.fillApplicant(people.silent);
    await page.waitForSelector(".stream-word.online");
    check("reception shows the stream with its rule", (await page.textContent(".stream-card")).includes("vì"));
    check("the due date explains itself", await page.locator(".due-card details li").count() > 0);
    await picture("reception");
    await clean("reception");
    await c.correctStream();
    await page.keyboard.press("Control+Enter");
    sessions.silent = await c.accept();
    await page.waitForSelector("[data-form=receipt]");
    await c.until("the receipt comes out of the printer", async () => await c.sheets() > before);
    check("the receipt comes out of the drawn printer", true);
    const found = await office.dossiersOf(people.silent);
    check("sending twice received once", found.length === 1, JSON.stringify(found));
    check("the dossier has its code", /^000\.51\.01\.G01-\d{6}-\d{4}$/.test(found[0]?.code ?? ""), JSON.stringify(found));
    await picture("dossier");
    await clean("a dossier");
});

await step("reload", async () => {
    await page.reload();
    await page.waitForSelector(`article.dossier[data-session='${sessions.silent}']`);
    check("F5 shows the same dossier and receives nothing", (await office.dossiersOf(people.silent)).length === 1);
});

await step("the other two", async () => {
    await c.choose("1.004194");
    await c.fillApplicant(people.answered);
    await c.correctStream();
    sessions.answered = await c.accept();
    await c.until("the first receipt", async () => (await slipsOf(sessions.answered, "receipt")).length === 1);
    await c.choose("1.004222");
    await c.fillApplicant(people.postal);
    await page.getByText("Qua bưu chính", { exact: true }).click();
    await c.correctStream();
    sessions.postal = await c.accept();
    check("a dossier to be returned by post is received", (await office.dossier(sessions.postal)).return === "post");
});

await step("search", async () => {
    await page.keyboard.press("F3");
    await page.keyboard.type("hua the phuong vu");
    await page.keyboard.press("Enter");
    await page.waitForSelector(`tr[data-session='${sessions.silent}']`);
    check("a name is found without its tones", true);
    const { code } = await office.dossier(sessions.silent);
    await page.keyboard.press("F3");
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await page.waitForSelector(`article.dossier[data-session='${sessions.silent}']`);
    check("a typed code opens its dossier and leaves the box empty", await page.inputValue("#scan") === "");
    await c.tab(1);
    await page.keyboard.press("F3");
    await page.keyboard.type(code.replace(/[-.]/g, ""));
    await page.keyboard.press("Enter");
    await page.waitForSelector(`article.dossier[data-session='${sessions.silent}']`);
    check("so does a scanned one, which has no separators", true);
});

await step("power", async () => {
    await page.click("[data-train=power]");
    await page.waitForSelector(".connection:not(.connected)");
    check("a lost connection shows itself", true);
    await picture("power-off");
    await page.waitForSelector(".connection.connected", { timeout: 30000 });
    check("the connection heals by itself", true);
    const kept = await office.dossier(sessions.silent);
    check("nothing that was received is lost with the power", kept.session === sessions.silent && kept.slips.length === 1, JSON.stringify(kept).slice(0, 300));
});

await step("the head answers", async () => {
    await daysUntil("the head is asked", async () => (await office.dossier(sessions.answered)).apology === "draft");
    await c.become("head.tri");
    await c.tab(2);
    await page.waitForSelector(`.case[data-session='${sessions.answered}']`);
    await picture("head");
    await clean("the head's page");
    await c.act(`.case[data-session='${sessions.answered}']`, "answer_late", { reason_code: "verification", days: "2" });
    await page.waitForSelector("dialog figure.preview img");
    check("the slip can be seen before it is issued", true);
    check("the number of days gives the date", /^2026-\d\d-\d\d$/.test(await page.inputValue("dialog [data-path=date]")));
    await picture("answer");
    await clean("the answer");
    await c.confirm();
    await c.until("the slip is there", async () => (await slipsOf(sessions.answered, "apology")).length === 1);
    check("the answered dossier has its apology", true);
});

await step("silence", async () => {
    await c.train("paper");
    await daysUntil("the apology by default", async () => (await slipsOf(sessions.silent, "apology")).length === 1);
    await c.until("the slip waits for paper", async () => ["queued", "sending"].includes((await slipsOf(sessions.silent, "apology"))[0].print_state));
    check("without paper the slip waits, not the dossier", (await office.dossier(sessions.silent)).apology === "issued");
    await picture("paper-out");
    const before = await c.sheets();
    await c.train("paper");
    await c.until("the apology is printed", async () => (await slipsOf(sessions.silent, "apology"))[0].print_state === "done", 40);
    await c.until("its sheet is drawn", async () => await c.sheets() > before);
    check("with paper the apology comes by itself, once", (await slipsOf(sessions.silent, "apology")).length === 1);
    await picture("apology");
});

async function resolve(session) {
    await c.become("case.binh");
    await c.open(session);
    await c.act("article.dossier", "submit");
    await c.until("it waits for the head", async () => (await office.dossier(session)).phase === "signing");
    await c.become("head.tri");
    await c.open(session);
    await c.act("article.dossier", "sign");
    await c.until("the result is at the desk", async () => (await office.dossier(session)).phase === "at_desk");
    await c.become("reception.lan");
    await c.open(session);
}

await step("return at the desk", async () => {
    await resolve(sessions.answered);
    await c.act("article.dossier", "return_result", {
        receiver: people.answered, identity_checked: "true", in_person: "true", proof: "chữ ký",
    });
    await picture("return");
    await c.confirm();
    await c.until("it is returned", async () => (await office.dossier(sessions.answered)).phase === "returned");
    check("a late result is put into the applicant's hands", true);
});

await step("by post", async () => {
    await resolve(sessions.postal);
    await c.act("article.dossier", "print_label");
    await c.until("the bag is ready", async () => (await office.dossier(sessions.postal)).phase === "ready_for_post");
    await c.tab(3);
    await page.getByRole("button", { name: /Lập chuyến mới/ }).click();
    await page.waitForSelector("article.round");
    const { code } = await office.dossier(sessions.postal);
    const scan = page.locator(".courier input[type=search]");
    await scan.fill("000.51.01.G01-260101-9999");
    await scan.press("Enter");
    check("a wrong parcel is refused loudly", await page.locator(".verdict.bad").count() === 1);
    await scan.fill(code.replace(/[-.]/g, ""));
    await scan.press("Enter");
    check("the right parcel is told in green and in words", (await page.textContent(".verdict.good")).includes("ĐÚNG"));
    await picture("courier");
    await clean("the courier's page");
    await c.act("article.round > .todo", "hand_over", { name: "Trịnh Văn Bưu", employee_number: "NV-077", signature: "đã ký" });
    await c.confirm();
    await c.until("the courier has it", async () => (await office.dossier(sessions.postal)).phase === "with_courier");
    check("the courier signs at the desk without an account", true);
    await c.act(`tr[data-dossier='${sessions.postal}']`, "parcel_delivered", { receiver: people.postal, in_person: "true", proof: "chữ ký" });
    await c.confirm();
    await c.until("it is delivered", async () => (await office.dossier(sessions.postal)).phase === "returned");
    const parcels = (await office.ask(`/rounds/${(await office.ask("/rounds")).items[0].session}`)).record.parcels;
    for (const other of parcels.filter((p) => p.dossier !== sessions.postal)) {
        await c.act(`tr[data-dossier='${other.dossier}']`, "parcel_returned");
        await c.until("it is back", async () => (await office.dossier(other.dossier)).phase === "at_desk");
    }
    const round = (await office.ask("/rounds")).items[0];
    check("the round closes with its last parcel", round.phase === "closed", JSON.stringify(round));
});

await step("keys", async () => {
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("?");
    check("'?' opens the cheat sheet", await page.locator("dialog[open] .keys").count() === 1);
    await clean("the cheat sheet");
    await page.keyboard.press("Escape");
});

check("no script of the page failed", c.errors.length === 0, c.errors.join("\n"));
await c.close();
await office.close();

await walkDesk(program, { check, step, picture, clean, watch: (other) => { page = other; } });
await walkTroubles(program, { check, step, picture, clean, watch: (other) => { page = other; } });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
