import { spawnSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repository } from "./support/packed-package";
import { expectTranscript } from "./support/snapshot";
import type { Environment } from "./support/stack";
import { Transcript } from "./support/transcript";
import { useStack } from "./support/use-stack";

const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview"];

const account = `const { Profile } = require("pulumi-courier");

new Profile("ci", { userId: "svc-ci", profile: { email: "ci@example.com" } });
`;

/** The environment in which Node.js loads a file of `support/preloads` first. */
function preload(name: string): Environment {
    return { NODE_OPTIONS: `--require=${path.join(__dirname, "support/preloads", `${name}.cjs`)}` };
}

// What is typed and read is in the folder `transcripts`. Each says which input is wrong, why, and what to do.
describe("somebody who tries the project for the first time and breaks it reads what to do:", () => {
    describe("with settings, the program, files and the network", () => {
        const test = useStack({ shared: true });

        /** Tries a program once in each environment. */
        async function tryIt(name: string, source: string, ...environments: Environment[]): Promise<void> {
            const transcript = new Transcript(test.stack);
            await test.stack.program(source);
            await transcript.file("index.js");
            for (const env of environments) await transcript.pulumi(up, env);
            await expectTranscript(name, transcript.toString());
        }

        it("no key", () => tryIt("no-key", account, { COURIER_API_KEY: undefined }));

        it("a wrong key", () => tryIt("wrong-key", account, { COURIER_API_KEY: "wrong-key" }));

        it("a wrong URL: no https, or another path", () =>
            tryIt(
                "wrong-url",
                account,
                { COURIER_BASE_URL: "api.courier.com" },
                { COURIER_BASE_URL: `${test.courier.url}/v1` },
            ));

        it("a typing mistake in an option", () =>
            tryIt("misspelt-option", account.replace(" });", ', onDelet: "delete" });'), {}));

        it("a user id that is declared twice", () =>
            tryIt(
                "duplicate-id",
                `const { Profile } = require("pulumi-courier");

const build = new Profile("build", { userId: "svc-bot", profile: { email: "build@example.com" } });
new Profile("bot", { userId: "svc-bot", profile: { email: "bot@example.com" } }, { dependsOn: build });
`,
                {},
            ));

        it("no network", async () => {
            const { stack } = test;
            const transcript = new Transcript(stack);
            await stack.program(account);
            await transcript.file("index.js");
            transcript.note("The machine has no network.");
            const env = { COURIER_BASE_URL: undefined, COURIER_MAX_RETRIES: "1" };
            await transcript.pulumi(up, { ...env, ...preload("no-network") });
            await expectTranscript("no-network", transcript.toString());
        });

        it("a CSV file with a mistake", async () => {
            const { stack } = test;
            const transcript = new Transcript(stack);
            await writeFile(
                path.join(stack.folder, "users.csv"),
                "userId,email,custom.plan\ntest-ada,ada@example.com,free\ntest-lin,lin@example.com,team,extra\n",
            );
            await stack.program(`const { ProfileSet, profilesFromFile } = require("pulumi-courier");

new ProfileSet("users", { profiles: profilesFromFile("users.csv") });
`);
            for (const file of ["users.csv", "index.js"]) await transcript.file(file);
            await transcript.pulumi(up);
            await expectTranscript("bad-csv", transcript.toString());
        });

        it("a Node.js that is too old, for the program and for a clone", async () => {
            const { stack } = test;
            const transcript = new Transcript(stack);
            await stack.program(account);
            await transcript.file("index.js");
            transcript.note("node --version is v18.20.8.");
            await transcript.pulumi(up, preload("old-node"));
            const setup = spawnSync(process.execPath, ["tools/setup.mjs"], {
                cwd: repository,
                env: { ...process.env, ...preload("old-node") },
                encoding: "utf8",
            });
            transcript.command(["node", "tools/setup.mjs"], setup.stderr, setup.status);
            await expectTranscript("old-node", transcript.toString());
        });
    });

    describe("with what has been there", () => {
        const test = useStack({ package: "copied" });

        it("an emulator that is stopped in the middle, and the package missing when it is all to be destroyed", async () => {
            const { courier, stack } = test;
            const transcript = new Transcript(stack);
            await stack.program(`const { Profile } = require("pulumi-courier");

const ci = new Profile("ci", { userId: "svc-ci", profile: { email: "ci@example.com" } });
new Profile("bot", { userId: "svc-bot", profile: { email: "bot@example.com" } }, { dependsOn: ci });
`);
            await transcript.file("index.js");
            transcript.note("The emulator is stopped when the second account is on its way.");
            const gate = courier.gate({ userId: "svc-bot" });
            const stopped = gate.arrived.then(() => courier.close());
            await transcript.pulumi(up, { COURIER_MAX_RETRIES: "1" });
            await stopped;
            await expectTranscript("emulator-stopped", transcript.toString());

            const missing = new Transcript(stack);
            missing.note("An up has been run; node_modules/pulumi-courier is missing now.");
            await rm(path.join(stack.folder, "../node_modules/pulumi-courier"), { recursive: true });
            for (const command of [up, destroy]) await missing.pulumi(command);
            await expectTranscript("missing-package", missing.toString());
        });
    });
});
