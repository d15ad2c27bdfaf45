import { expect } from "chai";
import { program } from "./support/programs";
import { complaints, contents, contentsWritten, expectSettled, stays, writes } from "./support/runs";
import { useStack } from "./support/use-stack";

/** A resource of another provider, whose creation fails as long as `fails` says so, with an output `text`. */
const brittle = (fails: boolean) => `
    class Brittle extends pulumi.dynamic.Resource {
        constructor(name, opts) {
            const create = async () => {
                if (${fails}) throw new Error("the other provider fails");
                return { id: "brittle", outs: { text: "known" } };
            };
            super({ create }, name, { text: undefined }, opts);
        }
    }
`;

const continuing = { args: ["--continue-on-error"], fails: true };

describe("where something that a profile depends on fails, a profile that the program declares is not emptied:", () => {
    const test = useStack();

    /** Fails where the profile of one of these users was emptied, if only for a while. */
    function expectNeverEmptied(...userIds: string[]): void {
        for (const userId of userIds) {
            expect(contentsWritten(test.courier, userId), userId).not.to.deep.include({});
            expect(test.courier.profiles.get(userId), userId).not.to.deep.equal({});
        }
    }

    it("renamed, moved into a set, and a set that is renamed, all behind it and so never checked; the next up settles it", async () => {
        const { courier, stack } = test;
        const gone = `new Profile("gone", { userId: "gone", profile: { nickname: "g" } });`;
        const fine = `new Profile("fine", { userId: "fine", profile: { nickname: "f" } });`;
        await stack.program(
            program(`
                new Profile("old", { userId: "renamed", profile: { nickname: "r" } });
                new Profile("single", { userId: "into-set", profile: { nickname: "i" } });
                new ProfileSet("old-set", { profiles: { in1: { nickname: "1" }, in2: { nickname: "2" } } });
                new ProfileSet("kept-set", { profiles: { moves: { nickname: "m" }, stays: { nickname: "s" } } });
                ${gone} ${fine}
            `),
        );
        await stack.up();
        courier.clearRequests();

        courier.fail({ method: "PUT", userId: "bad", status: 400 });
        await stack.program(
            program(`
                const bad = new Profile("bad", { userId: "bad", profile: { nickname: "b" } });
                const opts = { dependsOn: bad };
                new Profile("new", { userId: "renamed", profile: { nickname: "r" } }, opts);
                new ProfileSet("many", { profiles: { "into-set": { nickname: "i" } } }, opts);
                new ProfileSet("new-set", { profiles: { in1: { nickname: "1" }, in2: { nickname: "2" } } }, opts);
                new ProfileSet("kept-set", { profiles: { stays: { nickname: "s" } } });
                new Profile("further-down", { userId: "moves", profile: { nickname: "m" } }, opts);
                ${fine}
            `),
        );
        const failed = await stack.up(continuing);
        const declared = ["renamed", "into-set", "in1", "in2", "moves"];
        expectNeverEmptied(...declared, "stays", "fine");
        expect(courier.profiles.get("gone")).to.deep.equal({});
        expect(Object.values(stays(failed)).flat()).to.have.length(4);

        const next = await stack.up();
        expectNeverEmptied(...declared, "stays", "fine", "bad");
        expect(complaints(next)).to.deep.equal({});
        await expectSettled(test);
    });

    it("where nothing of ours is checked at all, as everything is behind another provider's failure", async () => {
        const { courier, stack } = test;
        const declare = (name: string, opts: string, fails = false) =>
            program(`
                ${brittle(fails)}
                const opts = ${opts};
                new Profile("${name}", { userId: "keep", profile: { nickname: "k" } }, opts);
                new ProfileSet("${name}-set", { profiles: { member: { nickname: "m" } } }, opts);
                new Profile("same", { userId: "same", profile: { nickname: "s" } }, opts);
            `);
        await stack.program(declare("old", "{}"));
        await stack.up();
        courier.clearRequests();

        const behind = `{ dependsOn: new Brittle("brittle") }`;
        await stack.program(declare("new", behind, true));
        await stack.up(continuing);
        expect(courier.requests).to.be.empty;

        await stack.program(declare("new", behind));
        await stack.up();
        expectNeverEmptied("keep", "member", "same");
        await expectSettled(test);
    });

    it("moved to a set or a Profile whose profiles or user id is an output that never comes; the next up moves it", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new ProfileSet("a", { profiles: { "known-set": { nickname: "1" }, "known-id": { nickname: "2" }, stays: { nickname: "s" } } });
                new Profile("single", { userId: "known-single", profile: { nickname: "3" } });
            `),
        );
        await stack.up();
        courier.clearRequests();

        const moved = (fails: boolean) =>
            program(`
                ${brittle(fails)}
                const { text } = new Brittle("brittle");
                new ProfileSet("a", { profiles: { stays: { nickname: "s" } } });
                new ProfileSet("b", { profiles: text.apply((id) => ({ [id + "-set"]: { nickname: "1" }, [id + "-single"]: { nickname: "3" } })) });
                new Profile("p", { userId: text.apply((id) => id + "-id"), profile: { nickname: "2" } });
            `);
        await stack.program(moved(true));
        const failed = await stack.up(continuing);
        expect(writes(courier)).to.be.empty;
        const said = complaints(failed);
        expect(said.a?.join()).to.match(
            /^2 profiles not taken away: the program waits for user ids .* \(known-id, known-set\)/,
        );
        expect(said.single?.join()).to.match(
            /the profile of user "known-single" was not taken away: the program waits for user ids/,
        );
        expect(contents(courier)).to.have.all.keys("known-set", "known-id", "known-single", "stays");

        await stack.program(moved(false));
        await stack.up();
        expectNeverEmptied("known-set", "known-id", "known-single", "stays");
        await expectSettled(test);
    });

    it("what could not be taken away while user ids were to come is taken away by the next up", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new ProfileSet("a", { profiles: { member: { nickname: "m" }, stays: { nickname: "s" } } });
                new ProfileSet("whole", { profiles: { of: { nickname: "o" } } });
                new Profile("single", { userId: "single", profile: { nickname: "s" } });
            `),
        );
        await stack.up();
        const without = (fails: boolean) =>
            program(`
                ${brittle(fails)}
                const { text } = new Brittle("brittle");
                new ProfileSet("a", { profiles: { stays: { nickname: "s" } } });
                new Profile("late", { userId: text, profile: { nickname: "l" } });
            `);
        await stack.program(without(true));
        courier.clearRequests();
        for (let run = 0; run < 2; run++) {
            await stack.up(continuing);
            expect(writes(courier)).to.be.empty;
        }
        await stack.program(without(false));
        await stack.up();
        expect(contents(courier)).to.deep.equal({
            member: {},
            of: {},
            single: {},
            stays: { nickname: "s" },
            known: { nickname: "l" },
        });
        await expectSettled(test);
    });

    it("where it is skipped as it is not targeted, or excluded", async () => {
        const { courier, stack } = test;
        await stack.program(
            program(`
                new ProfileSet("set", { profiles: { "1": { nickname: "1" }, "2": { nickname: "2" }, stays: { nickname: "s" } } });
                new Profile("old", { userId: "3", profile: { nickname: "3" } });
            `),
        );
        await stack.up();
        const [set, old] = [await stack.urn("set"), await stack.urn("old")];
        courier.clearRequests();
        await stack.program(
            program(`
                new ProfileSet("set", { profiles: { "1": { nickname: "1" }, stays: { nickname: "s2" } } });
                new Profile("two", { userId: "2", profile: { nickname: "2" } });
                new Profile("new", { userId: "3", profile: { nickname: "3" } });
            `),
        );
        const targeted = await stack.up({ args: ["--target", set, "--target", old] });
        expect(stays(targeted)).to.have.property("set");
        expectNeverEmptied("1", "2", "3", "stays");
        expect(courier.profiles.get("stays")).to.deep.equal({ nickname: "s2" });

        await stack.program(
            program(`
                new ProfileSet("set", { profiles: { stays: { nickname: "s3" } } });
                new Profile("one", { userId: "1", profile: { nickname: "1" } });
                new Profile("two", { userId: "2", profile: { nickname: "2" } });
                new Profile("new", { userId: "3", profile: { nickname: "3" } });
            `),
        );
        const one = set.replace("ProfileSet::set", "Profile::one");
        await stack.up({ args: ["--exclude", one] });
        expectNeverEmptied("1", "2", "3", "stays");
        expect(courier.profiles.get("stays")).to.deep.equal({ nickname: "s3" });

        await stack.up();
        expectNeverEmptied("1", "2", "3", "stays");
        await expectSettled(test);
    });
});
