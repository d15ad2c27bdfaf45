import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { packedPackage } from "../engine/support/packed-package";
import { runFolder } from "../engine/support/run-folder";
import { install, packageManagers, writeJson, type PackageManager } from "./support/package-managers";
import { chosenSdk } from "./support/versions";

/** Those that complain of packages and their scripts, and go on. */
const talkative = Object.entries(packageManagers).filter(([name]) =>
    ["npm", "Yarn 1", "Yarn 4"].includes(name),
);

const quiet = ["--ignore-scripts", "--loglevel=error"];

describe("the packed package, installed beside Pulumi's SDK", function () {
    this.timeout(300_000);

    /** What the package manager complains of when it installs these. */
    async function complaints(
        manager: PackageManager,
        dependencies: Readonly<Record<string, string>>,
    ): Promise<string[]> {
        const args = manager.args.filter((arg) => !quiet.includes(arg));
        const folder = await mkdtemp(path.join(runFolder(), "installation-"));
        try {
            await writeJson(folder, { name: "accounts", private: true, dependencies });
            const output = await install(folder, { ...manager, args });
            return (
                output
                    .split("\n")
                    .filter((line) => /warn|deprecated|script|YN0086/i.test(line) && !/Done/.test(line))
                    // By which of several dependents it comes to a package, differs from run to run.
                    .map((line) => line.replace(/"[^"]* > /, '"'))
            );
        } finally {
            await rm(folder, { recursive: true, force: true, maxRetries: 5 });
        }
    }

    for (const [name, manager] of talkative) {
        it(`gives ${name} nothing to complain of that it would not say without it, and no script to run`, async () => {
            const sdk = { "@pulumi/pulumi": chosenSdk };
            const { tarball } = await packedPackage();
            const own = await complaints(manager, { ...sdk, "pulumi-courier": `file:${tarball}` });
            const without = new Set(await complaints(manager, sdk));
            // In whatever order, which differs from run to run.
            expect(own.filter((line) => !without.has(line))).to.be.empty;
        });
    }
});
