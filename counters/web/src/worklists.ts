// Lists and their counts, always of the same moment: both are fetched again together after a commit.

import { ask, get } from "./api.js";
import type { Turn } from "./list.js";
import { onEvent } from "./live.js";
import { sayProblem } from "./notice.js";
import type { Listing, Worklist } from "./types.js";

type Watcher = (lists: Worklist[], shown: Listing | undefined) => void;

const rowsOfPage = 100;

export interface Watch {
    show(list: string, q?: string): void;
    /** Another page of the same list. */
    turn(to: Turn): void;
    again(): void;
    list(): string;
}

const watches = new Set<() => void>();
let timer = 0;

// Many commits in one moment cost one reload.
onEvent((event) => {
    if (event !== "commit" && event !== "reload" && event !== "clock") return;
    clearTimeout(timer);
    timer = window.setTimeout(() => { for (const again of watches) again(); }, 80);
});

/** One per tab; reloads only while `alive` says the tab is in view. */
export function watchLists(alive: () => boolean, tell: Watcher): Watch {
    let list = "";
    let q = "";
    let place: Turn = {};
    let round = 0;
    const page = (): Promise<Listing> => ask<Listing>("/dossiers/search", { list: q ? "all" : list, q, size: rowsOfPage, ...place });
    // Backwards the first page may be cut short, where rows have gone or come since: it is shown from its beginning.
    async function shownPage(): Promise<Listing> {
        const shown = await page();
        if (!place.before || shown.previous || shown.items.length === rowsOfPage) return shown;
        place = {};
        return page();
    }
    async function load(): Promise<void> {
        if (!alive()) return;
        const mine = ++round;
        try {
            const [lists, shown] = await Promise.all([
                get<{ items: Worklist[] }>("/worklists"),
                list || q ? shownPage() : undefined,
            ]);
            if (mine === round) tell(lists.items, shown);
        } catch (error) {
            if (mine === round) sayProblem(error);
        }
    }
    watches.add(() => void load());
    return {
        show(next, words = "") {
            list = next;
            q = words;
            place = {};
            void load();
        },
        turn(to) {
            place = to;
            void load();
        },
        again: () => void load(),
        list: () => list,
    };
}
