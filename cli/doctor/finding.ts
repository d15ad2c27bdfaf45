/** What one check has found, as a line: a problem's says what to do as well. */
export interface Finding {
    readonly isProblem: boolean;
    readonly line: string;
}

export function ok(line: string): Finding {
    return { isProblem: false, line };
}

export function problem(line: string): Finding {
    return { isProblem: true, line };
}
