// Lists and their counts, always of the same moment: both are fetched again together after a commit.

import { ask, get } from "./api.js";
import { onEvent } from "./live.js";
import { sayProblem } from "./notice.js";
import type { Listing, Worklist } from "./types.js";

type Watcher = (lists: Worklist[], shown: Listing | undefined) => void;

export interface Watch {
    show(list: string, q?: string): void;
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
    let round = 0;
    async function load(): Promise<void> {
        if (!alive()) return;
        const mine = ++round;
        try {
            const [lists, shown] = await Promise.all([
                get<{ items: Worklist[] }>("/worklists"),
                list || q ? ask<Listing>("/dossiers/search", { list: q ? "all" : list, q, page: 1, size: 100 }) : undefined,
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
            void load();
        },
        again: () => void load(),
        list: () => list,
    };
}
