import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { plainProfiles } from "../../../provider/program/checks/input-checks";
import { valueOf } from "./support/outputs";

function refusal(profiles: unknown): string {
    try {
        plainProfiles(profiles, 'ProfileSet "x"');
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
        const copy = plainProfiles(profiles, 'ProfileSet "x"');
        expect(copy).to.deep.equal(profiles);
        expect(copy).not.to.equal(profiles);
    });

    it("stay what the program gives: an object, a JSON text, and outputs where they stand", () => {
        const token = pulumi.secret("t");
        const text = '{"b": 1.50, "a": [1]}';
        const plain = plainProfiles(
            { ada: { a: [1], b: undefined }, eve: { token }, lin: text },
            'ProfileSet "x"',
        );
        expect(plain)
            .to.have.property("ada")
            .that.deep.equals({ a: [1] });
        expect(plain).to.have.property("lin", text);
        expect(plain)
            .to.have.nested.property("eve.token")
            .that.satisfies((kept: unknown) => pulumi.Output.isInstance(kept));
    });

    it("stay secret, where a whole profile is a secret", async () => {
        const plain = plainProfiles({ ada: pulumi.secret({ a: 1 }) }, 'ProfileSet "x"');
        const { ada } = plain as { ada: pulumi.Output<object> };
        expect(await pulumi.isSecret(ada)).to.equal(true);
        expect(await valueOf(ada)).to.deep.equal({ a: 1 });
    });

    for (const { text, reason } of [
        { text: "{broken", reason: "is a text that is no JSON" },
        { text: "[1]", reason: "is a JSON text of something else than an object" },
        {
            text: '{"custom":{"id":1234567890123456789}}',
            reason: '["ada"].custom.id ',
        },
        { text: '{"a":1,"a":2}', reason: '["ada"].a ' },
        { text: '{"__proto__":{}}', reason: "cannot be declared" },
    ]) {
        it(`are refused as a text that ${reason}, without quoting it`, () => {
            const message = refusal({ ada: text });
            expect(message).to.contain('ProfileSet "x": profiles["ada"]').and.contain(reason);
            expect(message).not.to.contain(text);
        });
    }
});
