/** Which requests: those that match everything given. An empty filter matches every request. */
export interface RequestFilter {
    /** The HTTP method, in capitals: `"PUT"`. Default: any. */
    readonly method?: string | undefined;
    /**
     * The user id, decoded: a string matches the whole of it, a regular expression any part. Default: any,
     * and also paths that name no user.
     */
    readonly userId?: string | RegExp | undefined;
}

/** What of a request a filter looks at. */
export interface FilteredRequest {
    readonly method: string;
    readonly userId: string | undefined;
}

export function matches(filter: RequestFilter, request: FilteredRequest): boolean {
    return (
        (filter.method === undefined || filter.method === request.method) &&
        (filter.userId === undefined || matchesUserId(filter.userId, request.userId))
    );
}

function matchesUserId(wanted: string | RegExp, userId: string | undefined): boolean {
    if (userId === undefined || typeof wanted === "string") {
        return userId === wanted;
    }
    // Unlike test(), search() does not remember where a global expression last matched.
    return userId.search(wanted) !== -1;
}
