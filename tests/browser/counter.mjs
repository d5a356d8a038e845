// A person at the counter's page: the few things a person does there, by keyboard where there is a key for it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=vi"];

export async function openCounter(address) {
    const profile = mkdtempSync(join(tmpdir(), "motcua-chromium-"));
    const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags, viewport: { width: 1366, height: 768 }, locale: "vi-VN",
    });
    const page = context.pages()[0] ?? await context.newPage();
    page.setDefaultTimeout(15000);
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(address);
    await page.waitForSelector("[data-staff]");

    const counter = {
        page, errors,
        async close() {
            await context.close();
            rmSync(profile, { recursive: true, force: true });
        },
        async become(id) {
            if (await page.locator("dialog[open]").count() === 0) await page.keyboard.press("Alt+u");
            await page.click(`[data-staff='${id}']`);
            await page.waitForSelector("dialog[open]", { state: "detached" });
        },
        tab: (n) => page.keyboard.press(`Alt+${n}`),
        async choose(words) {
            await page.keyboard.press("F2");
            const box = page.locator("[role=combobox]");
            await box.fill(words);
            await page.locator("[role=option]").first().waitFor();
            await box.press("Enter");
            await page.waitForSelector("[data-path='applicant.name']");
            const cases = page.locator("select[data-path=case]");
            if (await cases.count() > 0) await cases.selectOption({ index: 1 });
        },
        answer: (question, answer) => page.getByRole("group", { name: question }).getByText(answer, { exact: true }).click(),
        async fillApplicant(name) {
            await page.fill("[data-path='applicant.name']", name);
            await page.fill("[data-path='applicant.id_number']", "079203000001");
            await page.fill("[data-path='applicant.phone']", "0912345678");
            await page.fill("[data-path='applicant.address']", "Thôn Đông, xã Phú Sơn");
            await counter.answer(/VNeID/, "Có");
            await counter.answer(/tài khoản Cổng/, "Có");
            await counter.answer(/cán bộ, chiến sĩ/, "Không");
        },
        // From the online stream to the direct one, with its reason; what is handed over the desk is counted.
        async correctStream() {
            await page.locator("table.checklist input").first().fill("1");
            await page.locator("[data-correct]").waitFor();
            await page.keyboard.press("Alt+l");
            await page.selectOption("[data-path=override]", "person-needs-help");
        },
        async accept() {
            await page.keyboard.press("Control+Enter");
            await page.waitForSelector("article.dossier");
            return Number(await page.getAttribute("article.dossier", "data-session"));
        },
        async open(session) {
            await page.evaluate((hash) => { location.hash = hash; }, `#/quay/ho-so/${session}`);
            await page.waitForSelector(`article.dossier[data-session='${session}']`);
        },
        // An action of the chart: `fields` by name.
        async act(within, event, fields = {}) {
            await page.click(`${within} [data-event='${event}']:not([disabled])`);
            if (Object.keys(fields).length === 0) return;
            await page.waitForSelector("dialog[open] form");
            for (const [name, value] of Object.entries(fields)) {
                const control = page.locator(`dialog [data-path='${name}']`);
                if (await control.evaluate((e) => e.tagName) === "SELECT") await control.selectOption(value);
                else await control.fill(value);
            }
        },
        async confirm() {
            await page.click("dialog[open] button[type=submit]");
            await page.waitForSelector("dialog[open]", { state: "detached" });
        },
        async train(button) {
            await page.click(`[data-train='${button}']`);
            await page.waitForSelector(`[data-train='${button}']:not([aria-busy])`, { timeout: 60000 });
        },
        sheets: () => page.locator("[data-sheet]").evaluateAll((all) => Math.max(0, ...all.map((e) => Number(e.dataset.sheet)))),
        async until(what, holds, seconds = 20) {
            for (let i = 0; i < seconds * 5; ++i) {
                if (await holds()) return;
                await page.waitForTimeout(200);
            }
            throw new Error(`waited ${seconds} s in vain until ${what}`);
        },
    };
    return counter;
}
