import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Profile, type ProfileArgs } from "../../../provider";
import { valueOf } from "./support/outputs";

interface Registered {
    readonly type: string;
    readonly name: string;
    readonly id: string | undefined;
    readonly inputs: Record<string, unknown>;
}

describe("A Profile in a user's unit test", () => {
    let registered: Registered[] = [];

    beforeEach(async () => {
        registered = [];
        await pulumi.runtime.setMocks({
            newResource({ type, name, id, inputs }) {
                registered.push({ type, name, id, inputs: inputs as Record<string, unknown> });
                return { id: id === undefined || id === "" ? `${name}-id` : id, state: inputs as object };
            },
            call: () => ({}),
        });
    });

    it("is registered with what was declared, and answers it as outputs", async () => {
        const profile = new Profile("ci", {
            userId: "svc-ci",
            profile: { email: "ci@example.com", custom: { team: "platform", tags: ["a", null] } },
            undeclaredKeys: "keep",
        });

        expect(await valueOf(profile.userId)).to.equal("svc-ci");
        expect(await valueOf(profile.profile)).to.deep.equal({
            email: "ci@example.com",
            custom: { team: "platform", tags: ["a", null] },
        });
        expect(await valueOf(profile.profile.apply(({ email }) => email))).to.equal("ci@example.com");
        const [{ type, name, inputs } = {} as Registered] = registered;
        expect([type, name]).to.deep.equal(["pulumi-nodejs:dynamic/courier:Profile", "ci"]);
        expect(inputs.undeclaredKeys).to.equal("keep");
    });

    it("names its provider in a text of at most 80 bytes that captures nothing", async () => {
        await valueOf(new Profile("ci", { userId: "svc-ci", profile: {} }).urn);

        const text = registered[0]?.inputs.__provider as string;
        expect(text).to.equal('exports.handler = () => require("pulumi-courier/provider").profile');
        expect(Buffer.byteLength(text)).to.be.at.most(80);
    });

    it("takes outputs and promises at every depth", async () => {
        const profile = new Profile("ci", {
            userId: pulumi.output("svc").apply((prefix) => `${prefix}-ci`),
            profile: {
                email: pulumi.output("ci@example.com"),
                custom: {
                    list: [pulumi.output(1), { deep: Promise.resolve("x") }],
                    gone: pulumi.output(undefined),
                },
            },
        });

        expect(await valueOf(profile.userId)).to.equal("svc-ci");
        expect(await valueOf(profile.profile)).to.deep.equal({
            email: "ci@example.com",
            custom: { list: [1, { deep: "x" }] },
        });

        const inApply = pulumi.output(1).apply((n) => ({ email: pulumi.output(`w${n}@example.com`) }));
        const whole = new Profile("whole", { userId: "whole", profile: inApply });
        expect(await valueOf(whole.profile)).to.deep.equal({ email: "w1@example.com" });
    });

    it("keeps a secret secret, whole or inside", async () => {
        const whole = new Profile("whole", {
            userId: "a",
            profile: pulumi.secret({ slack: { access_token: "t" } }),
        });
        const inside = new Profile("inside", {
            userId: "b",
            profile: { slack: { access_token: pulumi.secret("t") }, email: "b@example.com" },
        });
        const none = new Profile("none", { userId: "c", profile: { email: "c@example.com" } });

        expect(await pulumi.isSecret(whole.profile)).to.equal(true);
        expect(await pulumi.isSecret(inside.profile)).to.equal(true);
        expect(await pulumi.isSecret(none.profile)).to.equal(false);
        expect(await pulumi.isSecret(inside.userId)).to.equal(false);
    });

    it("under a parent does not depend on itself, and hands Pulumi nothing but its declared inputs", async () => {
        class Team extends pulumi.ComponentResource {
            constructor(name: string) {
                super("test:Team", name);
            }
        }

        const profile = new Profile("ci", { userId: "svc-ci", profile: {} }, { parent: new Team("team") });

        expect(await valueOf(profile.urn)).to.include("Profile::ci");
        expect(registered.find(({ name }) => name === "ci")?.inputs).to.have.all.keys(
            "__provider",
            "userId",
            "profile",
        );
    });

    it("read by Profile.get has the user id as its id, and declares nothing", async () => {
        const profile = Profile.get("ada", "user-ada");

        expect(await valueOf(profile.id)).to.equal("user-ada");
        const [{ id, inputs } = {} as Registered] = registered;
        expect(id).to.equal("user-ada");
        expect(Object.keys(inputs)).to.not.include("profile").and.not.to.include("__resource");
    });

    it("read by Profile.get takes an output as the user id", async () => {
        const profile = Profile.get("ada", pulumi.output("user-ada"));

        expect(await valueOf(profile.id)).to.equal("user-ada");
    });

    class Team {
        readonly name = "x";
    }
    const refused: [string, unknown, RegExp][] = [
        [
            "a Date",
            { userId: "a", profile: { custom: { since: new Date(0) } } },
            /profile\.custom\.since is a Date/,
        ],
        ["NaN", { userId: "a", profile: { custom: { n: NaN } } }, /profile\.custom\.n is NaN/],
        ["a function", { userId: "a", profile: { f: () => 1 } }, /profile\.f is a function/],
        [
            "a class instance",
            { userId: "a", profile: { t: new Team() } },
            /profile\.t is an instance of Team/,
        ],
        [
            "an asset",
            { userId: "a", profile: { t: new pulumi.asset.StringAsset("x") } },
            /profile\.t is an instance of StringAsset/,
        ],
        ["an array as the profile", { userId: "a", profile: [] }, /profile must be an object/],
        ["no profile", { userId: "a" }, /profile must be an object of profile keys, not undefined/],
        ["no user id", { profile: {} }, /userId is missing/],
        ["an empty user id", { userId: "", profile: {} }, /userId is empty/],
        ["no arguments", undefined, /userId is missing/],
    ];
    for (const [name, args, message] of refused) {
        it(`refuses ${name}, naming the resource and the input, without a stack`, () => {
            const error = errorOf(() => new Profile("bad", args as ProfileArgs));

            expect(pulumi.RunError.isInstance(error), String(error)).to.equal(true);
            expect((error as Error).message)
                .to.match(message)
                .and.to.match(/^Profile "bad": /);
            expect(registered).to.deep.equal([]);
        });
    }
});

function errorOf(program: () => unknown): unknown {
    try {
        program();
    } catch (error) {
        return error;
    }
    return undefined;
}
