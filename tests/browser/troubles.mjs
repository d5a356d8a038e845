// What goes wrong in an office, and what people then find on the page: a letter that no server takes, a calendar that
// changes under dates already promised. An office of its own, with a mail server and workflows that the test may edit.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCounter } from "./counter.mjs";
import { openMailServer } from "./mail_server.mjs";
import { openOffice } from "./office.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));

function sampleOffice(folder, port) {
    const text = readFileSync(join(top, "counters/config/sample-office.xml"), "utf8")
        .replaceAll(/uri="[^"]*"/g, `uri="spool:${folder}/paper"`)
        .replace("</office>", `<notices smtp="127.0.0.1" port="${port}" tls="none" from="motcua@example.vn"/></office>`);
    writeFileSync(join(folder, "office.xml"), text);
    return join(folder, "office.xml");
}

const received = {
    procedure: "1.004222", case: "lawful-dwelling", channel: "counter", stream: "direct", override: "no-portal-account",
    applicant: { kind: "woman", name: "Tạ Ngọc Thủy", id_number: "080199000027", address: "Số 48/7B", phone: "0900000027", email: "thuy.khong.co@vidu.example" },
    identity: { e_identity: true, portal_account: false, guided: true },
    documents: [{ type: "CT01", originals: 1 }, { type: "local:dwelling", certified: 1 }], return: { mode: "desk" }, accept: true,
};

function addHoliday(workflows, day) {
    const file = join(workflows, "calendars/vn-2026.xml");
    const entry = `<entry day="${day}" kind="holiday" name="Quốc tang" source="thử" confirmed="true"/></calendar>`;
    writeFileSync(file, readFileSync(file, "utf8").replace("</calendar>", entry));
}

const nextWorkingDay = (iso) => {
    const day = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
    do day.setUTCDate(day.getUTCDate() + 1); while ([0, 6].includes(day.getUTCDay()));
    return day.toISOString().slice(0, 10);
};

export async function walkTroubles(program, { check, step, picture, clean, watch }) {
    const { email } = received.applicant;
    const mail = await openMailServer(email);
    let workflows = "";
    const office = await openOffice(program, (folder) => {
        workflows = join(folder, "workflows");
        cpSync(join(top, "workflows"), workflows, { recursive: true });
        return ["--workflows", workflows, "--office-printers", "--office", sampleOffice(folder, mail.port)];
    });
    const c = await openCounter(office.address);
    const { page } = c;
    watch(page);
    const { session } = await office.ask("/dossiers", "reception.lan", received);

    await step("a calendar that changes", async () => {
        await c.become("reception.lan");
        await c.tab(2);
        check("a clerk is not offered the calendar", await page.getByRole("button", { name: "Lịch làm việc…" }).count() === 0);
        await c.become("head.tri");
        await c.tab(2);
        const openIt = () => page.getByRole("button", { name: "Lịch làm việc…" }).click();
        await openIt();
        await page.getByText("đúng là lịch đang áp dụng").waitFor();
        await page.keyboard.press("Escape");

        const { now } = await office.ask("/office");
        addHoliday(workflows, nextWorkingDay(now));
        await openIt();
        const row = page.locator("dialog tr", { hasText: (await office.dossier(session)).code });
        await row.waitFor();
        check("the head sees which date would move, and why", (await row.textContent()).includes("Quốc tang"));
        await picture("calendar");
        await clean("the calendar");
        addHoliday(workflows, nextWorkingDay(nextWorkingDay(now)));
        await page.click("[data-adopt]");
        await page.getByText("tệp lịch đã thay đổi sau khi xem trước").waitFor();
        check("what was not shown is not put in force", (await office.dossier(session)).promise.promised.length === 1);
        await page.getByRole("button", { name: "Xem trước lại" }).click();
        await page.click("[data-adopt]");
        await page.waitForSelector("dialog[open]", { state: "detached" });
        await c.until("the date has moved", async () => (await office.dossier(session)).promise.promised.length === 2);
        check("a head puts the calendar in force", true);
    });

    await step("a letter that no server takes", async () => {
        const failures = async () => (await office.ask("/jobs?state=failed")).items;
        for (let day = 0; day < 20 && !(await failures()).some((f) => f.name === "apology"); ++day) await c.train("day");
        const failed = page.getByRole("button", { name: /2 phiếu, thông báo hỏng/ });
        await failed.waitFor();
        check("the head sees that something failed", true);
        await picture("failed-head");
        await failed.click();
        const line = page.locator("dialog [data-failed]", { hasText: "Thư xin lỗi" });
        await line.waitFor();
        check("it is told with its reason", (await line.textContent()).includes("máy chủ thư từ chối địa chỉ người nhận"));
        await picture("failed");
        await clean("the list of failures");
        await page.locator("dialog [data-failed]", { hasText: "ngày hẹn thay đổi" }).getByRole("button", { name: "Đã báo cách khác" }).click();
        await c.until("one failure is left", async () => await page.locator("dialog [data-failed]").count() === 1);
        check("who was told by a person leaves the list", (await failures()).length === 1);
        await line.getByRole("button", { name: /Mở hồ sơ/ }).click();
        const card = page.locator("[data-notice=apology][data-state=failed]");
        await card.waitFor();
        check("the dossier shows it with what to do next", (await card.textContent()).includes("Việc cần làm"));
        await picture("failed-dossier");
        await clean("a dossier with a failed letter");
        mail.refused = "";
        await card.getByRole("button", { name: "Gửi lại" }).click();
        await page.locator("[data-notice=apology][data-state=done]", { hasText: "người nộp" }).waitFor();
        check("sent again it arrives, once", mail.receivers.filter((r) => r === email).length === 1);
        check("nothing has failed any more", (await failures()).length === 0);
    });

    check("no script of the page failed in trouble", c.errors.length === 0, c.errors.join("\n"));
    await c.close();
    await office.close();
    mail.close();
}
