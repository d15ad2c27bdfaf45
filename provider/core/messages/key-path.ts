/** A path into a profile as a program would write it: `custom.team`, `custom["given name"]`. */
export function formatPath(path: readonly string[]): string {
    return path.reduce((text, key) => {
        if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) {
            return `${text}[${JSON.stringify(key)}]`;
        }
        return text === "" ? key : `${text}.${key}`;
    }, "");
}
