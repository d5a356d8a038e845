// The page: who sits here, three tabs, the connection's sign, and beside it in training the printer. The address after '#'
// says what is open, so that F5 shows it again.

import { get } from "./api.js";
import { bands, refreshBands } from "./bands.js";
import { askWhatFor, listenToCards } from "./card.js";
import { Courier } from "./courier.js";
import { Desk, type Tab } from "./desk.js";
import { openDialog } from "./dialog.js";
import { fill, h, select } from "./dom.js";
import { Head } from "./head.js";
import { listenToKeys, openCheatSheet } from "./keyboard.js";
import { type Connection, connect, onConnection, onEvent } from "./live.js";
import { say } from "./notice.js";
import { type Applicant, forgetDraft, readCard } from "./reception_form.js";
import { actor, counter, getOffice, setActor, setCounter, setOffice } from "./session.js";
import { text } from "./text.js";
import { trainingPanel } from "./training.js";
import type { Office } from "./types.js";
import { clockTime, longDay } from "./when.js";

const hashes = ["#/quay", "#/lanh-dao", "#/buu-ta"];
const goTo = (hash: string): void => {
    if (location.hash === hash) show();
    else location.hash = hash;
};

const desk = new Desk(goTo, takeScanned);
const tabs: Tab[] = [desk, new Head(goTo), new Courier(goTo)];
const names = [text.tabs.desk, text.tabs.head, text.tabs.courier];
const content = h("main#content", { tabindex: -1 });
const nav = h("nav.tabs", { "aria-label": text.app });
const clock = h("time.clock") as HTMLTimeElement;
const sign = h("span.connection", { role: "status" });
const user = h("button.user", { type: "button", onclick: chooseUser });
let current = -1;

function show(): void {
    if (!actor()) return chooseUser();
    const hash = location.hash || "#/quay";
    const wanted = Math.max(0, hashes.findIndex((h_) => hash.startsWith(h_)));
    if (wanted !== current) {
        current = wanted;
        fill(content, tabs[current]!.element);
        fill(nav, names.map((name, i) => h("a", { href: hashes[i], "aria-current": i === current ? "page" : undefined }, name, h("kbd", `Alt+${i + 1}`))));
        tabs[current]!.shown();
    }
    if (current !== 0) return;
    const dossier = /^#\/quay\/ho-so\/(\d+)/.exec(hash);
    if (dossier) desk.open(dossier[1]!);
    else if (hash.startsWith("#/quay/tiep-nhan")) desk.receive();
    else desk.home();
}

function drawUser(): void {
    const who = actor();
    fill(user, who ? h("span", h("strong", who.name), h("small", who.title || who.unit_name)) : text.chooseUser);
    user.title = text.switchUser;
}

function chooseUser(): void {
    const staff = getOffice()?.staff ?? [];
    const list = h("ul.staff", staff.map((s) => h("li", h("button", { type: "button", "data-staff": s.id, onclick: () => {
        if (actor()?.id !== s.id) forgetDraft();
        setActor(s.id);
        dialog.close();
        drawUser();
        connect();
        current = -1;
        show();
        refreshBands();
    } }, h("strong", s.name), h("small", `${s.title} – ${s.unit_name}`)))));
    const dialog = openDialog(text.chooseUser, h("div.dialog-body", h("p.quiet", text.chooseUserHint), list));
    if (!actor()) dialog.addEventListener("cancel", (event) => event.preventDefault());
}

function showConnection(state: Connection): void {
    const said = { connected: text.connected, reconnecting: text.reconnecting, away: text.serverAway }[state];
    sign.className = `connection ${state}`;
    fill(sign, state === "connected" ? "● " : "✖ ", h("span", said));
    document.body.classList.toggle("away", state !== "connected");
}

function showClock(now: string): void {
    clock.dateTime = now;
    fill(clock, h("strong", clockTime(now)), " ", longDay(now));
}

// Between two words from the server the clock goes on by itself, but in training, where it stands until it is moved.
let known = { at: "", since: 0 };
function keepTime(now: string): void {
    known = { at: now, since: performance.now() };
    showClock(now);
}

async function begin(): Promise<void> {
    let office: Office;
    try {
        office = await get<Office>("/office");
    } catch {
        showConnection("reconnecting");
        setTimeout(() => void begin(), 1000);
        return;
    }
    setOffice(office);
    document.title = `${text.app} – ${office.name}`;
    const counters = select([{ code: "", label: text.assignedCounter }, ...office.counters.map((c) => ({ code: c.id, label: c.name }))], counter()?.id ?? "", setCounter);
    counters.setAttribute("aria-label", text.counter);
    fill(document.getElementById("page")!,
        h("a.skip", { href: "#content", onclick: (event: Event) => { event.preventDefault(); content.focus(); } }, text.skip),
        h("header.top", h("div.brand", h("span.star", { "aria-hidden": "true" }, "★"), h("div", h("h1", text.app), h("small", office.name))),
            nav, h("div.right", clock, sign, counters, user, h("button.help", { type: "button", "aria-label": text.help, title: text.help, onclick: openCheatSheet }, "?"))),
        bands,
        h(office.training ? "div.body.with-trainer" : "div.body", content, office.training ? trainingPanel(keepTime) : null));
    drawUser();
    keepTime(office.now);
    if (!office.training) setInterval(() => showClock(new Date(Date.parse(known.at) + performance.now() - known.since).toISOString()), 1000);
    if (actor()) connect();
    show();
    refreshBands();
}

// A card goes where it belongs; while a window is open somebody says what it is for.
function takeScanned(scanned: string): void {
    const card = readCard(scanned);
    if (!card) return say(text.card.unreadable, "bad", text.card.unreadableNext);
    if (!actor()) return say(text.chooseUserHint, "bad");
    if (document.querySelector("dialog[open]")) askWhatFor(card, () => receiveFrom(card));
    else desk.takeCard(card);
}

function receiveFrom(card: Partial<Applicant>): void {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close();
    desk.takeCard(card);
}

onConnection(showConnection);
onEvent((event, data) => { if (typeof data["now"] === "string" && (event === "clock" || event === "hello")) keepTime(data["now"]); });
window.addEventListener("hashchange", show);
listenToCards(takeScanned);
listenToKeys({
    tab: (n) => goTo(hashes[n] ?? "#/quay"),
    receive: () => goTo("#/quay/tiep-nhan"),
    home: () => goTo(hashes[current] ?? "#/quay"),
    scan: () => { if (current === 1) goTo("#/quay"); tabs[current]?.focusScan(); },
    user: chooseUser,
    current: (event) => tabs[current]?.key(event) ?? false,
});
void begin();
