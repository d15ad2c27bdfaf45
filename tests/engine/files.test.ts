import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { repository } from "./support/packed-package";
import { complaints, contents, expectSettled } from "./support/runs";
import { useStack } from "./support/use-stack";

/** Cases of the unit tests, each a file with what becomes of it. */
const cases = path.join(repository, "tests/unit/program/files/cases");

async function answer(name: string, file: string): Promise<string> {
    return (await readFile(path.join(cases, name, file), "utf8")).trimEnd();
}

function program(body: string): string {
    return `
        const pulumi = require("@pulumi/pulumi");
        const { ProfileSet, profilesFromFile } = require("pulumi-courier");
        ${body}
    `;
}

describe("Files as people hand them over", () => {
    const test = useStack();

    for (const as of ["object", "text"]) {
        it(`reach Courier as they are to be read, and change nothing the second time, as ${as}s`, async () => {
            const { courier, stack } = test;
            const files = {
                "csv/carriage-returns-alone": "users.csv",
                "csv/semicolons-with-quotes": "users.csv",
                "csv/list-dots": "users.csv",
                "csv/blank-rows": "users.csv",
                "json/numbers-exact": "users.json",
                "json-lines/carriage-returns-alone": "users.jsonl",
                "yaml/carriage-returns-and-line-feeds": "users.yaml",
                "yaml/numbers-in-quotes": "users.yaml",
            };
            // The cases have the same few users.
            const expected: Record<string, unknown> = {};
            for (const name of Object.keys(files)) {
                await cp(path.join(cases, name), path.join(stack.folder, name), { recursive: true });
                const becomes = JSON.parse(await answer(name, "becomes.json")) as Record<string, unknown>;
                for (const [userId, profile] of Object.entries(becomes)) {
                    expected[`${name} ${userId}`] = profile;
                }
            }
            await stack.program(
                program(`
                    for (const [name, file] of Object.entries(${JSON.stringify(files)})) {
                        const profiles = profilesFromFile(name + "/" + file, { as: "${as}" });
                        new ProfileSet(name, {
                            profiles: pulumi.secret(
                                Object.fromEntries(
                                    Object.entries(profiles).map(([userId, profile]) => [name + " " + userId, profile]),
                                ),
                            ),
                        });
                    }
                `),
            );

            await stack.up();

            expect(contents(courier)).to.deep.equal(expected);
            await expectSettled(test);
            expect(await stack.stateText()).not.to.contain("ExponentPushToken");
        });
    }

    it("are read the same after all their line ends have changed, so that nothing is written", async () => {
        const { courier, stack } = test;
        const text = 'userId,email,address.street_address\nada,ada@example.com,"1 Main St\nFlat 2"\n';
        await stack.program(program('new ProfileSet("users", { profiles: profilesFromFile("users.csv") });'));
        await writeFile(path.join(stack.folder, "users.csv"), text);
        await stack.up();

        await writeFile(path.join(stack.folder, "users.csv"), text.replaceAll("\n", "\r\n"));

        await expectSettled(test);
        expect(contents(courier)).to.deep.equal({
            ada: { email: "ada@example.com", address: { street_address: "1 Main St\nFlat 2" } },
        });
    });

    it("are refused at preview in one line, without a stack trace, a value or a warning of a parser", async () => {
        const { courier, stack } = test;
        for (const [name, file] of [
            ["csv/space-before-user-id", "users.csv"],
            ["csv/header-alone", "users.csv"],
            ["json/number-too-large", "users.json"],
            ["yaml/alias-without-anchor", "users.yaml"],
            ["yaml/key-list", "users.yaml"],
        ] as const) {
            await cp(path.join(cases, name), path.join(stack.folder, name), { recursive: true });
            await stack.program(
                program(`new ProfileSet("users", { profiles: profilesFromFile("${name}/${file}") });`),
            );
            const preview = await stack.preview({ fails: true });
            const said = `profilesFromFile("${name}/${file}"): ${await answer(name, "refused.txt")} (see `;
            const [message = "", ...others] = Object.values(complaints(preview)).flat();
            expect(message.slice(0, said.length)).to.equal(said);
            expect(others).to.be.empty;
            expect(preview.output).not.to.match(/\n\s+at |Secret123|175928847299117063|Warning:/);
        }
        expect(courier.requests).to.be.empty;
    });

    it("are warned of once, where they have keys that are nearly Courier's", async () => {
        const { stack } = test;
        const name = "csv/nearly-known-columns";
        await cp(path.join(cases, name), path.join(stack.folder, name), { recursive: true });
        await stack.program(
            program(`
                const profiles = profilesFromFile("${name}/users.csv");
                new ProfileSet("users", { profiles: { ...profiles, ...profilesFromFile("${name}/users.csv") } });
            `),
        );
        const said = Object.values(complaints(await stack.up())).flat();
        expect(said).to.have.length(1);
        expect(said[0]).to.contain(await answer(name, "warned.txt"));
    });

    it("are warned of once, where they have tokens that are not marked as secret, in a set or one by one", async () => {
        const { stack } = test;
        const name = "csv/tokens-and-keys";
        await cp(path.join(cases, name), path.join(stack.folder, name), { recursive: true });
        const read = `profilesFromFile("${name}/users.csv")`;
        const declare = (mark: string): string =>
            program(`
                const { Profile } = require("pulumi-courier");
                const mark = ${mark};
                new ProfileSet("users", { profiles: mark(${read}) });
                for (const [userId, profile] of Object.entries(${read})) {
                    new Profile(userId, { userId: "single-" + userId, profile: mark(profile) });
                }
            `);
        await stack.program(declare("(profiles) => profiles"));
        const [warning = "", ...others] = Object.values(complaints(await stack.up())).flat();
        expect(warning).to.contain(
            `${read} has what looks like secrets, of 1 user: expo.token, custom.api_key.`,
        );
        expect(others).to.be.empty;

        await stack.program(declare("pulumi.secret"));
        expect(complaints(await stack.up())).to.deep.equal({});
        expect(await stack.stateText()).not.to.contain("ExponentPushToken");
    });
});
