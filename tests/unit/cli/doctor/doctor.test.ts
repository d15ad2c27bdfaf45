import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { useEmulators } from "../../../emulator/support/emulators";
import { useTemporaryFolder } from "../../../emulator/support/temporary-folder";
import { pulumiCourier } from "../support/cli";
import { FakePulumi } from "../support/fake-pulumi";
import { closedPort } from "../../courier/support/servers";

describe("pulumi-courier doctor", () => {
    const start = useEmulators();
    const inFolder = useTemporaryFolder();
    const apiKey = "pk_test_secret";
    let cwd: string;
    let env: NodeJS.ProcessEnv;
    let pulumi: FakePulumi;

    beforeEach(async () => {
        cwd = inFolder("project");
        addPackage("@pulumi/pulumi", { version: "3.248.0", engines: { node: ">=20" } });
        const peerDependencies = { "@pulumi/pulumi": ">=3.216.0 <4" };
        addPackage("pulumi-courier", { version: "0.1.0", peerDependencies });
        pulumi = new FakePulumi(inFolder("bin"));
        const courier = await start({ apiKey });
        env = {
            COURIER_API_KEY: apiKey,
            COURIER_BASE_URL: courier.url,
            PATH: pulumi.searchPath,
            HOME: inFolder("home"),
        };
    });

    function addPackage(name: string, content: object, folder = cwd): void {
        mkdirSync(path.join(folder, "node_modules", name), { recursive: true });
        writeFileSync(path.join(folder, "node_modules", name, "package.json"), JSON.stringify(content));
    }

    function projectFile(content: object): void {
        writeFileSync(path.join(cwd, "Pulumi.yaml"), JSON.stringify({ name: "accounts", ...content }));
    }

    async function problems(
        options: { nodeVersion?: string } = {},
        args: readonly string[] = [],
    ): Promise<string[]> {
        const { exitCode, stdout, stderr } = await pulumiCourier(["doctor", ...args], {
            env,
            cwd,
            ...options,
        });
        expect(stderr).to.equal("");
        expect(stdout).not.to.include(apiKey).and.not.to.include("wrong-key");
        const lines = stdout.split("\n").filter((line) => line.startsWith("problem"));
        expect(exitCode).to.equal(lines.length > 0 ? 1 : 0);
        return lines.map((line) => line.replace("problem  ", ""));
    }

    it("has a line for each check where all is well, and exits with 0", async () => {
        const { exitCode, stdout } = await pulumiCourier(["doctor"], { env, cwd });
        const { host } = new URL(env.COURIER_BASE_URL ?? "");
        expect(stdout.split("\n")).to.deep.equal([
            "ok       Node.js 20.19.0",
            "ok       @pulumi/pulumi 3.248.0",
            "ok       pulumi-courier 0.1.0",
            "ok       Pulumi CLI 3.274.1",
            "ok       apiKey: set, from COURIER_API_KEY",
            `ok       baseUrl: http://${host}/, from COURIER_BASE_URL`,
            "ok       allowedUserIds: every user id, the default",
            "ok       timeoutSeconds: 120, the default",
            "ok       maxRetries: 5, the default",
            `ok       ${host} answers and takes the key`,
            "No stack's configuration was read: --stack NAME checks it as well.",
            "",
        ]);
        expect(exitCode).to.equal(0);
    });

    it("sends one GET, of a user that does not exist", async () => {
        const courier = await start();
        env.COURIER_BASE_URL = courier.url;
        expect(await problems()).to.be.empty;
        expect(courier.requests).to.have.length(1);
        expect(courier.requests[0]).to.include({ method: "GET", status: 404 });
    });

    it("asks whether a base URL's path is right, as a wrong one answers like a user without a profile", async () => {
        const courier = await start();
        env.COURIER_BASE_URL = `${courier.url}/v1`;
        const { stdout } = await pulumiCourier(["doctor"], { env, cwd });
        expect(stdout).to.contain(
            "answers and takes the key; is its path /v1 right? Courier's own API has none\n",
        );
    });

    it("says that Node.js is too old, for the package or for the SDK that is installed", async () => {
        const [own] = await problems({ nodeVersion: "18.20.0" });
        expect(own).to.equal("Node.js 18.20.0 is too old: install >=20.19");

        addPackage("@pulumi/pulumi", { version: "3.270.0", engines: { node: ">=22" } });
        const [sdk] = await problems();
        expect(sdk).to.include("too old for @pulumi/pulumi 3.270.0, which needs >=22");
        expect(sdk).to.include("npm install @pulumi/pulumi@3.248.0");
    });

    it("says that a package is missing or too old", async () => {
        addPackage("@pulumi/pulumi", { version: "3.100.0" });
        expect((await problems())[0]).to.include("@pulumi/pulumi 3.100.0 does not work with this package");

        cwd = inFolder("elsewhere");
        mkdirSync(cwd);
        const [sdk, own] = await problems();
        expect(sdk).to.include(`@pulumi/pulumi is not installed in ${cwd}: run npm install @pulumi/pulumi`);
        expect(own).to.include(`pulumi-courier is not installed in ${cwd}`);
    });

    it("says that there are two copies of the SDK", async () => {
        addPackage("@pulumi/pulumi", { version: "3.248.0" }, path.join(cwd, "node_modules/pulumi-courier"));
        expect((await problems())[0]).to.include("there are two copies of @pulumi/pulumi");
    });

    it("says that the Pulumi CLI is missing, too old, or does not run", async () => {
        pulumi.says("version", "echo v3.100.0");
        expect((await problems())[0]).to.include("Pulumi CLI 3.100.0 does not work with this package");
        pulumi.says("version", "echo broken >&2; exit 1");
        expect((await problems())[0])
            .to.include("pulumi version failed")
            .and.to.include("broken");
        pulumi.says("version", "echo hello");
        expect((await problems())[0]).to.include("Pulumi CLI of an unknown version");
        env.PATH = inFolder("elsewhere");
        expect((await problems())[0]).to.include("the Pulumi CLI is not on PATH: install it");
    });

    it("says where a key can come from if there is none, and asks Courier nothing", async () => {
        delete env.COURIER_API_KEY;
        const [problem, ...others] = await problems();
        expect(problem).to.equal(
            "courier:apiKey is not set in the environment: set COURIER_API_KEY, or add --stack NAME to use that " +
                "stack's configuration",
        );
        expect(others).to.be.empty;
    });

    it("names each setting that cannot be used by its source", async () => {
        Object.assign(env, { COURIER_BASE_URL: "http://courier.example.com", COURIER_MAX_RETRIES: "many" });
        const lines = await problems();
        expect(lines).to.have.length(2);
        expect(lines[0]).to.match(/^COURIER_BASE_URL would send the API key unencrypted/);
        expect(lines[1]).to.match(/^COURIER_MAX_RETRIES must be a whole number/);
    });

    it("warns of a variable that is nearly that of a setting, and ignored", async () => {
        env.COURIER_MAX_RETRY = "3";
        const { exitCode, stdout } = await pulumiCourier(["doctor"], { env, cwd });
        expect(stdout).to.contain(
            "warning  the environment variable COURIER_MAX_RETRY is ignored; is COURIER_MAX_RETRIES meant?\n",
        );
        expect(exitCode).to.equal(0);
    });

    for (const pasted of ['"pk_test_secret"', "Bearer pk_test_secret", "COURIER_API_KEY=pk_test_secret"]) {
        it(`says what was pasted along with the key, and asks Courier nothing: ${pasted}`, async () => {
            const courier = await start();
            Object.assign(env, { COURIER_API_KEY: pasted, COURIER_BASE_URL: courier.url });
            const [problem, ...others] = await problems();
            expect(problem).to.match(/^COURIER_API_KEY (is in quotes|begins with).*set the key/);
            expect(others).to.be.empty;
            expect(courier.requests).to.be.empty;
        });
    }

    it("says that the key is refused, that nobody answers, or that it is not Courier who does", async () => {
        env.COURIER_API_KEY = "wrong-key";
        expect((await problems())[0])
            .to.include("401")
            .and.to.include("Check the API key");

        env.COURIER_API_KEY = apiKey;
        env.COURIER_BASE_URL = `http://127.0.0.1:${await closedPort()}`;
        expect((await problems())[0]).to.include("nothing listens at 127.0.0.1");

        const courier = await start();
        courier.fail({ status: 200, body: "<html>Log in to the guest network</html>" });
        env.COURIER_BASE_URL = courier.url;
        expect((await problems())[0]).to.include("a body that is not JSON");
    });

    describe("of what the program finds", () => {
        it("looks from the folder of the program, which Pulumi.yaml names, also where it is run below that", async () => {
            const root = cwd;
            projectFile({ runtime: "nodejs", main: "infra/" });
            cwd = path.join(root, "docs");
            mkdirSync(cwd);
            addPackage("@pulumi/pulumi", { version: "3.250.0" }, path.join(root, "infra"));
            const { stdout } = await pulumiCourier(["doctor"], { env, cwd });
            expect(stdout).to.include("ok       @pulumi/pulumi 3.250.0\n");
        });

        it("says that the SDK cannot take the TypeScript that it finds", async () => {
            const peerDependencies = { typescript: ">= 3.8.3 < 7" };
            addPackage("@pulumi/pulumi", { version: "3.248.0", peerDependencies });
            addPackage("typescript", { version: "6.0.3" });
            expect(await problems()).to.be.empty;

            addPackage("typescript", { version: "7.0.2", exports: {} });
            expect(await problems()).to.deep.equal([
                "TypeScript 7.0.2 does not work with @pulumi/pulumi 3.248.0, which needs >= 3.8.3 < 7: " +
                    "install such a one",
            ]);
        });

        it("says that the package belongs to a dependency alone, where Pulumi does not look for it", async () => {
            rmSync(path.join(cwd, "node_modules/pulumi-courier"), { recursive: true });
            addPackage("@acme/accounts", { version: "1.0.0" });
            addPackage("pulumi-courier", { version: "0.1.0" }, path.join(cwd, "node_modules/@acme/accounts"));
            const dependencies = { "@acme/accounts": "1.0.0", "not-installed": "1.0.0" };
            writeFileSync(path.join(cwd, "package.json"), JSON.stringify({ dependencies }));
            expect(await problems()).to.deep.equal([
                `pulumi-courier is installed for @acme/accounts alone, and Pulumi looks for it from ${cwd}: add it to ` +
                    `the dependencies in ${path.join(cwd, "package.json")} as well`,
            ]);
        });

        it("says that a dependency has a copy of the SDK", async () => {
            const library = path.join(cwd, "node_modules/@acme/accounts");
            addPackage("@acme/accounts", { version: "1.0.0", dependencies: { "@pulumi/pulumi": "3.216.0" } });
            addPackage("@pulumi/pulumi", { version: "3.216.0" }, library);
            writeFileSync(
                path.join(cwd, "package.json"),
                JSON.stringify({ dependencies: { "@acme/accounts": "1" } }),
            );
            const [problem, ...others] = await problems();
            expect(problem).to.include("there are two copies of @pulumi/pulumi");
            expect(problem).to.include(path.join(library, "node_modules/@pulumi/pulumi/package.json"));
            expect(others).to.be.empty;
        });

        it("says that package.json is none, and quotes nothing of it", async () => {
            writeFileSync(path.join(cwd, "package.json"), '{"dependencies": {"secret-thing",}}');
            const [problem] = await problems();
            expect(problem)
                .to.include(`${path.join(cwd, "package.json")} cannot be read as JSON: correct it`)
                .and.not.to.include("secret-thing");
        });

        it("says that Pulumi.yaml is none, and where", async () => {
            writeFileSync(path.join(cwd, "Pulumi.yaml"), "name: accounts\nruntime: [\n");
            const [problem, ...others] = await problems();
            expect(problem).to.include(`${path.join(cwd, "Pulumi.yaml")} is no YAML: correct line 3`);
            expect(others).to.be.empty;
        });
    });

    describe("of the native provider", () => {
        const executable = "pulumi-resource-courier";
        let file: string;
        beforeEach(() => {
            file = path.join(cwd, "Pulumi.yaml");
            // A program that is not in Node.js needs no packages for it.
            rmSync(path.join(cwd, "node_modules"), { recursive: true });
        });

        function addPlugin(folder: string, mode = 0o755): void {
            mkdirSync(folder, { recursive: true });
            writeFileSync(path.join(folder, executable), "#!/usr/bin/env node\n", { mode });
        }

        const references = [
            { packages: { courier: "./plugin" } },
            { packages: { courier: { source: "./plugin" } } },
            { plugins: { providers: [{ name: "random" }, { name: "courier", path: "plugin/" }] } },
        ];
        for (const reference of references) {
            it(`looks for it where Pulumi.yaml says that it is: ${JSON.stringify(reference)}`, async () => {
                projectFile({ runtime: { name: "python" }, ...reference });
                const folder = path.join(cwd, "plugin");
                expect(await problems()).to.deep.equal([
                    `${file} names ${folder} as the plugin courier, in which there is no ${executable}: install ` +
                        "pulumi-courier there, or correct the path",
                ]);

                addPlugin(folder, 0o644);
                expect(await problems()).to.deep.equal([
                    `${path.join(folder, executable)} is no file that can be executed: run chmod +x on it`,
                ]);

                chmodSync(path.join(folder, executable), 0o755);
                const { stdout } = await pulumiCourier(["doctor"], { env, cwd });
                expect(stdout).to.contain(`ok       plugin courier, in ${folder}\n`);
            });
        }

        for (const courier of [{ source: "courier", version: "1.2.3" }, "courier@1.2.3"]) {
            it(`looks for the version that Pulumi has installed: ${JSON.stringify(courier)}`, async () => {
                projectFile({ runtime: "yaml", packages: { courier } });
                env.PULUMI_HOME = inFolder("pulumi-home");
                expect(await problems()).to.deep.equal([
                    `the plugin courier 1.2.3 that ${file} names is not installed: run pulumi install`,
                ]);

                addPlugin(path.join(env.PULUMI_HOME, "plugins/resource-courier-v1.2.3"));
                const { stdout } = await pulumiCourier(["doctor"], { env, cwd });
                expect(stdout).to.contain("ok       plugin courier 1.2.3\n");
            });
        }

        it("says that a program which is not in Node.js has none", async () => {
            projectFile({ runtime: "yaml" });
            const [problem, ...others] = await problems();
            expect(problem).to.include(
                `${file} names no plugin for courier, which a program in yaml needs: add plugins`,
            );
            expect(others).to.be.empty;

            addPlugin(inFolder("bin"));
            expect(await problems()).to.be.empty;
        });

        it("is all that a program in Node.js needs besides the SDK", async () => {
            addPackage("@pulumi/pulumi", { version: "3.248.0" });
            projectFile({ runtime: "nodejs", packages: { courier: "./plugin" } });
            addPlugin(path.join(cwd, "plugin"));
            expect(await problems()).to.be.empty;
        });
    });

    describe("--stack", () => {
        beforeEach(() => {
            const { COURIER_BASE_URL = "" } = env;
            pulumi.configuration({
                "courier:apiKey": [apiKey],
                "courier:baseUrl": COURIER_BASE_URL,
                "courier:allowedUserIds": "pulumi-courier-.*|test-.*",
                "courier:maxRetries": "3",
            });
            Object.assign(env, { COURIER_API_KEY: "wrong-key", COURIER_BASE_URL: "http://127.0.0.1:1" });
        });

        it("checks the settings of that stack, which come before those of the environment", async () => {
            env.COURIER_TIMEOUT_SECONDS = "7";
            const { exitCode, stdout, stderr } = await pulumiCourier(["doctor", "--stack", "dev"], {
                env,
                cwd,
            });
            expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
            expect(stdout).to.contain("apiKey: set, from courier:apiKey\n");
            expect(stdout).to.contain(
                "allowedUserIds: pulumi-courier-.*|test-.*, from courier:allowedUserIds\n",
            );
            expect(stdout).to.contain("timeoutSeconds: 7, from COURIER_TIMEOUT_SECONDS\n");
            expect(stdout).to.contain("maxRetries: 3, from courier:maxRetries\n");
            expect(stdout).to.contain("answers and takes the key\n").and.not.to.contain("No stack");
            expect(stdout).not.to.include(apiKey);
        });

        it("warns of a key that is in plain text there", async () => {
            pulumi.configuration({ "courier:apiKey": apiKey, "courier:baseUrl": (await start()).url });
            const { exitCode, stdout } = await pulumiCourier(["doctor", "--stack", "dev"], { env, cwd });
            expect(stdout).to.contain(
                "warning  courier:apiKey is in plain text in the stack's configuration",
            );
            expect(stdout).not.to.include(apiKey);
            expect(exitCode).to.equal(0);
        });

        it("names a key that is nearly that of a setting, and would be ignored", async () => {
            pulumi.configuration({
                "courier:apiKey": [apiKey],
                "courier:baseURL": "http://127.0.0.1:8787",
                "courier:allowedUserId": "test-.*",
                "courier:team": "of a project that is named courier",
            });
            const lines = await problems({}, ["--stack", "dev"]);
            expect(lines).to.have.length(3);
            expect(lines[0]).to.match(
                /^courier:baseURL is no setting, and would be ignored; use courier:baseUrl/,
            );
            expect(lines[1]).to.match(/^courier:allowedUserId is no setting, .* use courier:allowedUserIds/);
            // That of the base URL in the environment, which nobody listens at.
            expect(lines[2]).to.include("127.0.0.1:1");
        });

        it("says that neither has a key", async () => {
            pulumi.configuration({});
            delete env.COURIER_API_KEY;
            expect((await problems({}, ["--stack", "dev"]))[0]).to.include(
                'courier:apiKey is set neither in the configuration of the stack "dev" nor in the environment: run ' +
                    "`pulumi config set --secret courier:apiKey --stack dev`",
            );
        });

        it("names a setting that cannot be used by its key, and quotes no key", async () => {
            pulumi.configuration({ "courier:apiKey": ["two words"], "courier:maxRetries": "many" });
            const lines = await problems({}, ["--stack", "dev"]);
            expect(lines).to.have.length(2);
            expect(lines[0])
                .to.match(/^courier:apiKey has a character/)
                .and.not.to.include("two words");
            expect(lines[1]).to.match(/^courier:maxRetries must be a whole number/);
        });

        it("checks no settings where the configuration cannot be read", async () => {
            pulumi.says("config", "echo \"error: no stack named 'dev' found\" >&2; exit 6");
            expect(await problems({}, ["--stack", "dev"])).to.deep.equal([
                'the configuration of the stack "dev" cannot be read: there is no such stack in this project; ' +
                    "`pulumi stack ls` shows those that there are (see node_modules/pulumi-courier/docs/troubleshooting.md#settings)",
            ]);
        });
    });
});
