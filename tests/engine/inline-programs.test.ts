import { expect } from "chai";
import { inlineScript } from "./support/inline-program";
import { contents, contentsWritten } from "./support/runs";
import { useStack } from "./support/use-stack";

/** A program of a Profile of this name, a set of these users, and one user more. */
const declare = `
    const declare = (name, members, more) => async () => {
        new Profile(name, { userId: "single-of-" + pulumi.getStack(), profile: { nickname: "s" } });
        new ProfileSet("set", {
            profiles: Object.fromEntries(members.map((userId) => [userId, { nickname: userId }])),
        });
        if (more) new Profile("more", { userId: more, profile: { nickname: more } });
    };
`;

describe("programs of Pulumi's Automation API, of which one process runs several,", () => {
    const test = useStack();

    it("in turn: what the last one declared does not count in the next, and a rename keeps the profile", async () => {
        const { courier, stack } = test;
        const output = await stack.script(
            inlineScript(`
                ${declare}
                const one = await stack("one", declare("old", ["a", "b"], "leaves"));
                await one.up();
                await one.up({ program: declare("new", ["b"]), onOutput: console.log });
            `),
        );
        expect(output).to.contain(
            'the profile of user "single-of-one" stays as it is: Profile "new" declares it',
        );
        expect(contents(courier)).to.deep.equal({
            "single-of-one": { nickname: "s" },
            a: {},
            b: { nickname: "b" },
            leaves: {},
        });
        expect(contentsWritten(courier, "single-of-one")).not.to.deep.include({});

        await stack.script(
            inlineScript(`${declare} await (await stack("one", declare("new", ["b"]))).destroy();`),
        );
        expect(Object.values(contents(courier))).to.deep.equal([{}, {}, {}, {}]);
    });

    it("at once: each knows its own user ids, and none of the other's", async () => {
        const { courier, stack } = test;
        await stack.script(
            inlineScript(`
                ${declare}
                const one = await stack("one", declare("old", ["a", "of-two"]));
                const two = await stack("two", declare("old", ["c"], "of-two"));
                await Promise.all([one.up(), two.up()]);
                await Promise.all([
                    one.up({ program: declare("new", ["a"]) }),
                    two.up({ program: declare("new", ["c"], "of-two") }),
                ]);
            `),
        );
        // That two stacks declare one user is their own affair: the one that drops it takes it away.
        expect(contents(courier)).to.deep.equal({
            "single-of-one": { nickname: "s" },
            "single-of-two": { nickname: "s" },
            a: { nickname: "a" },
            c: { nickname: "c" },
            "of-two": {},
        });
        for (const name of ["one", "two"]) {
            expect(contentsWritten(courier, `single-of-${name}`)).not.to.deep.include({});
        }
    });
});
