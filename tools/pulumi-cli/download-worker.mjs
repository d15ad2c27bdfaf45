// `node download-worker.mjs <root> <version>`: installs the official Pulumi CLI into <root>/bin.
import automation from "@pulumi/pulumi/automation/index.js";
import { createRequire } from "node:module";

// The installer takes a SemVer of the SDK's own copy of the package.
const { SemVer } = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"))("semver");

const [root, version] = process.argv.slice(2);
try {
    await automation.PulumiCommand.install({ root, version: new SemVer(version) });
} catch (error) {
    console.error(error.message);
    process.exitCode = 1;
}
