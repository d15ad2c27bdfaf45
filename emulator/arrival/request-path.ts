/** What a request's path names. */
export interface RequestPath {
    /** `undefined`: no resource of this API. */
    readonly resource: "profile" | "lists" | undefined;
    /** Percent-decoded once; `undefined` without a resource, or when the escapes are not valid. */
    readonly userId: string | undefined;
    readonly query: URLSearchParams;
}

/**
 * Reads a request target as it came over the wire. A URL parser would resolve dot segments and lose the
 * difference between `/` and `%2F`, both of which belong to the user id.
 */
export function readRequestPath(target: string): RequestPath {
    const [path = "", ...rest] = target.split("?");
    const query = new URLSearchParams(rest.join("?"));
    const match = /^\/profiles\/([^/]+)(\/lists)?$/.exec(path);
    if (!match) {
        return { resource: undefined, userId: undefined, query };
    }
    return { resource: match[2] ? "lists" : "profile", userId: percentDecoded(match[1] ?? ""), query };
}

function percentDecoded(text: string): string | undefined {
    try {
        return decodeURIComponent(text);
    } catch {
        return undefined;
    }
}
