import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import type { JsonObject } from "../../emulator";
import type { CliResult } from "./support/cli";
import { useStack } from "./support/use-stack";

const team: Readonly<Record<string, JsonObject>> = {
    ada: { email: "ada@example.com", custom: { team: "core" } },
    eve: { email: "eve@example.com" },
    lin: { email: "lin@example.com" },
};

/** A program with one set, called "fixtures". */
function program(profiles: unknown, options: object = {}): string {
    const args = JSON.stringify({ profiles, ...options });
    return `
        const { ProfileSet } = require("pulumi-courier");
        new ProfileSet("fixtures", ${args});
    `;
}

function messagesOf({ diagnostics }: CliResult): string[] {
    return diagnostics.map(({ message }) => message.trim());
}

describe("a ProfileSet on the real engine", () => {
    const test = useStack();

    const profilesOfCourier = () => Object.fromEntries(test.courier.profiles.all());
    const writes = () =>
        test.courier.requests
            .filter(({ method }) => method !== "GET")
            .map(({ method, userId }) => `${method} ${userId}`);

    async function expectUnchanged(): Promise<void> {
        test.courier.clearRequests();
        const up = await test.stack.up({ args: ["--expect-no-changes"] });
        expect(up.changes).to.deep.equal({ same: 1 });
        expect(up.diagnostics).to.be.empty;
        expect(test.courier.requests).to.be.empty;
    }

    it("lives from a CSV file: created, unchanged, one user changed by one PUT and shown by name, destroyed", async () => {
        const { courier, stack } = test;
        const writeUsers = (...rows: string[]) =>
            writeFile(
                path.join(stack.folder, "users.csv"),
                ["userId,email,email_verified,custom.team", ...rows].join("\n"),
            );
        await stack.program(`
            const { ProfileSet, profilesFromFile } = require("pulumi-courier");
            const fixtures = new ProfileSet("fixtures", { profiles: profilesFromFile("users.csv") });
            exports.profiles = fixtures.profiles;
        `);

        await writeUsers("ada,ada@example.com,true,core", "eve,eve@example.com,,", "lin,lin@example.com,,");
        expect((await stack.up()).changes).to.deep.equal({ create: 1 });
        const declared = { ...team, ada: { ...team.ada, email_verified: true } };
        expect(profilesOfCourier()).to.deep.equal(declared);
        expect((await stack.outputs()).profiles).to.deep.equal(declared);
        await expectUnchanged();

        await writeUsers("ada,ada@example.com,true,payments", "eve,eve@example.com,,", "sam,,,");
        const preview = await stack.preview({ args: ["--diff"] });
        expect(preview.changes).to.deep.equal({ update: 1 });
        expect(preview.diagnostics).to.deep.equal([
            {
                severity: "info",
                message: "1 to add (sam); 1 to change (ada: custom.team); 1 to take away (lin)\n",
                name: "fixtures",
            },
        ]);
        expect(preview.output).to.contain('~ team: "core" => "payments"');
        expect(courier.requests).to.be.empty;

        await stack.up();
        expect(writes()).to.have.members(["PUT ada", "PUT sam", "PUT lin"]);
        expect(courier.profiles.get("lin")).to.deep.equal({});

        expect((await stack.destroy()).changes).to.deep.equal({ delete: 1 });
        expect(Object.values(profilesOfCourier())).to.deep.equal([{}, {}, {}, {}]);
    });

    it("one changed among a thousand is one PUT", async () => {
        const { courier, stack } = test;
        const thousand = (changed: string) =>
            Object.fromEntries(
                Array.from({ length: 1000 }, (_, n) => [`user-${n}`, { name: n === 500 ? changed : "x" }]),
            );
        await stack.program(program(thousand("x")));
        await stack.up();
        expect(courier.profiles.all().size).to.equal(1000);
        expect(courier.connections.peak).to.be.at.most(32);
        courier.clearRequests();

        await stack.program(program(thousand("y")));
        await stack.up();
        expect(writes()).to.deep.equal(["PUT user-500"]);
    });

    it("that could not be created whole is recorded, and the next up sends only the rest", async () => {
        const { courier, stack } = test;
        courier.fail({ method: "PUT", userId: "eve", status: 400, message: "Bad profile" });
        await stack.program(program(team));

        const failed = await stack.up({ fails: true });
        expect(failed.output).to.contain("1 of 3 profiles could not be written:");
        expect(failed.output).to.match(/1 × 400 \w+: Bad profile\..* \(eve\)/);
        expect(failed.output).to.contain("2 were written; the next `pulumi up` sends only the rest.");
        expect(failed.output).not.to.match(/example\.com|\n\s+at /);

        courier.clearRequests();
        expect((await stack.up()).changes).to.deep.equal({ update: 1 });
        expect(writes()).to.deep.equal(["PUT eve"]);
        expect(profilesOfCourier()).to.deep.equal(team);
        await expectUnchanged();
    });

    it("that could not be updated whole keeps the old values of the rest, also through a refresh", async () => {
        const { courier, stack } = test;
        await stack.program(program(team));
        await stack.up();
        courier.fail({ method: "PUT", userId: /ada|lin/, status: 400, times: 2 });
        courier.clearRequests();

        const next = { ada: { email: "new@example.com" }, eve: { email: "new@example.com" } };
        await stack.program(program(next));
        const failed = await stack.up({ fails: true });
        expect(failed.output).to.contain("2 of 3 profiles could not be written:");
        await stack.refresh();

        courier.clearRequests();
        await stack.up();
        expect(writes()).to.deep.equal(["PUT ada", "PUT lin"]);
        expect(profilesOfCourier()).to.deep.equal({ ...next, lin: {} });
        await expectUnchanged();
    });

    it("that is too large for a failure to carry says so, and the next up sends it again", async () => {
        const { courier, stack } = test;
        courier.fail({ method: "PUT", userId: "user-0", status: 400, message: "Bad profile" });
        const profiles =
            "Object.fromEntries(Array.from({ length: 120 }, (_, n) => ['user-' + n, { custom: { note } }]))";
        await stack.program(`
            const { ProfileSet } = require("pulumi-courier");
            const note = "x".repeat(100_000);
            new ProfileSet("large", { profiles: ${profiles} });
        `);

        const failed = await stack.up({ fails: true });
        expect(failed.output).to.match(/1 × 400 \w+: Bad profile\..* \(user-0\)/);
        expect(failed.output).to.contain(
            "119 were written, but the set is too large for Pulumi to note that",
        );

        expect((await stack.up()).changes).to.deep.equal({ create: 1 });
        expect(courier.profiles.all().size).to.equal(120);
        await expectUnchanged();
    });

    it("whose up is killed is completed by the next one", async () => {
        const { courier, stack } = test;
        await stack.program(program(team));

        const gate = courier.gate({ method: "PUT", userId: "eve" });
        const up = await stack.startUp();
        await gate.arrived;
        await up.kill();
        gate.release();
        await up.result;

        await stack.run(["cancel", "--yes"]);
        await stack.up();
        expect(profilesOfCourier()).to.deep.equal(team);
        await stack.refresh({ args: ["--clear-pending-creates"] });
        await expectUnchanged();
    });

    it("refresh shows drift and users that are gone, and up writes only these again", async () => {
        const { courier, stack } = test;
        await stack.program(program(team));
        await stack.up();
        courier.profiles.set("ada", { email: "other@example.com", custom: { team: "core", theirs: 1 } });
        courier.profiles.set("eve", {});
        courier.profiles.set("lin", { ...team.lin, theirs: 1 });

        const refresh = await stack.refresh({ args: ["--diff"] });
        expect(refresh.changes).to.deep.equal({ update: 1 });
        expect(refresh.output).not.to.contain("theirs");

        courier.clearRequests();
        const up = await stack.up();
        expect(messagesOf(up)).to.deep.equal(["1 to add (eve); 1 to change (ada: email)"]);
        expect(writes()).to.have.members(["PUT ada", "PUT eve"]);
        expect(courier.profiles.get("ada")).to.deep.equal(team.ada);
        expect((await stack.refresh({ args: ["--expect-no-changes"] })).changes).to.deep.equal({ same: 1 });
    });

    it("says once which profile cannot be read", async () => {
        const { courier, stack } = test;
        await stack.program(program(team));
        await stack.up();
        courier.fail({ method: "GET", userId: "eve", status: 403, message: "not yours", times: Infinity });
        const messages = messagesOf(await stack.refresh({ fails: true }));

        expect(
            messages.filter((message) => message.includes("1 of 3 profiles could not be read")),
        ).to.have.length(1);
        expect(messages.filter((message) => message.includes("not yours"))).to.have.length(1);
    });

    it("heeds the options for each of its users, and for those that exist already says so at preview", async () => {
        const { courier, stack } = test;
        courier.profiles.set("ada", { theirs: 1 });
        await stack.program(program(team, { ifExists: "fail" }));
        const refused = await stack.preview({ fails: true });
        expect(refused.output).to.contain(
            'the profile of user "ada" exists already and differs from what is declared; it has theirs',
        );

        await stack.program(program(team, { undeclaredKeys: "keep", onDelete: "delete" }));
        await stack.up();
        expect(courier.profiles.get("ada")).to.deep.equal({ ...team.ada, theirs: 1 });

        await stack.destroy();
        expect(profilesOfCourier()).to.deep.equal({ ada: { theirs: 1 } });
    });

    it("secrets inside are encrypted in the state, whatever was done with the set", async () => {
        const { courier, stack } = test;
        const secretProgram = (name: string) => `
            const pulumi = require("@pulumi/pulumi");
            const { ProfileSet } = require("pulumi-courier");
            new ProfileSet("fixtures", { profiles: {
                ada: { name: ${JSON.stringify(name)}, slack: { access_token: pulumi.secret("xoxb-secret") } },
                eve: { name: "E" },
            } });
        `;
        const expectSealed = async () => {
            const state = await stack.stateText();
            expect(state).to.contain('"ada"');
            expect(state).not.to.contain("xoxb-secret");
        };
        await stack.program(secretProgram("A"));
        courier.fail({ method: "PUT", userId: "eve", status: 400 });
        await stack.up({ fails: true });
        await expectSealed();
        await stack.up();
        await expectSealed();
        courier.profiles.set("eve", {});
        await stack.refresh();
        await expectSealed();
        await stack.program(secretProgram("B"));
        const up = await stack.up({ args: ["--diff"] });
        await expectSealed();
        expect(up.output).not.to.contain("xoxb-secret");
        expect(courier.profiles.get("ada")).to.deep.equal({
            name: "B",
            slack: { access_token: "xoxb-secret" },
        });
    });

    it("shows its progress while it works", async () => {
        const { courier, stack } = test;
        const users = Array.from({ length: 40 }, (_, n) => [`user-${n}`, { name: "x" }] as const);
        const gate = courier.gate({ userId: "user-0" });
        await stack.program(program(Object.fromEntries(users)));

        const up = await stack.startUp();
        await up.says("39 of 40 profiles");
        gate.release();
        const { diagnostics } = await up.result;
        const progress = diagnostics.filter(({ message }) => message.includes(" of 40 profiles"));
        expect(progress).not.to.be.empty;
        for (const { name, message } of progress) {
            expect(name, message).to.equal("fixtures");
            expect(message).to.match(/^39 of 40 profiles, [\d.]+ a second, 1 s left$/m);
        }
    });

    it("refuses at preview what it cannot take, in lines that name the set and the user", async () => {
        const { courier, stack } = test;
        for (const [what, message] of [
            [
                'new ProfileSet("one", { profiles: { ada: {} } }); new ProfileSet("two", { profiles: { ada: {} } });',
                /ProfileSet "two": a user id of profiles is "ada", which urn:\S+::one declares as well \(this is urn:\S+::two\)/,
            ],
            [
                'new ProfileSet("set", { profiles: {}, onDelete: "destroy" });',
                /onDelete must be one of "empty", "delete", "retain", "fail", not "destroy"/,
            ],
            ['new ProfileSet("set");', /profiles must be an object of user ids, each with its profile/],
            ['profilesFromFile("none.csv");', /profilesFromFile\("none.csv"\): there is no such file/],
        ] as const) {
            await stack.program(
                `const { ProfileSet, profilesFromFile } = require("pulumi-courier"); ${what}`,
            );
            const refused = await stack.preview({ fails: true });
            expect(refused.output).to.match(message);
            expect(refused.output).not.to.match(/\n\s+at /);
        }
        expect(courier.requests).to.be.empty;
    });
});
