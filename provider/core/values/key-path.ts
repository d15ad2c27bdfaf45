/** A path into a profile as a program would write it: `custom.team`, `custom["given name"]`. */
export function formatPath(path: readonly string[]): string {
    return path.reduce(formatKey, "");
}

/** The path of a key of what is at `above`. */
export function formatKey(above: string, key: string): string {
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) {
        return `${above}[${JSON.stringify(key)}]`;
    }
    return above === "" ? key : `${above}.${key}`;
}
