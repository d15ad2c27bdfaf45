import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import ts from "typescript";
import { pulumiEngine } from "../../tools/pulumi-cli";
import { repository } from "../engine/support/packed-package";
import { complaints } from "../engine/support/runs";
import { cliEnvironment, linkedPackage } from "../engine/support/stack";
import { useStack } from "../engine/support/use-stack";
import { typescriptBlocks } from "../support/documentation";
import type { Block } from "../support/markdown";

const imports = (name: string) => new RegExp(`^import (?!type ).*"${name}";$`, "m");

const suites = typescriptBlocks.filter(({ code }) => code.includes("describe("));
const scripts = typescriptBlocks.filter(
    (block) => imports("pulumi-courier/emulator").test(block.code) && !suites.includes(block),
);
const programs = typescriptBlocks.filter(
    (block) => imports("pulumi-courier").test(block.code) && !suites.includes(block),
);

function javascript({ code }: Block, module: ts.ModuleKind): string {
    const compilerOptions = { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    // Node.js 20 has no `await using` yet.
    return ts.transpileModule(code, { compilerOptions }).outputText;
}

describe("the TypeScript of the pages and docstrings", () => {
    it("is all run below, but for what has only types, and for the tests, which docs.test.ts runs", () => {
        const run = new Set([...suites, ...scripts, ...programs]);
        const left = typescriptBlocks.filter(
            (block) => !run.has(block) && !/^import type /m.test(block.code),
        );
        expect(left.map(({ name }) => name)).to.be.empty;
    });
});

describe("each Pulumi program of the pages and docstrings", () => {
    const test = useStack();

    for (const block of programs) {
        it(`${block.name}: comes up without a complaint, and a second up changes nothing`, async () => {
            const { courier, stack } = test;
            // The user whom examples read or share; those that are to make her find nobody.
            if (!block.code.includes('ifExists: "fail"'))
                courier.profiles.set("user-ada", {
                    email: "ada@example.com",
                    locale: "en-GB",
                    address: { locality: "London" },
                    custom: { plan: "team" },
                });
            const table = path.join(repository, "examples/fixture-users/users.csv");
            for (const [, name = ""] of block.code.matchAll(/"(\w+\.csv)"/g)) {
                await cp(table, path.join(stack.folder, name));
            }
            await stack.setConfig("slackToken", "xoxb-token", { secret: true });
            await stack.setConfig("preferences", '{ "theme": "dark", "topics": ["news"] }');
            await stack.program(javascript(block, ts.ModuleKind.CommonJS));

            expect(complaints(await stack.up())).to.deep.equal({});
            const second = await stack.up({ args: ["--expect-no-changes"] });
            expect(complaints(second)).to.deep.equal({});
            await stack.destroy({ fails: block.code.includes('onDelete: "fail"') });
        });
    }
});

describe("the other programs of the pages and docstrings", function () {
    this.timeout(120_000);

    let folder: string;
    beforeEach(async () => {
        folder = await mkdtemp(path.join(await linkedPackage(), "programs-"));
    });
    afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

    /** Runs Node.js in the folder, and returns what it prints. */
    async function node(...args: string[]): Promise<string> {
        const { binDir } = await pulumiEngine();
        const PATH = `${binDir}${path.delimiter}${process.env.PATH}`;
        const env = { ...cliEnvironment(folder), PATH, PULUMI_STACK: undefined, TMPDIR: undefined };
        const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
        return stdout;
    }

    for (const block of scripts) {
        it(`${block.name}: runs to its end`, async () => {
            await writeFile(path.join(folder, "script.mjs"), javascript(block, ts.ModuleKind.ESNext));
            await node("script.mjs");
        });
    }
});
