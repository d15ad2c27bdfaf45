import type { JsonObject } from "../../provider/core/values/json";
import { keyProblem } from "../../provider/core/values/copy-json";
import { formatPath } from "../../provider/core/values/key-path";
import { isTypedAsKnown } from "./known-types";
import { describeUser } from "./read-profiles";
import { secretPaths } from "./secrets";

/** The JSON for `profilesFromFile`, and for each user that it cannot hold a line that says why. */
export function toJson(
    profiles: ReadonlyMap<string, JsonObject>,
    { showSecrets }: { readonly showSecrets: boolean },
): { readonly text: string; readonly failures: readonly string[] } {
    const printed: [string, JsonObject][] = [];
    const failures: string[] = [];
    for (const [userId, profile] of profiles) {
        const reason = refusal(userId, profile, showSecrets);
        if (reason === undefined) {
            printed.push([userId, profile]);
        } else {
            failures.push(describeUser(userId, reason));
        }
    }
    const text = printed.length > 0 ? `${JSON.stringify(Object.fromEntries(printed), null, 2)}\n` : "";
    return { text, failures };
}

function refusal(userId: string, profile: JsonObject, showSecrets: boolean): string | undefined {
    const problem = keyProblem(userId);
    if (problem !== undefined) {
        return problem;
    }
    const untyped = Object.entries(profile).find(([key, value]) => !isTypedAsKnown(key, value));
    if (untyped) {
        return `profile.${untyped[0]} is not of the type that Courier documents, which profilesFromFile refuses; export this user as TypeScript`;
    }
    const secrets = showSecrets ? [] : secretPaths(profile);
    return secrets.length > 0
        ? `has secrets (${secrets.map(formatPath).join(", ")}), which JSON holds in plain text; ` +
              "export this user as TypeScript, or add --show-secrets"
        : undefined;
}
