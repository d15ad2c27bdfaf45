import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { installedProject } from "./support/package-managers";
import type { ProgramName } from "./support/programs";
import { liveShortLife } from "./support/short-life";
import { chosenSdk, OLDEST_SDK } from "./support/versions";

// The oldest SDK takes no TypeScript 6, and none so far takes TypeScript 7.
const compilers = chosenSdk === OLDEST_SDK ? ["5.4.5", "5.9.3"] : ["5.4.5", "5.9.3", "6.0.3"];

describe(`a program with @pulumi/pulumi ${chosenSdk}, on the running Node.js`, function () {
    this.timeout(300_000);

    async function expectToWork(
        program: ProgramName,
        others: Readonly<Record<string, string>> = {},
    ): Promise<void> {
        const parent = await installedProject({ sdk: chosenSdk, others });
        await liveShortLife({ folder: await mkdtemp(path.join(parent, "project-")), program });
    }

    it("works in JavaScript as CommonJS", () => expectToWork("JavaScript as CommonJS"));
    it("works in JavaScript as ES module", () => expectToWork("JavaScript as ES module"));

    it("works in TypeScript without a tsconfig.json, compiled by the TypeScript that Pulumi has", () =>
        expectToWork("TypeScript without a tsconfig.json"));

    for (const typescript of compilers) {
        it(`works in TypeScript ${typescript} as CommonJS`, () =>
            expectToWork("TypeScript as CommonJS", { typescript }));

        // Pulumi needs ts-node 10 for that, and has an older one itself.
        it(`works in TypeScript ${typescript} as ES module`, () =>
            expectToWork("TypeScript as ES module", { typescript, "ts-node": "10.9.2" }));
    }
});
