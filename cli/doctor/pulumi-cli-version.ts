import { oneLine } from "../../provider/core/messages/wording";
import { isInRange } from "../../provider/program/checks/version-range";
import type { CommandProcess } from "../command-process";
import { ownPackage } from "../own-package";
import { noCliOnPath, runPulumi } from "../pulumi-cli";
import { ok, problem, type Finding } from "./finding";

/** Whether the Pulumi CLI is there, and new enough. */
export async function checkPulumiCli(commandProcess: Pick<CommandProcess, "cwd" | "env">): Promise<Finding> {
    const needed = ownPackage().peerDependencies["@pulumi/pulumi"];
    const result = await runPulumi(["version"], commandProcess);
    switch (result.outcome) {
        case "missing":
            return problem(noCliOnPath);
        case "failed":
            return problem(`pulumi version failed: ${oneLine(result.said)}; install the Pulumi CLI again`);
        case "done": {
            const version = /^v?(\d+\.\d+\.\d+\S*)/.exec(result.stdout.trim())?.[1] ?? "";
            return isInRange(version, needed)
                ? ok(`Pulumi CLI ${version}`)
                : problem(
                      `Pulumi CLI ${version || "of an unknown version"} does not work with this package: install ${needed}`,
                  );
        }
    }
}
