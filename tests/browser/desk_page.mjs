// What the page of the desk shows around its forms: the bands of warnings, and lists of several pages.

export async function walkBandsAndLists(c, { check, step, picture, clean }) {
    const { page } = c;

    await step("bands", async () => {
        await page.route("**/api/v1/warnings", (route) => route.fulfill({ status: 404, json: { code: "not_found", message: "", next: "" } }));
        const asked = page.waitForResponse("**/api/v1/warnings");
        await page.reload();
        await asked;
        await page.waitForSelector(".connection.connected");
        check("a server without warnings gives no band", await page.locator("[data-band]").count() === 0);
        await page.unroute("**/api/v1/warnings");
        const warnings = { warnings: [{ kind: "calendar", message: "Lịch năm 2027 chưa có", next: "Nhờ người quản trị thêm tệp lịch.", until: "2026-12-15" }, { kind: "fees", message: "Mức phí hết hiệu lực", next: "Cập nhật mức phí." }] };
        let held = true;
        await page.route("**/api/v1/warnings", (route) => route.fulfill({ json: warnings }));
        await page.route("**/api/v1/office", async (route) => {
            const response = await route.fetch();
            await route.fulfill({ response, json: { ...await response.json(), clock: { held, clock: "2026-02-24T08:00:00+07:00", message: "Giờ máy chủ lùi 400 ngày so với sổ.", next: "Chỉnh giờ máy." } } });
        });
        const confirmed = [];
        await page.route("**/api/v1/clock/confirm", (route) => {
            held = false;
            confirmed.push(route.request().postDataJSON());
            return route.fulfill({ json: { held: false } });
        });
        await page.reload();
        const clock = page.locator("[data-band=clock]");
        await clock.waitFor();
        check("a held clock is told to everybody, with who must settle it", (await clock.textContent()).includes("Lãnh đạo phải xác nhận") && await page.locator("[data-confirm-clock]").count() === 0);
        check("a warning stands at the top with what to do", (await page.textContent("[data-band=calendar]")).includes("Nhờ người quản trị"));
        await page.getByText("1 cảnh báo khác").click();
        check("the other warnings are one click away", await page.getByText("Cập nhật mức phí.").isVisible());
        await picture("bands");
        await clean("the page with bands");
        await c.become("head.tri");
        await page.click("[data-confirm-clock]");
        await clock.waitFor({ state: "detached" });
        check("a head confirms the clock once and hears of it", JSON.stringify(confirmed) === '[{"clock":"2026-02-24T08:00:00+07:00"}]' && await page.getByText("Đã xác nhận giờ máy đúng").count() === 1);
        await page.unroute("**/api/v1/warnings");
        await page.route("**/api/v1/warnings", (route) => route.fulfill({ json: [{ kind: "disk", message: "Đĩa sắp đầy", next: "Dọn đĩa." }] }));
        await page.reload();
        await page.waitForSelector("[data-band=disk]");
        check("a bare list of warnings is understood too", true);
        await page.unrouteAll({ behavior: "wait" });
    });

    await step("pages of a list", async () => {
        await page.route("**/api/v1/dossiers/search", (route) => route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), size: 2 }) }));
        await c.become("reception.lan");
        const rows = () => page.locator(".list tbody tr").evaluateAll((all) => all.map((row) => row.dataset.session).join(" "));
        const pressed = () => page.evaluate(() => document.activeElement?.dataset.turn);
        await page.keyboard.press("F3");
        await page.keyboard.type("vi");
        await page.keyboard.press("Enter");
        await page.getByText("Kết quả tìm: vi").waitFor();
        await page.waitForSelector("[data-turn=next]:enabled");
        const first = await rows();
        check("the newest stand on the first page, which has none before it", await page.locator("[data-turn=previous]:disabled").count() === 1 && first.split(" ").length === 2);
        await picture("pages");
        await clean("a list of several pages");
        await page.click("[data-turn=next]");
        await c.until("the next page is shown", async () => await rows() !== first);
        const second = await rows();
        check("the next page goes on behind the first", Number(second.split(" ")[0]) < Number(first.split(" ")[1]), `${first} / ${second}`);
        check("the button keeps the focus", await pressed() === "next");
        await page.click("[data-turn=previous]");
        await c.until("the first page is back", async () => await rows() === first);
        check("back on the first page the way forth is offered", await page.locator("[data-turn=next]:enabled").count() === 1);
        await page.unrouteAll({ behavior: "wait" });
    });
}
