import { keyProblem } from "../../../provider/core/values/copy-json";
import { formatPath } from "../../../provider/core/values/key-path";
import { mistypedKeys } from "../../../provider/core/keys/known-keys";
import { secretPaths } from "../../../provider/core/keys/secret-keys";
import type { Format } from "./format";

/** The file that `profilesFromFile` reads: a profile for each user id. */
export const profilesJson: Format = {
    refusal(userId, profile, { showSecrets }) {
        const problem = keyProblem(userId);
        if (problem !== undefined) {
            return problem;
        }
        const [mistyped] = mistypedKeys(profile);
        if (mistyped) {
            return `${formatPath(["profile", ...mistyped.path])} is not of the type that Courier documents, which profilesFromFile refuses; export this user as TypeScript`;
        }
        const secrets = showSecrets ? [] : secretPaths(profile);
        return secrets.length > 0
            ? `has secrets (${secrets.map(formatPath).join(", ")}), which JSON holds in plain text; ` +
                  "export this user as TypeScript, or add --show-secrets"
            : undefined;
    },
    print: (profiles) => `${JSON.stringify(Object.fromEntries(profiles), null, 2)}\n`,
};
