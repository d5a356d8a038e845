// Dossier codes as people type them and as scanners give them: bars hold the letters and digits alone.

/** The letters and digits of a code, as it is compared. */
export function codeKey(typed: string): string {
    return typed.replace(/[-. ]/g, "").toUpperCase();
}

/** A whole code, with its separators or without them; ten digits are the least that its day and number have. */
export function isCode(typed: string): boolean {
    return /\d{6}-\d{4}/.test(typed) || (/^[a-z0-9]{15,}$/i.test(typed) && typed.replace(/\D/g, "").length >= 10);
}

/** Whether this is that code, with or without the check character that paper adds. */
export function isSameCode(typed: string, code: string): boolean {
    const key = codeKey(typed);
    const whole = codeKey(code);
    return key === whole || (key.startsWith(whole) && key.length === whole.length + 1);
}
