import { expect } from "chai";
import { existsSync, readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../emulator";
import { version } from "../../package.json";
import { complaints, contents, expectSettled, writes } from "./support/runs";
import { API_KEY, useStack } from "./support/use-stack";

/*
 * A folder a release, with what a stack of that release's users consists of:
 *
 *     index.js       the program
 *     stack.json     the state, as `pulumi stack export` gives it; its secrets' passphrase is "passphrase"
 *     profiles.json  the profiles as Courier had them; "others-read" is one that the program only reads
 *
 * A folder is never changed once its release is out, as the states of users do not change either. To make the one of
 * a new release: copy the last release's index.js into a folder named after the version in package.json, let it use
 * what is new, and run
 *
 *     PULUMI_COURIER_WRITE_STATE=1 npx mocha --no-parallel --spec tests/engine/state-releases.test.ts
 */
const states = path.join(__dirname, "fixtures/states");
const isToBeWritten = process.env.PULUMI_COURIER_WRITE_STATE === "1";

describe("a state written by release", () => {
    const test = useStack();
    beforeEach(() => test.stack.setConfig("courier:apiKey", API_KEY, { secret: true }));

    for (const release of readdirSync(states)) {
        const folder = path.join(states, release);
        const program = path.join(folder, "index.js");
        const stateFile = path.join(folder, "stack.json");
        const profilesFile = path.join(folder, "profiles.json");

        if (isToBeWritten && release === version && !existsSync(stateFile)) {
            it(`${release} is written`, async () => {
                const { courier, stack } = test;
                courier.profiles.set("others-read", { nickname: "read" });
                await stack.program(await readFile(program, "utf8"));
                await stack.up({ env: { COURIER_API_KEY: undefined } });
                const { stdout } = await stack.run(["stack", "export"]);
                await writeFile(stateFile, stdout);
                await writeFile(profilesFile, `${JSON.stringify(contents(courier), undefined, 4)}\n`);
            });
            continue;
        }

        it(`${release} previews and refreshes without a change, takes an update, and is destroyed`, async () => {
            const { courier, stack } = test;
            const profiles = JSON.parse(await readFile(profilesFile, "utf8")) as Record<string, JsonObject>;
            for (const [userId, profile] of Object.entries(profiles)) courier.profiles.set(userId, profile);
            const source = await readFile(program, "utf8");
            await stack.program(source);
            await stack.run(["stack", "import", "--file", stateFile]);

            const preview = await stack.preview({ args: ["--expect-no-changes"] });
            expect(complaints(preview)).to.deep.equal({});
            await expectSettled(test);
            expect(contents(courier)).to.deep.equal(profiles);

            await stack.program(source.replaceAll("example.com", "example.org"));
            const { changes } = await stack.up();
            expect(changes.update).to.be.greaterThan(0);
            expect(changes).to.have.all.keys("update", "same", "read");
            const changed = JSON.stringify(profiles).replaceAll("example.com", "example.org");
            expect(contents(courier)).to.deep.equal(JSON.parse(changed));

            // Without the program, so that the text in the state alone says which code runs.
            await stack.program("throw new Error('destroy runs no program');");
            expect(complaints(await stack.destroy())).to.deep.equal({});
            expect((await stack.exportState()).resources ?? []).to.be.empty;
            expect(writes(courier)).not.to.be.empty;
            const left = Object.entries(contents(courier)).filter(
                ([, profile]) => !isDeepStrictEqual(profile, {}),
            );
            expect(Object.fromEntries(left)).to.deep.equal({ "others-read": profiles["others-read"] });
        });
    }

    it("this one is kept", () => {
        expect(readdirSync(states)).to.include(version);
    });
});
