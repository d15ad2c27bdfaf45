import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import packageJson from "../../../package.json";
import { pulumiCourier } from "./support/cli";

describe("The command pulumi-courier", () => {
    it("--help names every command, and exits with 0", async () => {
        for (const flag of ["--help", "-h"]) {
            const { exitCode, stdout, stderr } = await pulumiCourier([flag]);
            expect(exitCode).to.equal(0);
            expect(stdout).to.match(/^Usage: pulumi-courier COMMAND/);
            expect(stdout).to.include("export USER_ID…").and.to.include("doctor");
            expect(stderr).to.equal("");
        }
    });

    it("--help behind a command explains that one, its options and its exit codes", async () => {
        const { exitCode, stdout } = await pulumiCourier(["export", "--help"]);
        expect(exitCode).to.equal(0);
        for (const part of ["--json", "--show-secrets", "--stack NAME", "access_token", "Exit code"]) {
            expect(stdout).to.include(part);
        }
        expect((await pulumiCourier(["doctor", "--help"])).stdout).to.match(/^Usage: pulumi-courier doctor/);
    });

    it("--version prints the package's version, and nothing else", async () => {
        const { exitCode, stdout, stderr } = await pulumiCourier(["--version"]);
        expect({ exitCode, stdout, stderr }).to.deep.equal({
            exitCode: 0,
            stdout: `${packageJson.version}\n`,
            stderr: "",
        });
    });

    const mistakes = [
        { args: [], line: "a command is missing" },
        { args: ["exprot"], line: 'there is no command "exprot"; there are export and doctor' },
        { args: ["--verison"], line: "Unknown option '--verison'" },
        { args: ["export"], line: "a user id is missing" },
        { args: ["export", "--xml", "svc-ci"], line: "Unknown option '--xml'" },
        { args: ["export", "--python", "--json", "svc-ci"], line: "--python and --json exclude each other" },
        { args: ["export", "--json=yes", "svc-ci"], line: "Option '--json' does not take an argument" },
        { args: ["export", "--api-key", "k", "svc-ci"], line: "Unknown option '--api-key'" },
        { args: ["export", "--stack", "", "svc-ci"], line: "--stack is empty" },
        { args: ["doctor", "--stack"], line: "Option '--stack <value>' argument missing" },
        { args: ["doctor", "svc-ci"], line: "Unexpected argument 'svc-ci'" },
    ];
    for (const { args, line } of mistakes) {
        it(`answers \`${args.join(" ")}\` with one line and exit code 2`, async () => {
            expect(await pulumiCourier(args)).to.deep.equal({
                exitCode: 2,
                stdout: "",
                stderr: `pulumi-courier: ${line} (--help shows what there is)\n`,
            });
        });
    }

    it("hands its exit code and its output to the shell", async () => {
        const main = path.join(__dirname, "../../../cli/main.ts");
        const error = await promisify(execFile)(process.execPath, ["--import", "tsx", main, "exprot"]).then(
            () => undefined,
            (reason: unknown) => reason as { code: number; stdout: string; stderr: string },
        );
        expect(error?.code).to.equal(2);
        expect(error?.stdout).to.equal("");
        expect(error?.stderr).to.match(/^pulumi-courier: there is no command "exprot"/);
    });
});
