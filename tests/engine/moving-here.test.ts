import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import ts from "typescript";
import { packedPackage, repository } from "./support/packed-package";
import { program } from "./support/programs";
import { complaints, contents, expectSettled, writes } from "./support/runs";
import { Stack } from "./support/stack";
import { API_KEY, TIMEOUT_MS, useStack } from "./support/use-stack";

const page = readFileSync(path.join(repository, "docs/moving-here.md"), "utf8");

/** The programs of a section of the page, in order. */
function programsOf(title: string): string[] {
    const section = page.split(/^## /m).find((text) => text.startsWith(title)) ?? "";
    return [...section.matchAll(/^ *```ts norun\n(.*?)^ *```$/gms)].map(([, code = ""]) => code);
}

function javascript(...blocks: (string | undefined)[]): string {
    const compilerOptions = {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
    };
    return ts.transpileModule(blocks.join("\n"), { compilerOptions }).outputText;
}

describe("docs/moving-here.md", () => {
    const test = useStack();
    const ci = { "svc-ci": { email: "ci@example.com" } };

    describe("from one's own dynamic provider", () => {
        const [old = "", retained = "", taken = ""] = programsOf("From your own dynamic provider");
        const ownClass = old.slice(0, old.indexOf("new OldProfile("));

        it("step by step: the profile stays what it is, and nothing is written", async () => {
            const { courier, stack } = test;
            await stack.program(javascript(old));
            await stack.up();
            expect(contents(courier)).to.deep.equal(ci);
            courier.clearRequests();

            await stack.program(javascript(ownClass, retained));
            await stack.up();
            await stack.program(javascript(taken));
            expect((await stack.preview()).changes).to.deep.equal({ create: 1, delete: 1 });
            const { changes, diagnostics } = await stack.up();
            expect(changes).to.deep.equal({ create: 1, delete: 1 });
            expect(diagnostics).to.be.empty;
            expect(writes(courier)).to.be.empty;
            await stack.up({ args: ["--refresh", "--expect-no-changes"] });
            expect(contents(courier)).to.deep.equal(ci);
        });

        it("in one step: the old code empties the profile after it was written, and an up --refresh writes it again", async () => {
            const { courier, stack } = test;
            await stack.program(javascript(old));
            await stack.up();
            await stack.program(javascript(taken));
            await stack.up();
            expect(contents(courier)).to.deep.equal({ "svc-ci": {} });
            await stack.up({ args: ["--expect-no-changes"] });
            await stack.up({ args: ["--refresh"] });
            expect(contents(courier)).to.deep.equal(ci);
        });
    });

    it("from a script, and from what a REST provider of Terraform leaves: exported, then taken over without a write, or refused where it has changed since", async () => {
        const { courier, stack } = test;
        const profiles = { ...ci, "svc-bot": { email: "bot@example.com", custom: { team: "platform" } } };
        for (const [userId, profile] of Object.entries(profiles)) courier.profiles.set(userId, profile);
        const command = path.join((await packedPackage()).folder, "node_modules/.bin/pulumi-courier");
        const { stdout } = await promisify(execFile)(
            command,
            ["export", "--json", ...Object.keys(profiles)],
            {
                env: { PATH: process.env.PATH, COURIER_API_KEY: API_KEY, COURIER_BASE_URL: courier.url },
            },
        );
        await writeFile(path.join(stack.folder, "profiles.json"), stdout);
        await stack.program(javascript(...programsOf("From a script")));
        expect((await stack.preview()).changes).to.deep.equal({ create: 1 });

        courier.profiles.set("svc-bot", { email: "changed@example.com" });
        const { output } = await stack.preview({ fails: true });
        expect(output).to.contain('the profile of user "svc-bot" exists already and differs');
        courier.profiles.set("svc-bot", profiles["svc-bot"]);
        await stack.up();
        expect(writes(courier)).to.be.empty;
        await expectSettled(test);
        expect(contents(courier)).to.deep.equal(profiles);
    });
    describe("from one stack to another", () => {
        const [lettingGo = ""] = programsOf("From one stack to another");
        const moving = { email: "moves@example.com" };
        const staying = { email: "stays@example.com" };
        const before = program(`
            new ProfileSet("accounts", { profiles: {
                "svc-stays": ${JSON.stringify(staying)}, "svc-moves": ${JSON.stringify(moving)},
            } });
        `);
        const withNew = program(`
            new ProfileSet("new", { profiles: { "svc-moves": ${JSON.stringify(moving)} }, ifExists: "fail" });
        `);
        let other: Stack;

        beforeEach(async function () {
            this.timeout(TIMEOUT_MS);
            const { courier, stack } = test;
            other = await Stack.create({ env: { COURIER_API_KEY: API_KEY, COURIER_BASE_URL: courier.url } });
            await stack.program(before);
            await stack.up();
            await stack.program(javascript(lettingGo));
            await other.program(withNew);
            courier.clearRequests();
        });
        afterEach(() => other.remove());

        for (const order of ["the old stack first", "the new stack first"]) {
            it(`with onDelete "retain", ${order}: nothing is written`, async () => {
                const { courier, stack } = test;
                const stacks = order === "the old stack first" ? [stack, other] : [other, stack];
                for (const each of stacks) expect(complaints(await each.up())).to.deep.equal({});
                expect(writes(courier)).to.be.empty;
                expect(contents(courier)).to.deep.equal({ "svc-stays": staying, "svc-moves": moving });
                for (const each of stacks) await each.up({ args: ["--refresh", "--expect-no-changes"] });
            });
        }

        it("without it, the new stack first: the old one empties the profile, and the new one's up --refresh writes it again", async () => {
            const { courier, stack } = test;
            await stack.program(javascript(lettingGo.replace(/^.*onDelete.*\n/m, "")));
            for (const each of [other, stack]) await each.up();
            expect(courier.profiles.get("svc-moves")).to.deep.equal({});
            await other.up({ args: ["--expect-no-changes"] });
            await other.up({ args: ["--refresh"] });
            expect(courier.profiles.get("svc-moves")).to.deep.equal(moving);
        });
    });
});
