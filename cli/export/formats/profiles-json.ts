import { keyProblem } from "../../../provider/core/values/copy-json";
import { formatPath } from "../../../provider/core/values/key-path";
import { secretPaths } from "../secrets";
import type { Format } from "./format";
import { isTypedAsKnown } from "./typescript-types";

/** The file that `profilesFromFile` reads: a profile for each user id. */
export const profilesJson: Format = {
    refusal(userId, profile, { showSecrets }) {
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
    },
    print: (profiles) => `${JSON.stringify(Object.fromEntries(profiles), null, 2)}\n`,
};
