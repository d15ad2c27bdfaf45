/** In which order the keys of objects are answered. */
export type KeyOrder = "as-sent" | "sorted" | "reversed";

/** How the emulator runs, and how it behaves where Courier's documentation leaves it open. */
export interface EmulatorOptions {
    /** The port to listen on. Default: 0, a free one. */
    readonly port?: number | undefined;
    /** The address to listen on. Default: `"127.0.0.1"`, which no other machine can reach. */
    readonly host?: string | undefined;
    /**
     * Milliseconds between a request's arrival and its answer. What it asks for is done at the start of
     * them. Default: 0.
     */
    readonly latencyMs?: number | undefined;
    /** The only API key let in; any other is answered 401. Default: every key is let in. */
    readonly apiKey?: string | undefined;
    /** What GET answers for a user nobody has written: 404, or 200 with an empty profile. Default: `"not-found"`. */
    readonly unknownUser?: "not-found" | "empty" | undefined;
    /** What GET answers for a profile that is `{}`: that, or 404. Default: `"found"`. */
    readonly emptyUser?: "found" | "not-found" | undefined;
    /** Whether PUT keeps keys that are null, at every depth of objects. Default: `"keep"`. */
    readonly nulls?: "keep" | "drop" | undefined;
    /** The order of keys in answers, at every depth. Default: `"as-sent"`. */
    readonly keyOrder?: KeyOrder | undefined;
    /**
     * A file that keeps the profiles (not the list subscriptions): read at the start if it exists, and
     * written before a change is answered. It is a JSON object of user ids and profiles; while the emulator
     * runs, the latest changes stand behind it, a line each. Default: none, the profiles live in memory.
     */
    readonly dataFile?: string | undefined;
    /**
     * How much of the requests' bodies is recorded, in MiB; may be `Infinity`. Beyond it the oldest are
     * forgotten, and nothing else of their requests, so that what is counted stays right. Default: 64.
     */
    readonly recordedBodiesMiB?: number | undefined;
    /** Called with one line a request: method, path, status, milliseconds. Default: nobody. */
    readonly log?: ((line: string) => void) | undefined;
}
