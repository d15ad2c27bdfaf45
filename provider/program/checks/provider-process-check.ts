import { createRequire } from "node:module";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { withHelp } from "../../core/messages/help-links";
import { engineOfRun } from "../engine-of-run";
import { oncePerRun } from "../once-per-run";
import { programError } from "../program-error";

/** What Pulumi's provider process loads, from the program's folder and not from where the program has it. */
const entryPoint = "pulumi-courier/provider";

/**
 * Sees to it, once in a run, that Pulumi's provider process will find this package: it looks from the folder that the
 * program runs in, where a component library's own dependency is not. For an inline program of the Automation API that
 * folder is only likely, as it does not see which one its workspace names.
 *
 * @throws pulumi.RunError that says what to add to which package.json
 */
export const requireProviderProcess = oncePerRun(() => {
    const folder = process.cwd();
    if (isFoundFrom(folder)) {
        return;
    }
    const cure = `add "pulumi-courier" to the dependencies in ${path.join(folder, "package.json")} and install them`;
    if (engineOfRun() === undefined) {
        void pulumi.log.info(
            withHelp(
                `pulumi-courier is not found from ${folder}, where Pulumi's provider process looks for it unless a ` +
                    "program of the Automation API names another folder (main in projectSettings, or a workDir with a " +
                    `Pulumi.yaml): if this run fails, name one, or ${cure}`,
                "packages-and-nodejs",
            ),
        );
    } else {
        throw programError(
            withHelp(
                `Pulumi's provider process looks for pulumi-courier from ${folder}, and it is not found there: ${cure}`,
                "packages-and-nodejs",
            ),
        );
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
