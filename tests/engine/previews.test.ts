import { expect } from "chai";
import type { CliResult } from "./support/cli";
import { program } from "./support/programs";
import { complaints, writes } from "./support/runs";
import { useStack } from "./support/use-stack";

/** The lines that are information, each after the name of the resource it is shown under. */
function lines({ diagnostics }: CliResult): string[] {
    return diagnostics
        .filter(({ severity }) => severity === "info")
        .map(({ name = "", message }) => `${name}: ${message.trim()}`);
}

describe("before something happens a preview says", () => {
    const test = useStack();

    it("whom a set adds, the first time too, and what becomes of those who leave it", async () => {
        const { courier, stack } = test;
        const users = (count: number) =>
            Array.from({ length: count }, (_, n) => `"qa-${10 + n}": { nickname: "${n}" }`).join(", ");
        await stack.program(program(`new ProfileSet("set", { profiles: { ${users(12)} } });`));
        expect(lines(await stack.preview())).to.deep.equal([
            "set: 12 to add (qa-10, qa-11, qa-12, qa-13, qa-14, qa-15, qa-16, qa-17, qa-18, qa-19, and 2 more)",
        ]);
        expect(courier.requests).to.be.empty;
        await stack.up();

        const moved = (above: string, below: string) =>
            program(`
                ${above}
                new ProfileSet("set", { profiles: { ${users(9)} } });
                ${below}
            `);
        const single = `new Profile("single", { userId: "qa-19", profile: { nickname: "9" } });`;
        const other = `new ProfileSet("other", { profiles: { "qa-20": { nickname: "10" } } });`;
        await stack.program(moved(single, other));
        const preview = await stack.preview();
        expect(lines(preview)).to.include.members([
            'set: 2 to leave the set and stay as declared elsewhere (qa-19: by Profile "single"; qa-20: by ProfileSet ' +
                '"other"); 1 to take away (qa-21)',
        ]);
        expect(complaints(preview)).to.deep.equal({});
    });

    it("after a refresh who has drifted, in which keys, and what others wrote that an update would remove", async () => {
        const { courier, stack } = test;
        const declare = (nickname: string) =>
            program(`
                new Profile("single", { userId: "single", profile: { nickname: "${nickname}", custom: { a: 1 } } });
                new ProfileSet("set", { profiles: {
                    one: { nickname: "1" }, two: { nickname: "2", custom: { a: 1, b: 1 } }, three: { nickname: "3" },
                } });
            `);
        await stack.program(declare("s"));
        await stack.up();
        courier.profiles.set("single", { nickname: "s", custom: { a: 1, seen: true }, expo: { token: "t" } });
        courier.profiles.set("two", { nickname: "x", custom: { a: 2, b: 1 }, push: ["theirs"] });
        courier.profiles.delete("three");
        courier.clearRequests();

        await stack.program(declare("s2"));
        const preview = await stack.preview({ args: ["--refresh"] });
        const said = [
            "set: 1 changed in Courier (two: custom.a, nickname); 1 gone from Courier (three)",
            "single: removes keys that are not declared: custom.seen, expo.token",
            "set: removes keys that are not declared: push",
            "set: 1 to add (three); 1 to change (two: custom.a, nickname)",
        ];
        // While a set is read Pulumi does not tell a dynamic provider which one it is.
        const unnamed = (all: string[]) => all.map((line) => line.replace(/^(set|): /, ""));
        expect(unnamed(lines(preview))).to.include.members(unnamed(said));
        expect(writes(courier)).to.be.empty;
        const up = await stack.up({ args: ["--refresh"] });
        expect(unnamed(lines(up))).to.include.members(unnamed(said));
        expect(up.output + preview.output).not.to.contain("theirs");
    });

    it("which keys of a Profile change where Pulumi shows nothing, as they are secret", async () => {
        const { stack } = test;
        const declare = (token: string) =>
            program(`
                new Profile("single", { userId: "single", profile: { nickname: "s", slack: { access_token: pulumi.secret("${token}") } } });
            `);
        await stack.program(declare("hush-1"));
        await stack.up();
        await stack.program(declare("hush-2"));
        const preview = await stack.preview({ args: ["--diff"] });
        expect(lines(preview)).to.deep.equal(["single: to change: slack.access_token"]);
        expect(preview.output).not.to.contain("hush-");
    });

    it("and an up what is replaced or removed of a profile that is taken over, where it has been read", async () => {
        const { courier, stack } = test;
        courier.profiles.set("single", { nickname: "theirs", locale: "en", custom: { a: 1 } });
        courier.profiles.set("member", { nickname: "theirs", locale: "en" });
        await stack.program(
            program(`
                const profile = { nickname: "s", custom: { b: 1 } };
                new Profile("single", { userId: "single", profile, undeclaredKeys: "keep" });
                new ProfileSet("set", { profiles: { member: profile }, undeclaredKeys: "keep" });
            `),
        );
        const up = await stack.up();
        expect(lines(up)).to.include.members([
            'single: takes over the profile that user "single" has already; replaces or removes: nickname',
            'set: takes over the profile that user "member" has already; replaces or removes: nickname',
        ]);
        expect(up.output).not.to.contain("theirs");
    });
});
