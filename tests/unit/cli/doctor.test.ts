import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { isInRange } from "../../../provider/program/version-range";
import { useEmulators } from "../../emulator/support/emulators";
import { useTemporaryFolder } from "../../emulator/support/temporary-folder";
import { pulumiCourier } from "./support/cli";
import { closedPort } from "../courier/support/servers";

describe("pulumi-courier doctor", () => {
    const start = useEmulators();
    const inFolder = useTemporaryFolder();
    const apiKey = "pk_test_secret";
    let cwd: string;
    let env: NodeJS.ProcessEnv;

    beforeEach(async () => {
        cwd = inFolder("project");
        addPackage("@pulumi/pulumi", { version: "3.248.0", engines: { node: ">=20" } });
        addPackage("pulumi-courier", { version: "0.1.0" });
        cli('echo "v3.274.1"');
        const courier = await start({ apiKey });
        env = { COURIER_API_KEY: apiKey, COURIER_BASE_URL: courier.url, PATH: pathWith(inFolder("bin")) };
    });

    function addPackage(name: string, content: object, folder = cwd): void {
        mkdirSync(path.join(folder, "node_modules", name), { recursive: true });
        writeFileSync(path.join(folder, "node_modules", name, "package.json"), JSON.stringify(content));
    }

    /** Makes the `pulumi` on PATH a shell script. */
    function cli(script: string): void {
        mkdirSync(inFolder("bin"), { recursive: true });
        writeFileSync(path.join(inFolder("bin"), "pulumi"), `#!/bin/sh\n${script}\n`);
        chmodSync(path.join(inFolder("bin"), "pulumi"), 0o755);
    }

    async function problems(options: { nodeVersion?: string } = {}): Promise<string[]> {
        const { exitCode, stdout, stderr } = await pulumiCourier(["doctor"], { env, cwd, ...options });
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
            "The stack's configuration was not read: only the environment's settings were checked.",
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
        cli('echo "v3.100.0"');
        expect((await problems())[0]).to.include("Pulumi CLI 3.100.0 does not work with this package");
        cli("echo broken >&2; exit 1");
        expect((await problems())[0])
            .to.include("pulumi version failed")
            .and.to.include("broken");
        cli("echo hello");
        expect((await problems())[0]).to.include("Pulumi CLI of an unknown version");
        env.PATH = pathWith();
        expect((await problems())[0]).to.include("the Pulumi CLI is not on PATH: install it");
    });

    it("says where a key can come from if there is none, and asks Courier nothing", async () => {
        delete env.COURIER_API_KEY;
        const [problem, ...others] = await problems();
        expect(problem).to.include("apiKey: not set in the environment");
        expect(problem).to.include('COURIER_API_KEY="$(pulumi config get courier:apiKey)"');
        expect(others).to.be.empty;
    });

    it("names each setting that cannot be used by its source", async () => {
        Object.assign(env, { COURIER_BASE_URL: "http://courier.example.com", COURIER_MAX_RETRIES: "many" });
        const lines = await problems();
        expect(lines).to.have.length(2);
        expect(lines[0]).to.match(/^COURIER_BASE_URL would send the API key unencrypted/);
        expect(lines[1]).to.match(/^COURIER_MAX_RETRIES must be a whole number/);
    });

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
});

describe("A version", () => {
    const table: [version: string, range: string, isIn: boolean][] = [
        ["3.216.0", ">=3.216.0 <4", true],
        ["3.215.9", ">=3.216.0 <4", false],
        ["4.0.0", ">=3.216.0 <4", false],
        ["3.1000.0", ">=3.216.0 <4", true],
        ["3.260.0-alpha.x1", ">=3.216.0 <4", true],
        ["20.19.0", ">=20.19", true],
        ["20.9.0", ">=20.19", false],
        ["1.0.0", "^2 || ~3", true],
        ["1.0.0", "", true],
    ];
    for (const [version, range, isIn] of table) {
        it(`${version} is ${isIn ? "" : "not "}in the range "${range}"`, () => {
            expect(isInRange(version, range)).to.equal(isIn);
        });
    }
});

function pathWith(...folders: string[]): string {
    return [...folders, "/usr/bin", "/bin"].join(path.delimiter);
}
