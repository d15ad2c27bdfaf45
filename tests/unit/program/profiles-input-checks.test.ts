import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { plainProfiles } from "../../../provider/program/input-checks";
import { valueOf } from "./support/outputs";

function refusal(profiles: unknown): string {
    try {
        plainProfiles(profiles, 'ProfileSet "x"', false);
    } catch (error) {
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        return (error as Error).message;
    }
    return "nothing was refused";
}

describe("The profiles of a set, before they go to the provider process", () => {
    it("are refused in a Map, in which Pulumi would see no users, and nothing would be left of the set", () => {
        expect(refusal(new Map([["ada", {}]]))).to.contain(
            'ProfileSet "x": profiles is an instance of Map, which JSON cannot carry',
        );
    });

    it("are refused under a user id that Pulumi's engine would drop, or take for its own", () => {
        for (const userId of ["__proto__", "4dabf18193072939515e22adb298388d"]) {
            expect(refusal({ [userId]: {} })).to.contain(
                `ProfileSet "x": profiles["${userId}"] cannot be declared`,
            );
        }
    });

    it("are refused under a user id that no request can carry", () => {
        expect(refusal({ "": {} })).to.contain('ProfileSet "x": profiles[""] is empty');
    });

    it("name the user whose profile holds what is no JSON", () => {
        expect(refusal({ ada: {}, eve: { custom: { since: new Date() } } })).to.contain(
            'ProfileSet "x": profiles["eve"].custom.since is a Date',
        );
    });

    it("are copied, under user ids such as JavaScript's objects have as keys", () => {
        const profiles = { constructor: { a: [1] }, toString: {} };
        const copy = plainProfiles(profiles, 'ProfileSet "x"', false);
        expect(copy).to.deep.equal(profiles);
        expect(copy).not.to.equal(profiles);
    });

    it("become text, except where an output in one marks what is secret or not known yet", () => {
        const token = pulumi.secret("t");
        const texts = plainProfiles(
            { ada: { a: [1], b: undefined }, eve: { token } },
            'ProfileSet "x"',
            true,
        );
        expect(texts).to.have.property("ada", '{"a":[1]}');
        expect(texts)
            .to.have.nested.property("eve.token")
            .that.satisfies((kept: unknown) => pulumi.Output.isInstance(kept));
    });

    it("stay secret as text, where a whole profile is a secret", async () => {
        const texts = plainProfiles({ ada: pulumi.secret({ a: 1 }) }, 'ProfileSet "x"', true);
        const { ada } = texts as { ada: pulumi.Output<string> };
        expect(await pulumi.isSecret(ada)).to.equal(true);
        expect(await valueOf(ada)).to.equal('{"a":1}');
    });
});
