import { isInRange } from "../../provider/program/checks/version-range";
import { ownPackage } from "../own-package";
import { ok, problem, type Finding } from "./finding";
import { findPackage } from "./installed-packages";

const sdkName = "@pulumi/pulumi";
const lastForNode20 = "3.248.0";

/** Whether Node.js is new enough for this package and for the Pulumi SDK that a program in the folder finds. */
export function checkNodeVersion(nodeVersion: string, folder: string): Finding {
    const needed = ownPackage().engines.node;
    if (!isInRange(nodeVersion, needed)) {
        return problem(`Node.js ${nodeVersion} is too old: install ${needed}`);
    }
    const sdk = findPackage(sdkName, folder);
    const sdkNeeds = sdk?.engines?.node ?? "";
    return !sdk || isInRange(nodeVersion, sdkNeeds)
        ? ok(`Node.js ${nodeVersion}`)
        : problem(
              `Node.js ${nodeVersion} is too old for ${sdkName} ${sdk.version}, which needs ${sdkNeeds}: ` +
                  `install that, or run: npm install ${sdkName}@${lastForNode20}`,
          );
}
