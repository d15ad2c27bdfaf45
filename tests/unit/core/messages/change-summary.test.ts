import { expect } from "chai";
import { diffValues } from "../../../../provider/core/values/compare";
import type { JsonObject } from "../../../../provider/core/values/json";
import { unknown } from "../../../../provider/core/values/unknown";
import { summarizeUsers } from "../../../../provider/core/messages/change-summary";

function summary(before: JsonObject, after: unknown): string {
    return summarizeUsers(diffValues(before, after as JsonObject, ["profiles"]));
}

describe("The summary of what changes in a set", () => {
    it("names who is added, changed and taken away, and the keys that change", () => {
        expect(
            summary(
                { ada: { email: "a", custom: { team: "x", tier: 1 } }, eve: { email: "e" }, lin: {} },
                { ada: { email: "b", custom: { team: "y", tier: 1 }, name: "A" }, lin: {}, sam: {}, zoe: {} },
            ),
        ).to.equal("2 to add (sam, zoe); 1 to change (ada: email, custom.team, name); 1 to take away (eve)");
    });

    it("says only what there is to say", () => {
        expect(summary({ ada: {} }, { ada: {}, eve: {} })).to.equal("1 to add (eve)");
        expect(summary({ ada: {} }, {})).to.equal("1 to take away (ada)");
    });

    it("says of what it does not know yet that it does not", () => {
        expect(summary({ ada: {} }, unknown)).to.equal("the profiles are not known yet");
        expect(summary({ ada: { email: "a" } }, { ada: unknown, eve: unknown })).to.equal(
            "1 to add (eve); 1 to change (ada: not known yet)",
        );
        expect(summary({ ada: { email: "a" } }, { ada: { email: unknown } })).to.equal(
            "1 to change (ada: email)",
        );
    });

    it("stays one readable line at 10,000 users with 100 changed keys each", () => {
        const many = (prefix: string, value: number): JsonObject =>
            Object.fromEntries(
                Array.from({ length: 10_000 }, (_, user) => [
                    `${prefix}-${user}`,
                    Object.fromEntries(Array.from({ length: 100 }, (_key, key) => [`key_${key}`, value])),
                ]),
            );
        const text = summary(
            { ...many("changed", 1), ...many("old", 1) },
            { ...many("changed", 2), ...many("new", 1) },
        );

        expect(text).to.match(
            /^10,000 to add \(new-0, .*and 9,990 more\); 10,000 to change \(changed-0: key_0, .*and 90 more; changed-1: .*and 9,990 more\); 10,000 to take away \(old-0, .*and 9,990 more\)$/,
        );
        expect(text.length).to.be.lessThan(2000);
    }).timeout(60_000);
});
