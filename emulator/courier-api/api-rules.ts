import type { EmulatorOptions, KeyOrder } from "../emulator-options";

/** How the API behaves where Courier's behaviour is not documented, and whom it lets in. */
export interface ApiRules {
    readonly apiKey: string | undefined;
    readonly unknownUser: "not-found" | "empty";
    readonly emptyUser: "found" | "not-found";
    readonly nulls: "keep" | "drop";
    readonly keyOrder: KeyOrder;
}

/** Those that the options say, and the defaults of the others. */
export function apiRules({
    apiKey,
    unknownUser = "not-found",
    emptyUser = "found",
    nulls = "keep",
    keyOrder = "as-sent",
}: EmulatorOptions): ApiRules {
    return { apiKey, unknownUser, emptyUser, nulls, keyOrder };
}
