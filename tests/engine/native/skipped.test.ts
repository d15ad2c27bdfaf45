import { expect } from "chai";
import { writeNativeProgram } from "../support/native-programs";
import { complaints, contents, contentsWritten, expectSettled, stays } from "../support/runs";
import { useStack } from "../support/use-stack";

const continuing = { args: ["--continue-on-error"], fails: true };

describe("Where a program declares a profile of the native provider that the run does not come to,", () => {
    const test = useStack();

    const ada = { email: "ada@example.com" };
    const constants = `const ada = ${JSON.stringify(ada)};`;
    const declare = (body: string) => writeNativeProgram(test.stack, `${constants}\n${body}`);

    it("a renamed resource that is skipped keeps it, and so does a set that takes it; the next up settles it", async () => {
        const { courier, stack } = test;
        await declare(`
            new Profile("bad", { userId: "bad", profile: ada });
            new Profile("old", { userId: "ada", profile: ada });
            new Profile("single", { userId: "moves", profile: ada });
            new ProfileSet("all", { profiles: { lin: ada, leaves: ada } });
        `);
        await stack.up();
        courier.clearRequests();
        courier.fail({ userId: "bad", status: 400 });
        await declare(`
            const bad = new Profile("bad", { userId: "bad", profile: { email: "new" } });
            new Profile("new", { userId: "ada", profile: ada }, { dependsOn: bad });
            new ProfileSet("others", { profiles: { moves: ada, lin: ada } }, { dependsOn: bad });
        `);
        const failed = await stack.up(continuing);
        for (const userId of ["ada", "moves", "lin"]) {
            expect(contentsWritten(courier, userId), userId).to.be.empty;
        }
        expect(contents(courier)).to.deep.equal({ bad: ada, ada, moves: ada, lin: ada, leaves: {} });
        expect(Object.keys(stays(failed))).to.have.members(["old", "single", "all"]);

        courier.clearFaults();
        await stack.up();
        expect(contents(courier)).to.deep.equal({
            bad: { email: "new" },
            ada,
            moves: ada,
            lin: ada,
            leaves: {},
        });
        await expectSettled(test);
    });

    it("and whose user id is an output that never comes, nothing is taken away; the next up goes on", async () => {
        const { courier, stack } = test;
        await declare(`
                        new Profile("first", { userId: "ada", profile: ada });
            new ProfileSet("all", { profiles: { lin: ada, eve: ada } });
        `);
        await stack.up();
        courier.fail({ userId: "bad", status: 400 });
        await declare(`
                        const bad = new Profile("bad", { userId: "bad", profile: ada });
            new Profile("second", { userId: bad.id.apply(() => "ada"), profile: ada });
        `);
        const said = complaints(await stack.up(continuing));
        expect(contents(courier)).to.deep.equal({ ada, lin: ada, eve: ada });
        expect(said.first?.join()).to.match(/"ada" was not taken away: the program waits for user ids/);
        expect(said.all?.join()).to.match(/2 profiles not taken away: the program waits/);

        courier.clearFaults();
        await stack.up();
        expect(contents(courier)).to.deep.equal({ bad: ada, ada, lin: {}, eve: {} });
        await expectSettled(test);
    });

    it("as it stands behind a set that gives the user up, it is not known: emptied first, and then written", async () => {
        // What nobody can know in a native program; see docs/limits.md.
        const { courier, stack } = test;
        await declare(`
            new Profile("first", { userId: "first", profile: ada });
            new ProfileSet("all", { profiles: { lin: ada, eve: ada } });
        `);
        await stack.up();
        courier.clearRequests();
        const gate = courier.gate({ userId: "first" });
        await declare(`
            const first = new Profile("first", { userId: "first", profile: { email: "new" } });
            new ProfileSet("all", { profiles: { eve: ada } });
            new Profile("one", { userId: "lin", profile: ada }, { dependsOn: first });
        `);
        const up = await stack.startUp();
        await courier.waitForRequest({ userId: "lin" });
        gate.release();
        expect((await up.result).exitCode).to.equal(0);
        expect(contentsWritten(courier, "lin")).to.deep.equal([{}, ada]);
    });

    it("as it is not targeted, it is not known: the profile is emptied, and the next up writes it again", async () => {
        // What nobody can know in a native program; see docs/limits.md.
        const { courier, stack } = test;
        await declare(`new Profile("old", { userId: "ada", profile: ada });`);
        await stack.up();
        await declare(`new Profile("new", { userId: "ada", profile: ada });`);
        await stack.up({ args: ["--target", await stack.urn("old")] });
        expect(contents(courier)).to.deep.equal({ ada: {} });
        await stack.up();
        expect(contents(courier)).to.deep.equal({ ada });
    });

    it("destroy takes all away all the same, after a failed up, with --run-program too", async () => {
        const { courier, stack } = test;
        for (const args of [[], ["--run-program"]]) {
            const program = (email: string) => `
                const bad = new Profile("bad", { userId: "bad", profile: { email: "${email}" } });
                new Profile("one", { userId: "ada", profile: ada }, { dependsOn: bad });
                new ProfileSet("all", { profiles: { lin: ada } });
            `;
            await declare(program("first"));
            await stack.up();
            courier.fail({ userId: "bad", status: 400 });
            await declare(program("second"));
            await stack.up(continuing);
            courier.clearFaults();
            await stack.destroy({ args });
            expect(contents(courier), args.join()).to.deep.equal({ bad: {}, ada: {}, lin: {} });
        }
    });
});
