import { expect } from "chai";
import { program } from "./support/programs";
import { contents, contentsWritten, expectSettled, stays, staysFor, writes } from "./support/runs";
import { useStack } from "./support/use-stack";

// Each is told in docs/limits.md.
describe("what the provider cannot know:", () => {
    const test = useStack();

    it("a user who moves from a set to a resource behind an await on that set is emptied and written again in one up", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(
                `new ProfileSet("set", { profiles: { stays: { nickname: "s" }, moves: { nickname: "m" } } });`,
            ),
        );
        await stack.up();
        courier.clearRequests();
        await stack.program(
            program(`
                module.exports = async () => {
                    const set = new ProfileSet("set", { profiles: { stays: { nickname: "s" } } });
                    await new Promise((resolve) => set.profiles.apply(resolve));
                    new Profile("late", { userId: "moves", profile: { nickname: "m" } });
                };
            `),
        );
        await stack.up();
        expect(contentsWritten(courier, "moves")).to.deep.equal([{}, { nickname: "m" }]);
        await expectSettled(test);
    });

    it("a resource that is made in an apply() which never ran: its user's profile is emptied until an up in which it runs", async () => {
        const { courier, stack } = test;
        await stack.program(program(`new Profile("old", { userId: "inner", profile: { nickname: "i" } });`));
        await stack.up();
        await stack.program(
            program(`
                const base = new Profile("base", { userId: "base", profile: { nickname: "b" } });
                base.id.apply(() => new Profile("new", { userId: "inner", profile: { nickname: "i" } }));
            `),
        );
        courier.fail({ userId: "base", status: 400, times: 1 });
        await stack.up({ args: ["--continue-on-error"], fails: true });
        expect(contents(courier)).to.deep.equal({ inner: {} });
        await stack.up();
        expect(contents(courier)).to.deep.equal({ inner: { nickname: "i" }, base: { nickname: "b" } });
        await expectSettled(test);
    });

    it("that a transform changes a user id: the id that the program wrote counts as declared too, so its profile stays", async () => {
        const { courier, stack } = test;
        const resource = `new Profile("ada", { userId: "ada", profile: { nickname: "a" } });`;
        await stack.program(program(resource));
        await stack.up();
        await stack.program(
            program(`
                pulumi.runtime.registerStackTransformation(({ props, opts }) =>
                    props.userId && { props: { ...props, userId: "staging-" + props.userId }, opts });
                ${resource}
            `),
        );
        const up = await stack.up();
        expect(stays(up)).to.deep.equal({ ada: staysFor("ada", 'Profile "ada"') });
        expect(contents(courier)).to.deep.equal({ ada: { nickname: "a" }, "staging-ada": { nickname: "a" } });
        await expectSettled(test);
        await stack.destroy();
        expect(contents(courier)).to.deep.equal({ ada: { nickname: "a" }, "staging-ada": {} });
    });

    it("that destroy --run-program is no up, where nothing that the program declares is in the state: it keeps what is declared", async () => {
        const { courier, stack } = test;
        const resource = (name: string) =>
            `new Profile("${name}", { userId: "ada", profile: { nickname: "a" } });`;
        await stack.program(program(resource("old")));
        await stack.up();
        courier.clearRequests();
        await stack.program(program(resource("new")));
        const result = await stack.destroy({ args: ["--run-program"] });
        expect(Object.values(stays(result)).flat()).to.deep.equal(staysFor("ada", 'Profile "new"'));
        expect(writes(courier)).to.be.empty;
    });
});
