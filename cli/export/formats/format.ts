import type { JsonObject } from "../../../provider/core/values/json";

export interface FormatOptions {
    /** Prints secrets in plain text. */
    readonly showSecrets: boolean;
}

/** What `export` prints: a program in one of the languages, or JSON. */
export interface Format {
    /** Why this format cannot hold the profile, and what to do; undefined where it can. */
    refusal(userId: string, profile: JsonObject, options: FormatOptions): string | undefined;
    /** The text that declares these profiles, of which it refuses none. */
    print(profiles: ReadonlyMap<string, JsonObject>, options: FormatOptions): string;
}
