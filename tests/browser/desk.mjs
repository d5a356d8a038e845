// What a clerk meets at the desk besides the usual way: something is missing, a question is open, papers lack, a card is
// scanned at an odd moment, an answer is lost, the server has something to say. An office of its own.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCounter } from "./counter.mjs";
import { walkBandsAndLists } from "./desk_page.mjs";
import { openOffice } from "./office.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const question = "Giấy tờ quét được rõ không?";

// A procedure that asks something of its own before its stream is known.
function askOnePrecondition(workflows) {
    const file = join(workflows, "procedures/residence/1.004194.xml");
    const asked = `<online level="partial"><require id="scannable" answer="scannable" in="yes" question="${question}">giấy tờ không quét được</require></online>`;
    writeFileSync(file, readFileSync(file, "utf8").replace('<online level="partial"/>', asked));
}

const card = (name, number = "079203000001", address = "Số 5, xã Phú Sơn, tỉnh An Khánh", sex = "Nữ") =>
    `${number}|024012345|${name}|03021990|${sex}|${address}|14082021`;

export async function walkDesk(program, { check, step, picture, clean, watch }) {
    const office = await openOffice(program, (folder) => {
        const workflows = join(folder, "workflows");
        cpSync(join(top, "workflows"), workflows, { recursive: true });
        askOnePrecondition(workflows);
        return ["--workflows", workflows];
    });
    const c = await openCounter(office.address);
    const { page } = c;
    watch(page);
    const field = (path) => page.locator(`[data-path='${path}']`);
    const marked = (path) => page.locator(`[data-path='${path}'][aria-invalid=true]`);
    const value = (path) => page.inputValue(`[data-path='${path}']`);
    const focused = () => page.evaluate(() => document.activeElement?.closest("[data-path]")?.getAttribute("data-path") ?? document.activeElement?.tagName);
    const anew = async (words) => {
        await page.keyboard.press("F2");
        await page.getByRole("button", { name: "Xóa biểu mẫu" }).click();
        await c.choose(words);
    };
    const received = async (name) => (await office.dossiersOf(name)).length;
    const whole = async (name) => {
        await anew("1.010038");
        await c.fillApplicant(name);
        await c.correctStream();
    };
    // The server's answer to one call is replaced, or never comes.
    const answerOnce = (path, status, body) => page.route(`**/api/v1${path}`, (route) => route.fulfill({ status, json: body }), { times: 1 });
    const loseAnswer = (path) => page.route(`**/api/v1${path}`, async (route) => {
        await route.fetch();
        await route.abort();
    }, { times: 1 });

    await step("what a reception lacks", async () => {
        await c.become("reception.lan");
        await anew("1.010038");
        await c.fillApplicant("Vi Không Địa Chỉ");
        await field("applicant.address").fill("");
        await c.correctStream();
        await page.keyboard.press("Control+Enter");
        await marked("applicant.address").waitFor();
        check("without an address the address is marked and has the focus", await focused() === "applicant.address");
        check("and nothing is received", await received("Vi Không Địa Chỉ") === 0);
        await picture("address");
        await clean("a reception with a fault");
        await field("applicant.address").fill("Thôn Đông");
        await answerOnce("/dossiers", 422, { code: "fields", message: "Có thông tin chưa đúng.", next: "Sửa.", fields: [{ field: "applicant.address", message: "địa chỉ quá ngắn" }, { field: "documents.0.originals", message: "số lượng từ 0 đến 99" }] });
        await page.keyboard.press("Control+Enter");
        await page.getByText("địa chỉ quá ngắn").waitFor();
        check("what the server says of a field stands at that field", await marked("applicant.address").count() === 1 && await marked("documents").count() === 1);
    });

    await step("open questions", async () => {
        await anew("1.004194");
        const card = page.locator(".stream-card");
        await card.getByText("Chưa đủ để phân luồng").waitFor();
        const said = async () => (await card.textContent()) ?? "";
        check("before the answers the stream is said to be unknown, and why", (await said()).includes(question) && (await said()).includes("VNeID") && !(await said()).includes("Trực tuyến"));
        check("no answer is given beforehand", await page.locator(".reception-grid input[type=radio][value=yes]:checked, .reception-grid input[type=radio][value=no]:checked").count() === 0);
        await picture("open-questions");
        await clean("a reception with open questions");
        await page.keyboard.press("Alt+l");
        await page.locator(".notice.bad", { hasText: question }).waitFor();
        check("Alt+L says what is open", true);
        await c.fillApplicant("Vi Chưa Hỏi");
        check("one open question is enough", (await said()).includes("Chưa đủ để phân luồng") && (await said()).includes(question) && !(await said()).includes("VNeID"));
        await page.keyboard.press("Control+Enter");
        await marked("facts.scannable").waitFor();
        check("an unanswered question is marked", await received("Vi Chưa Hỏi") === 0);
        await answerOnce("/route", 200, { stream: null, unanswered: ["scannable"] });
        await c.answer(question, "Có");
        await c.until("the server's own open question is told", async () => (await said()).includes(`Còn phải trả lời: ${question}`));
        check("what the server calls open is open", true);
        await c.answer(question, "Không");
        await page.waitForSelector(".stream-word.direct");
        check("the answers decide the stream", (await said()).includes("giấy tờ không quét được"));
        await anew("2.000200 ");
        const cases = page.locator("select[data-path=case]");
        await cases.selectOption("");
        await c.until("the case is asked for", async () => (await said()).includes("Trường hợp"));
        check("a case that nobody chose decides nothing", true);
    });

    await step("guidance of who has no account", async () => {
        await anew("1.010038");
        await c.fillApplicant("Vi Chưa Tài Khoản");
        const guided = page.getByRole("group", { name: /Đã hướng dẫn đăng ký/ });
        check("who has both needs no guidance", !await guided.isVisible());
        await c.answer(/VNeID/, "Không");
        await c.answer(/tài khoản Cổng/, "Không");
        await c.correctStream();
        await page.keyboard.press("Control+Enter");
        await marked("identity.guided").waitFor();
        check("who lacks one is asked about guidance", await received("Vi Chưa Tài Khoản") === 0);
        await picture("guided");
        await c.answer(/Đã hướng dẫn đăng ký/, "Có");
        const session = await c.accept();
        const { record } = await office.dossier(session);
        check("the guidance is recorded as it was", record.identity.guided && !record.identity.e_identity && !record.identity.portal_account, JSON.stringify(record.identity));
    });

    await step("guidance on papers at reception", async () => {
        await whole("Vi Thiếu Giấy");
        const published = await office.ask("/procedures/1.010038");
        const guide = () => page.getByRole("button", { name: "Hướng dẫn bổ sung" }).click();
        await guide();
        const offered = page.locator("dialog [data-type]");
        await offered.first().waitFor();
        check("the published papers are offered, no others", JSON.stringify(await offered.evaluateAll((all) => all.map((e) => e.dataset.type))) === JSON.stringify(published.documents.map((d) => d.type)));
        check("no paper can be made up", await page.locator("dialog [data-path=items] input[type=text]:not([data-note])").count() === 0);
        await page.keyboard.press("Escape");
        await page.waitForSelector("dialog[open]", { state: "detached" });
        check("guidance that was cancelled leaves no dossier", await received("Vi Thiếu Giấy") === 0);
        await guide();
        await page.click("dialog button[type=submit]");
        await page.waitForSelector("dialog [data-path=items][aria-invalid=true]");
        check("guidance without papers is refused at its field", await received("Vi Thiếu Giấy") === 0);
        const { type, name } = published.documents[0];
        await page.check(`dialog [data-type='${type}']`);
        await page.fill(`dialog [data-note='${type}']`, "thiếu chữ ký trang 2");
        await page.fill("dialog [data-path=reason]", "Tờ khai chưa ký");
        await picture("guide");
        await clean("the guidance");
        await page.click("dialog button[type=submit]");
        await page.waitForSelector("article.dossier [data-form=supplement_request][data-print=done]");
        const { session } = (await office.dossiersOf("Vi Thiếu Giấy"))[0];
        const { slips, record } = await office.dossier(session);
        check("form 02 is printed, once", slips.filter((s) => s.form === "supplement_request").length === 1, JSON.stringify(slips));
        check("it asks for the real paper with its note", JSON.stringify(record.supplements[0].items) === JSON.stringify([{ type, name, form: "paper", note: "thiếu chữ ký trang 2" }]), JSON.stringify(record.supplements));
        await page.locator("[data-form=supplement_request]").getByRole("button", { name: "Xem" }).click();
        await page.locator("dialog img").evaluate((image) => image.decode());
        await picture("form-02");
        await page.keyboard.press("Escape");
    });

    await step("a refusal at reception", async () => {
        await whole("Vi Bị Từ Chối");
        await page.getByRole("button", { name: "Từ chối" }).click();
        await page.fill("dialog [data-path=reason]", "Không thuộc thẩm quyền");
        await answerOnce("/dossiers", 422, { code: "fields", message: "Có thông tin chưa đúng.", next: "Sửa.", faults: [{ field: "applicant.phone", message: "số điện thoại sai" }] });
        await page.click("dialog button[type=submit]");
        await marked("applicant.phone").waitFor();
        check("what is wrong with the reception itself is shown there", await page.locator("dialog[open]").count() === 0 && await focused() === "applicant.phone");
        await page.getByRole("button", { name: "Từ chối" }).click();
        await page.fill("dialog [data-path=reason]", "Không thuộc thẩm quyền");
        await page.click("dialog button[type=submit]");
        await page.waitForSelector("article.dossier [data-form=refusal][data-print=done]");
        check("form 03 is printed and the dossier closed", (await office.dossiersOf("Vi Bị Từ Chối"))[0].phase === "refused");
    });

    await step("a supplement asked for later", async () => {
        await whole("Vi Cần Thêm");
        const session = await c.accept();
        await c.become("case.binh");
        await c.open(session);
        await page.click("article.dossier [data-event=request_supplement]");
        const tick = page.locator("dialog [data-type]").first();
        await tick.check();
        const type = await tick.getAttribute("data-type");
        await page.fill("dialog [data-path=reason]", "Cần bản có ký tên");
        await page.waitForSelector("dialog figure.preview img");
        await picture("request-supplement");
        await c.confirm();
        await c.until("form 02 is there", async () => (await office.dossier(session)).slips.some((s) => s.form === "supplement_request"));
        check("a case officer gets form 02", true);
        const counted = async () => (await office.dossier(session)).record.documents.find((d) => d.type === type)?.originals ?? 0;
        const had = await counted();
        await c.become("reception.lan");
        await c.open(session);
        await page.click("article.dossier [data-event=complete]");
        await page.fill(`dialog [data-count='${type} originals']`, "1");
        await picture("complete");
        await clean("the papers that were brought");
        await c.confirm();
        await c.until("it goes on", async () => (await office.dossier(session)).phase === "resolving");
        check("what was brought is counted under its real type", await counted() === had + 1);
    });

    await step("scanned cards", async () => {
        await anew("1.010038");
        await page.getByRole("button", { name: "Xóa biểu mẫu" }).click();
        await page.keyboard.press("Escape");
        await page.keyboard.press("F3");
        await page.keyboard.type(card("Lê Thị Quỳnh Đường"));
        await page.keyboard.press("Enter");
        await page.getByText("Người nộp đã ghi: Lê Thị Quỳnh Đường").waitFor();
        await c.choose("1.010038");
        check("a card scanned from the list fills the reception", await value("applicant.name") === "Lê Thị Quỳnh Đường" && await value("applicant.kind") === "woman");
        const scanAt = async (selector, text) => {
            await page.focus(selector);
            await page.keyboard.type(text);
            await page.keyboard.press("Enter");
        };
        await page.getByRole("button", { name: "Xóa biểu mẫu" }).click();
        await c.choose("1.010038");
        await scanAt("[data-count], .checklist input", card("Hà Thị Ban"));
        await c.until("the card is read", async () => await value("applicant.name") === "Hà Thị Ban");
        check("a card scanned into a number goes to the applicant", await page.locator(".checklist input").first().inputValue() === "");
        await page.fill("[data-path='applicant.address']", "Nhà mới, chưa có trên thẻ");
        await scanAt("[data-path='applicant.phone']", card("Hà Thị Ban"));
        await page.waitForSelector("[data-answer=keep]");
        check("a card does not overwrite an address without asking", await value("applicant.address") === "Nhà mới, chưa có trên thẻ");
        check("nor is it typed into the field that had the focus", await value("applicant.phone") === "");
        await picture("card-conflict");
        await clean("the question about a card");
        await page.click("[data-answer=keep]");
        check("what was kept stays", await value("applicant.address") === "Nhà mới, chưa có trên thẻ" && await value("applicant.name") === "Hà Thị Ban");
        await scanAt("[role=combobox]", card("Lường Văn Chựa", "079202000002", "Bản Nà", "Nam"));
        await page.click("[data-answer=replace]");
        await c.until("the other card is read", async () => await value("applicant.name") === "Lường Văn Chựa");
        check("a person may put the other card in", await value("applicant.address") === "Bản Nà" && await value("applicant.kind") === "man");
        check("the procedure is still the one that was chosen", (await page.inputValue("[role=combobox]")).startsWith("1.010038"));
        await page.getByRole("button", { name: "Xóa biểu mẫu" }).click();
        await c.choose("1.010038");
        const interrupted = card("Hà Thị Ban");
        await page.focus("[data-path='applicant.phone']");
        await page.keyboard.type(interrupted.slice(0, 20));
        await page.evaluate(() => document.querySelector("#scan").focus());
        await page.keyboard.type(interrupted.slice(20));
        await page.keyboard.press("Enter");
        await c.until("the interrupted card is read", async () => await value("applicant.name") === "Hà Thị Ban");
        check("a card is read whole though something else asks for the focus", await page.inputValue("#scan") === "");
        await page.keyboard.press("Alt+2");
        await page.waitForSelector(".tab.head");
        await page.keyboard.type(card("Đinh Thị Sen", "079303000003"));
        await page.keyboard.press("Enter");
        await page.waitForSelector("[data-answer=anew]");
        await page.keyboard.press("Enter");
        check("a second Enter of the scanner gives no answer", await page.locator("[data-answer=anew]").count() === 1);
        await page.click("[data-answer=anew]");
        await page.getByText("Người nộp đã ghi: Đinh Thị Sen").waitFor();
        check("a card scanned at another tab goes to the reception too", true);
        await page.keyboard.press("Escape");
        await page.waitForSelector(".list");
        await page.keyboard.press("Alt+u");
        await page.waitForSelector("[data-staff]");
        await page.keyboard.type(card("Đinh Thị Sen", "079303000003"));
        await page.keyboard.press("Enter");
        await page.click("[data-answer=take]");
        await page.getByText("Người nộp đã ghi: Đinh Thị Sen").waitFor();
        check("a card scanned into a window is asked about, not lost", await page.locator("dialog[open]").count() === 0);
        await page.getByRole("button", { name: "Xóa biểu mẫu" }).click();
        await page.keyboard.press("F3");
        await page.keyboard.type(card("Mạc Thị Hoa", "079303000004", "Bản Nà", "Ná»¯"));
        await page.keyboard.press("Enter");
        await page.getByText("Người nộp đã ghi: Mạc Thị Hoa").waitFor();
        await c.choose("1.010038");
        check("a sex that cannot be read is told by the number, not guessed", await value("applicant.kind") === "woman");
    });

    await step("a lost answer", async () => {
        await whole("Vi Mất Trả Lời");
        await loseAnswer("/dossiers");
        await page.keyboard.press("Control+Enter");
        await page.getByText("Chưa nhận được trả lời của máy chủ").waitFor();
        await page.reload();
        await page.waitForSelector("[data-path='applicant.name']");
        await page.waitForSelector("[data-path=override]");
        await c.accept();
        check("sent again after F5 it is received once", await received("Vi Mất Trả Lời") === 1);

        await whole("Vi Đổi Ý Một");
        await loseAnswer("/dossiers");
        await page.keyboard.press("Control+Enter");
        await page.getByText("Chưa nhận được trả lời của máy chủ").last().waitFor();
        await page.fill("[data-path='applicant.name']", "Vi Đổi Ý Hai");
        const session = await c.accept();
        check("a form that was changed is another dossier", (await office.dossier(session)).applicant === "Vi Đổi Ý Hai" && await received("Vi Đổi Ý Một") === 1 && await received("Vi Đổi Ý Hai") === 1);

        await whole("Vi Khóa Cũ");
        const keys = [];
        page.on("request", (r) => { if (r.method() === "POST" && r.url().endsWith("/dossiers")) keys.push(r.headers()["idempotency-key"]); });
        await answerOnce("/dossiers", 422, { code: "key_reused", message: "Khóa này đã dùng cho nội dung khác.", next: "Bấm lại." });
        await page.keyboard.press("Control+Enter");
        await page.locator(".form-fault", { hasText: "Khóa này đã dùng" }).waitFor();
        await c.accept();
        check("a key that was used for something else is told and renewed", keys.length === 2 && keys[0] !== keys[1], JSON.stringify(keys));

        const action = (await office.dossiersOf("Vi Khóa Cũ"))[0].session;
        await page.click("article.dossier [data-event=add_note]");
        await page.fill("dialog [data-path=text]", "Ghi chú một");
        await loseAnswer(`/dossiers/${action}/actions/add_note`);
        await page.click("dialog button[type=submit]");
        await page.locator("dialog").getByText("Chưa nhận được trả lời của máy chủ").waitFor();
        await page.fill("dialog [data-path=text]", "Ghi chú hai");
        await c.confirm();
        const { notes } = (await office.dossier(action)).record;
        check("an action's form that was changed is another action", JSON.stringify(notes.map((n) => n.text)) === '["Ghi chú một","Ghi chú hai"]', JSON.stringify(notes));
    });

    await step("the keyboard's path", async () => {
        await anew("1.010038");
        await c.fillApplicant("Vi Bàn Phím");
        await page.locator("table.checklist input").first().fill("1");
        await page.locator("[data-correct]").waitFor();
        const routed = page.waitForResponse("**/api/v1/route");
        await page.keyboard.press("Alt+l");
        await routed;
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        check("Alt+L leaves the focus on the reason", await focused() === "override");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Control+Shift+Enter");
        await c.until("it is received", async () => await received("Vi Bàn Phím") === 1);
        await c.until("the next form has the focus", async () => await focused() === "procedure");
        check("after a reception the next one begins at the procedure", await page.inputValue("[role=combobox]") === "");
        const { session } = (await office.dossiersOf("Vi Bàn Phím"))[0];
        await c.open(session);
        await page.click("article.dossier [data-event=withdraw]");
        await page.click("dialog button[type=submit]");
        await page.waitForSelector("dialog [data-path=reason][aria-invalid=true]");
        check("a missing reason is marked in an action's form", await focused() === "reason");
        await answerOnce(`/dossiers/${session}/actions/withdraw`, 409, { code: "some_rule", message: "Phải nêu lý do cụ thể.", next: "Ghi lý do.", fields: [{ field: "reason", message: "Phải nêu lý do cụ thể." }, { field: "reason_code", message: "Phải nêu lý do cụ thể." }] });
        await page.fill("dialog [data-path=reason]", "x");
        await page.click("dialog button[type=submit]");
        await page.locator("dialog .form-fault", { hasText: "Ghi lý do." }).waitFor();
        check("what the rule says of its fields stands there once", await page.locator("dialog .form-fault li").count() === 0);
        check("a refusal by a rule marks its field and lies over no button", await marked("reason").count() === 1 && await page.locator(".notice.bad").count() === 0);
        await picture("refused");
        await page.keyboard.press("Escape");
    });

    await walkBandsAndLists(c, { check, step, picture, clean });

    check("no script of the page failed at the desk", c.errors.length === 0, c.errors.join("\n"));
    await c.close();
    await office.close();
}
