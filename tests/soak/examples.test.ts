import { expect } from "chai";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "../../emulator";
import { repository } from "../engine/support/packed-package";
import { linkedPackage } from "../engine/support/stack";
import { SHELL_TIMEOUT_MS, typeCommands } from "./support/shell";

describe("each example, run as its README says", function () {
    this.timeout(SHELL_TIMEOUT_MS);

    let courier: Emulator;
    let clone: string;

    beforeEach(async () => {
        courier = await startEmulator();
        clone = await mkdtemp(path.join(await linkedPackage(), "clone-"));
    });
    afterEach(async () => {
        await courier.close();
        await rm(clone, { recursive: true, force: true, maxRetries: 5 });
    });

    async function copyExample(name: string): Promise<void> {
        const folder = path.join("examples", name);
        await cp(path.join(repository, folder), path.join(clone, folder), {
            recursive: true,
            // What trying the example has left there is no part of it.
            filter: (file) => !/^(node_modules|Pulumi\..+\.yaml)$/.test(path.basename(file)),
        });
    }

    /** The blocks of shell commands in the example's README, but for the one that installs and starts the emulator. */
    async function blocksOf(name: string): Promise<string[]> {
        const readme = await readFile(path.join(clone, "examples", name, "README.md"), "utf8");
        const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
        return blocks.filter((block) => !block.startsWith("npm install\n"));
    }

    function type(commands: string): Promise<string> {
        return typeCommands(commands, { folder: clone, courierUrl: courier.url });
    }

    /** Follows the README to its end, and looks at Courier before the last block, which destroys. */
    async function follow(name: string, look: () => void | Promise<void>): Promise<void> {
        await copyExample(name);
        const [start = "", end = "", ...others] = await blocksOf(name);
        expect(start)
            .to.match(new RegExp(`^cd examples/${name}\n`))
            .and.to.match(/\npulumi up\n$/);
        expect([end, ...others]).to.deep.equal(["pulumi destroy\n"]);

        await type(start);
        await look();
        const sameTerminal = start.split("\n").filter((line) => /^(cd|export) /.test(line));
        await type([...sameTerminal, end].join("\n"));
        for (const profile of courier.profiles.all().values()) expect(profile).to.deep.equal({});
    }

    function profiles(): Record<string, unknown> {
        return Object.fromEntries(courier.profiles.all());
    }

    it("service-accounts: a stack's accounts, its secret encrypted, other stacks' accounts out of reach", async () => {
        await follow("service-accounts", async () => {
            expect(profiles()).to.deep.equal({
                "svc-staging-pipeline": {
                    email: "pipeline@staging.example.com",
                    custom: { stack: "staging" },
                },
                "svc-staging-alerts": {
                    email: "alerts@staging.example.com",
                    slack: { access_token: "xoxb-token", channel: "C0123456789" },
                },
            });
            const settings = path.join(clone, "examples/service-accounts/Pulumi.staging.yaml");
            expect(await readFile(settings, "utf8"))
                .to.contain("svc-staging-.*")
                .and.not.to.match(/any-key|xoxb-token/);
            const state = await type("cd examples/service-accounts; pulumi stack export");
            expect(state)
                .to.contain("svc-staging-alerts")
                .and.not.to.match(/any-key|xoxb-token/);

            const otherStack =
                "cd examples/service-accounts && pulumi config set courier:allowedUserIds 'svc-x-.*'";
            const refusal = await type(`${otherStack} && pulumi preview 2>&1 || true`);
            // The engine stops at the first refusal, of whichever account.
            expect(refusal)
                .to.match(/svc-staging-(alerts|pipeline)/)
                .and.to.contain("courier:allowedUserIds");
        });
    });

    it("fixture-users: a profile for each row of the table, without the empty cells", async () => {
        await follow("fixture-users", () => {
            expect(profiles()).to.deep.equal({
                "fixture-ada": {
                    email: "ada@example.com",
                    email_verified: true,
                    locale: "en-GB",
                    custom: { plan: "team" },
                },
                "fixture-lin": {
                    email: "lin@example.com",
                    email_verified: false,
                    phone_number: "+15555550101",
                    locale: "zh-TW",
                    custom: { plan: "free" },
                },
                "fixture-noor": {
                    email: "noor@example.com",
                    email_verified: true,
                    phone_number: "+15555550102",
                    locale: "ar-EG",
                    custom: { plan: "free" },
                },
                "fixture-zoe": { phone_number: "+15555550103", locale: "fr-FR" },
            });
        });
    });

    it("team-accounts: the accounts of two teams, with what the people on call have set themselves", async () => {
        courier.profiles.set("on-call-search-ada", { phone_number: "+15555550104" });
        await copyExample("team-accounts");
        const [start = ""] = await blocksOf("team-accounts");

        const output = await type(`${start}pulumi stack output --json userIds`);
        expect(courier.profiles.get("on-call-search-ada")).to.deep.equal({
            phone_number: "+15555550104",
            email: "ada@example.com",
            custom: { team: "search" },
        });
        expect(courier.profiles.get("svc-payments")).to.deep.equal({
            email: "payments@example.com",
            custom: { team: "payments" },
        });
        expect(JSON.parse(output.slice(output.lastIndexOf("\n{\n")))).to.deep.equal({
            payments: ["svc-payments", "on-call-payments-ada", "on-call-payments-lin"],
            search: ["svc-search", "on-call-search-ada"],
        });
    });

    for (const kind of ["esm", "commonjs"]) {
        it(`javascript-${kind}: a profile from plain JavaScript`, async () => {
            await follow(`javascript-${kind}`, () => {
                expect(profiles()).to.deep.equal({
                    "test-shopper": { email: "shopper@example.com", custom: { plan: "free" } },
                });
            });
        });
    }

    it("unit-tested: its own tests pass, and leave nothing behind", async () => {
        await copyExample("unit-tested");
        const files = await readdir(path.join(clone, "examples/unit-tested"));
        const [block = "", ...others] = await blocksOf("unit-tested");
        expect(others).to.be.empty;

        expect(await type(block)).to.contain("5 passing");
        expect(await readdir(path.join(clone, "examples/unit-tested"))).to.deep.equal(files);
    });

    it("test-run: users for as long as a command runs, whose exit code it has, and then neither users nor stack", async () => {
        await copyExample("test-run");
        const files = await readdir(path.join(clone, "examples/test-run"));
        const [block = ""] = await blocksOf("test-run");
        const command = /^npm start -- .+$/m;
        expect(block).to.match(command);
        await writeFile(
            path.join(clone, "tests.mjs"),
            `const headers = { authorization: "Bearer any-key" };
            for (const id of process.env.TEST_USER_IDS.split(",")) {
                await fetch(process.env.COURIER_BASE_URL + "/profiles/" + id, { headers });
            }
            process.exit(3);`,
        );

        const run = 'npm start -- node ../../tests.mjs || echo "exit code $?"';
        const output = await type(`${block.replace(command, run)}pulumi stack ls`);
        expect(output).to.contain("exit code 3");
        expect(output).not.to.match(/^run-/m);
        expect(courier.requests.map(({ method, status }) => `${method} ${status}`)).to.deep.equal([
            ...["PUT 200", "PUT 200"],
            ...["GET 200", "GET 200"],
            ...["DELETE 204", "DELETE 204"],
        ]);
        expect(profiles()).to.be.empty;
        expect(await readdir(path.join(clone, "examples/test-run"))).to.deep.equal(files);
    });
});
