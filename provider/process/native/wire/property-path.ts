/**
 * A path as Pulumi reads it (the `resource.PropertyPath` of its SDK for Go): `profile.custom["given name"]`. A quote
 * in a key is escaped there, a backslash is not.
 *
 * @param path keys that are {@link isWritable}
 */
export function propertyPath(path: readonly string[]): string {
    return path.reduce((above, key) => {
        if (!/^[a-z_$][\w$]*$/i.test(key)) {
            return `${above}["${key.replaceAll('"', '\\"')}"]`;
        }
        return above === "" ? key : `${above}.${key}`;
    }, "");
}

/** Whether a path can have the key: after a backslash at its end the closing quote would read as an escaped one. */
export function isWritable(key: string): boolean {
    return !key.endsWith("\\");
}
