import { expect } from "chai";
import { program } from "../engine/support/programs";
import {
    complaints,
    contents,
    contentsWritten,
    expectSettled,
    stays,
    staysFor,
    writes,
} from "../engine/support/runs";
import { useStack } from "../engine/support/use-stack";

/** Declares a Profile for each entry: its logical name, its user id where that is another, and its nickname. */
function profiles(declared: Record<string, string | { userId: string; nickname: string }>): string {
    return program(
        Object.entries(declared)
            .map(([name, value]) => {
                const { userId, nickname } =
                    typeof value === "string" ? { userId: name, nickname: value } : value;
                return `new Profile("${name}", { userId: "${userId}", profile: { nickname: "${nickname}" } });`;
            })
            .join("\n"),
    );
}

describe("what a command is told to leave alone", () => {
    const test = useStack();

    it("up --target, --exclude and --target-replace: only what they name is written, replaced or emptied", async () => {
        const { courier, stack } = test;
        await stack.program(profiles({ a: "a1", b: "b1", c: "c1" }));
        await stack.up();
        const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => stack.urn(name)));
        courier.clearRequests();

        await stack.program(profiles({ a: "a2", b: "b2" }));
        await stack.up({ args: ["--target", a as string] });
        expect(contents(courier)).to.deep.equal({
            a: { nickname: "a2" },
            b: { nickname: "b1" },
            c: { nickname: "c1" },
        });
        await stack.up({ args: ["--exclude", b as string] });
        expect(contents(courier)).to.deep.equal({ a: { nickname: "a2" }, b: { nickname: "b1" }, c: {} });
        expect(writes(courier)).to.have.length(2);

        const replaced = await stack.up({ args: ["--target-replace", a as string] });
        expect(replaced.changes).to.deep.include({ "create-replacement": 1 });
        expect(stays(replaced)).to.deep.equal({ a: staysFor("a", 'Profile "a"') });
        expect(contentsWritten(courier, "a")).to.deep.equal([{ nickname: "a2" }, { nickname: "a2" }]);
        expect(contents(courier)).to.deep.include({ b: { nickname: "b1" } });

        await stack.up();
        expect(contents(courier)).to.deep.equal({ a: { nickname: "a2" }, b: { nickname: "b2" }, c: {} });
        expect(c).not.to.equal(undefined);
        await expectSettled(test);
    });

    it("up --target of a renamed resource's new name keeps the profile; of its old name alone empties it, until the next up", async () => {
        const { courier, stack } = test;
        await stack.program(
            profiles({ "old-1": { userId: "u1", nickname: "1" }, "old-2": { userId: "u2", nickname: "2" } }),
        );
        await stack.up();
        const [old1, old2] = [await stack.urn("old-1"), await stack.urn("old-2")];
        courier.clearRequests();

        await stack.program(
            profiles({ "new-1": { userId: "u1", nickname: "1" }, "new-2": { userId: "u2", nickname: "2" } }),
        );
        await stack.up({ args: ["--target", old1.replace("old-1", "new-1")] });
        // The engine does not have untargeted resources checked, so nothing says that new-2 declares the user id.
        await stack.up({ args: ["--target", old2] });
        expect(contents(courier)).to.deep.equal({ u1: { nickname: "1" }, u2: {} });

        const result = await stack.up();
        expect(stays(result)).to.deep.equal({ "new-1": staysFor("u1", 'Profile "new-1"') });
        expect(contentsWritten(courier, "u1")).to.deep.equal([{ nickname: "1" }]);
        expect(contents(courier)).to.deep.equal({ u1: { nickname: "1" }, u2: { nickname: "2" } });
        await expectSettled(test);
    });

    it("destroy --target and --exclude empty what they name; destroy --run-program empties all the program declares", async () => {
        const { courier, stack } = test;
        await stack.program(
            `${profiles({ a: "a", b: "b", c: "c" })} new ProfileSet("set", { profiles: { s1: { nickname: "s1" }, s2: { nickname: "s2" } } });`,
        );
        await stack.up();
        courier.clearRequests();
        const all = contents(courier);

        await stack.destroy({ args: ["--target", await stack.urn("a")] });
        expect(contents(courier)).to.deep.equal({ ...all, a: {} });
        await stack.destroy({
            args: ["--exclude", await stack.urn("b"), "--exclude", await stack.urn("set")],
        });
        expect(contents(courier)).to.deep.equal({ ...all, a: {}, c: {} });
        const rest = await stack.destroy({ args: ["--run-program"] });
        expect(complaints(rest)).to.deep.equal({});
        expect(contents(courier)).to.deep.equal({ a: {}, b: {}, c: {}, s1: {}, s2: {} });
        expect(writes(courier)).to.have.length(5);
        expect((await stack.exportState()).resources ?? []).to.be.empty;
    });
});
