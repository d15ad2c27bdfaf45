/** What one check has found, as a line: of a warning and a problem it says what to do as well. */
export interface Finding {
    /** A problem keeps a deployment from working; a warning may be meant so. */
    readonly kind: "ok" | "warning" | "problem";
    readonly line: string;
}

export function ok(line: string): Finding {
    return { kind: "ok", line };
}

export function warning(line: string): Finding {
    return { kind: "warning", line };
}

export function problem(line: string): Finding {
    return { kind: "problem", line };
}
