import { createRequire } from "node:module";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { withHelp } from "../core/messages/help-links";
import { engineOfRun } from "./engine-of-run";
import { oncePerRun } from "./once-per-run";
import { programError } from "./program-error";

/** What Pulumi's provider process loads, from the program's folder and not from where the program has it. */
const entryPoint = "pulumi-courier/provider";

/**
 * Sees to it, once in a run, that Pulumi's provider process will find this package: it looks from the folder that the
 * program runs in, where a component library's own dependency is not, nor anything where the program of the Automation
 * API is started elsewhere.
 *
 * @throws pulumi.RunError that says what to add to which package.json
 */
export const requireProviderProcess = oncePerRun(() => {
    const folder = process.cwd();
    if (isFoundFrom(folder)) {
        return;
    }
    const message = withHelp(
        `Pulumi's provider process looks for pulumi-courier from ${folder}, and it is not found there: add ` +
            `"pulumi-courier" to the dependencies in ${path.join(folder, "package.json")} and install them; a program of ` +
            "the Automation API is started from such a folder, or names it as workDir",
        "packages-and-nodejs",
    );
    // The program of the Automation API may name another folder as workDir, which it does not tell us.
    if (engineOfRun() === undefined) {
        void pulumi.log.warn(message);
    } else {
        throw programError(message);
    }
});

function isFoundFrom(folder: string): boolean {
    try {
        createRequire(path.join(folder, "package.json")).resolve(entryPoint);
        return true;
    } catch {
        return false;
    }
}
