// Dates and money in Vietnamese words, always on the office's clock (UTC+7), whatever the PC believes.

const zone = "Asia/Ho_Chi_Minh";
const dayTime = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
const weekday = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, weekday: "long" });

function parts(iso: string): Record<string, string> {
    const out: Record<string, string> = {};
    for (const p of dayTime.formatToParts(new Date(iso))) out[p.type] = p.value;
    return out;
}

/** "17:00 27/02/2026" */
export function moment(iso: string | undefined): string {
    if (!iso || Number.isNaN(Date.parse(iso))) return "";
    const p = parts(iso);
    return `${p["hour"]}:${p["minute"]} ${p["day"]}/${p["month"]}/${p["year"]}`;
}

/** "Thứ Sáu, 27/02/2026" */
export function longDay(iso: string | undefined): string {
    if (!iso || Number.isNaN(Date.parse(iso))) return "";
    const p = parts(iso);
    return `${weekday.format(new Date(iso))}, ${p["day"]}/${p["month"]}/${p["year"]}`;
}

export function clockTime(iso: string): string {
    const p = parts(iso);
    return `${p["hour"]}:${p["minute"]}`;
}

export const money = (amount: number): string => `${amount.toLocaleString("vi-VN")} đ`;
