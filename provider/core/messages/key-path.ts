/** A path into a profile as a program would write it: `custom.team`, `custom["given name"]`, `expo.tokens[0]`. */
export function formatPath(path: readonly (string | number)[]): string {
    return path.reduce<string>((text, key) => {
        if (typeof key === "number" || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) {
            return `${text}[${JSON.stringify(key)}]`;
        }
        return text === "" ? key : `${text}.${key}`;
    }, "");
}
