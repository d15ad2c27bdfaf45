import { writeFile } from "node:fs/promises";
import path from "node:path";
import { packedPackage } from "../../engine/support/packed-package";
import { oncePerRun } from "../../engine/support/run-folder";
import { run } from "./tools";

/** A library of components, by its name, and the program that uses it. */
export const LIBRARY = "acme-accounts";
export const program = `
    const { Account } = require("${LIBRARY}");
    new Account("ci", "svc-ci");
`;

const source = `
    const pulumi = require("@pulumi/pulumi");
    const { Profile } = require("pulumi-courier");
    exports.Account = class extends pulumi.ComponentResource {
        constructor(name, userId, opts) {
            super("acme:accounts:Account", name, {}, opts);
            new Profile(name, { userId, profile: { email: name + "@example.com" } }, { parent: this });
            this.registerOutputs();
        }
    };
`;

/** The library as its users get it, a .tgz, with this package among its dependencies. */
export function componentLibrary(): Promise<string> {
    return oncePerRun("component-library", async (folder) => {
        const { tarball } = await packedPackage();
        const packageJson = {
            name: LIBRARY,
            version: "1.0.0",
            main: "index.js",
            dependencies: { "pulumi-courier": `file:${tarball}` },
            peerDependencies: { "@pulumi/pulumi": "^3.0.0" },
        };
        await writeFile(path.join(folder, "package.json"), JSON.stringify(packageJson));
        await writeFile(path.join(folder, "index.js"), source);
        await run(folder, "npm", ["pack"]);
        return path.join(folder, `${LIBRARY}-1.0.0.tgz`);
    });
}
