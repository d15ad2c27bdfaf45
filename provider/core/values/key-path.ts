/** A path into a profile as a program would write it: `custom.team`, `custom["given name"]`, `tags[0]`. */
export function formatPath(path: readonly (string | number)[]): string {
    return path.reduce<string>(formatKey, "");
}

/** The path of a key of what is at `above`. */
export function formatKey(above: string, key: string | number): string {
    if (typeof key === "number" || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) {
        return `${above}[${JSON.stringify(key)}]`;
    }
    return above === "" ? key : `${above}.${key}`;
}
