import { expect } from "chai";
import fc from "fast-check";
import type { JsonObject } from "../../../../provider/core/values/json";
import { fromProfileTexts, profileText, toProfileTexts } from "../../../../provider/core/values/profile-text";

const profiles = fc.dictionary(
    fc.string(),
    fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>,
);

describe("The profiles of a set, as they travel through the engine", () => {
    it("arrive as they were sent, whichever of them travel as text", () => {
        fc.assert(
            fc.property(profiles, profiles, (sent, objects) => {
                const meant = JSON.parse(JSON.stringify(sent)) as typeof sent;
                expect(fromProfileTexts(toProfileTexts(sent, objects))).to.deep.equal(meant);
            }),
            { numRuns: 1000 },
        );
    });

    it("return in the form in which the engine has them, as a secret is marked inside of an object", () => {
        const news = { ada: { token: "t" }, eve: profileText({}) };
        const olds = { ada: profileText({}), lin: { token: "old" } };
        const returned = toProfileTexts({ ada: { token: "t" }, eve: {}, lin: {}, sam: {} }, news, olds);
        expect(returned).to.deep.equal({ ada: { token: "t" }, eve: "{}", lin: {}, sam: "{}" });
    });

    it("take a user called like a member of all objects for a user like others", () => {
        expect(toProfileTexts({ constructor: {} }, {})).to.deep.equal({ constructor: "{}" });
    });

    it("are left as they are where they are no profile, for the check to refuse", () => {
        for (const wrong of [
            "no profiles",
            undefined,
            ["{}"],
            { ada: "no JSON" },
            { ada: "3" },
            { ada: 3 },
        ]) {
            expect(fromProfileTexts(wrong)).to.deep.equal(wrong);
        }
    });
});
