/** The keys that lead to a value, and the indices where it is in an array. */
export type Path = readonly (string | number)[];

/** A path into a profile as a program would write it: `custom.team`, `custom["given name"]`, `tags[0]`. */
export function formatPath(path: Path): string {
    return formatPathBelow("", path);
}

/** A path of what is at `above`. */
export function formatPathBelow(above: string, path: Path): string {
    return path.reduce<string>(formatKey, above);
}

/** The path of a key of what is at `above`. */
export function formatKey(above: string, key: string | number): string {
    if (typeof key === "number" || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) {
        return `${above}[${JSON.stringify(key)}]`;
    }
    return above === "" ? key : `${above}.${key}`;
}
