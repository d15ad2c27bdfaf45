import { expect } from "chai";
import { compareSets, membersOf } from "../../../../provider/core/profile-set/set-changes";
import type { JsonObject } from "../../../../provider/core/values/json";
import { unknown } from "../../../../provider/core/values/unknown";
import {
    summarizeChanges,
    summarizeDrift,
    type SummaryOptions,
} from "../../../../provider/core/messages/change-summary";

type Profiles = Readonly<Record<string, unknown>>;

function summary(before: Profiles, after: Profiles, options?: SummaryOptions): string {
    return summarizeChanges(compareSets(membersOf(before), membersOf(after)), options);
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

    it("counts those that only change their form, as nothing is sent for them", () => {
        const texts = { ada: '{"email":"a"}', eve: "{}" };
        expect(summary(texts, { ada: { email: "a" }, eve: {} })).to.equal(
            "2 profiles to keep in another form, with nothing sent",
        );
        expect(summary(texts, { ada: { email: "b" }, eve: {} })).to.equal(
            "1 to change (ada: email); 1 profile to keep in another form, with nothing sent",
        );
    });

    it("tells those who leave the set and stay as they are from those who are taken away", () => {
        const before = { ada: {}, eve: {}, lin: {} };
        const declaredElsewhere = new Map([["eve", 'Profile "eve"']]);

        expect(summary(before, { lin: {} }, { declaredElsewhere })).to.equal(
            '1 to leave the set and stay as declared elsewhere (eve: by Profile "eve"); 1 to take away (ada)',
        );
        expect(summary(before, { lin: {} }, { isRetained: true })).to.equal(
            "2 to leave the set and stay as in Courier (ada, eve)",
        );
    });

    it("counts, and names nobody and no key, where names are secret", () => {
        const before = { ada: { token: 1 }, eve: {}, lin: {}, sam: "{}" };
        const after = { ada: { token: 2 }, new: {}, sam: {} };
        const declaredElsewhere = new Map([["eve", 'Profile "eve"']]);

        expect(summary(before, after, { areNamesSecret: true, declaredElsewhere })).to.equal(
            "1 to add; 1 to change; 1 to leave the set and stay as declared elsewhere; 1 to take away; " +
                "1 profile to keep in another form, with nothing sent",
        );
    });
});

describe("The summary of what a refresh has found", () => {
    const drifted = new Map([["ada", [{ path: ["custom", "team"], kind: "update" as const }]]]);

    it("names who has changed, and in what, and who is gone", () => {
        expect(summarizeDrift(drifted, ["eve", "lin"], false)).to.equal(
            "1 changed in Courier (ada: custom.team); 2 gone from Courier (eve, lin)",
        );
        expect(summarizeDrift(new Map(), [], false)).to.equal("");
    });

    it("counts, and names nobody and no key, where names are secret", () => {
        expect(summarizeDrift(drifted, ["eve", "lin"], true)).to.equal(
            "1 changed in Courier; 2 gone from Courier",
        );
    });
});
