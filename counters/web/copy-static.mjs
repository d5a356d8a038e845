// The page's files that need no compiling, put beside what tsc wrote.
import { cpSync } from "node:fs";

cpSync(new URL("static/", import.meta.url), new URL("dist/", import.meta.url), { recursive: true });
