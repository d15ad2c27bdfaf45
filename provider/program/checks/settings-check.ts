import * as pulumi from "@pulumi/pulumi";
import { withHelp } from "../../core/messages/help-links";
import { problemTexts } from "../../core/messages/problem";
import { plainApiKeyWarning } from "../../run/settings/api-key";
import { misspeltSettings } from "../../run/settings/misspelt-settings";
import { oncePerRun } from "../once-per-run";
import { programError } from "../program-error";

/**
 * Looks at what only the program can see of the settings: how the stack's configuration spells them, and whether the
 * API key is a secret there. Warns once in a run.
 *
 * @throws pulumi.RunError that names the right spelling
 */
export function checkSettings(): void {
    const problems = findProblems();
    if (problems !== undefined && problems.length > 0) {
        throw programError(problems.join("\n"));
    }
}

const findProblems = oncePerRun(() => {
    warnOfPlainApiKey();
    const { problems, warnings } = misspeltSettings(Object.keys(pulumi.runtime.allConfig()), process.env);
    for (const warning of warnings) {
        void pulumi.log.warn(withHelp(warning, "settings"));
    }
    return problemTexts(problems);
});

const apiKey = "courier:apiKey";

function warnOfPlainApiKey(): void {
    // The SDK has this function, and no type of it.
    const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (name: string) => boolean };
    if (pulumi.runtime.getConfig(apiKey) !== undefined && isConfigSecret?.(apiKey) === false) {
        void pulumi.log.warn(withHelp(plainApiKeyWarning, "settings"));
    }
}
