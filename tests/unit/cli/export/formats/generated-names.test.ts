import { expect } from "chai";
import { UniqueNames } from "../../../../../cli/export/formats/generated-names";

/** Counts how often it is asked. */
class CountedNames extends Set<string> {
    asked = 0;

    override has(name: string): boolean {
        this.asked++;
        return super.has(name);
    }
}

describe("The names in an exported program", () => {
    it("are each given once, beside names that look like numbered ones", () => {
        const names = new UniqueNames(new Set(["b3"]));
        expect(
            ["a", "a", "a2", "a", "b", "b", "b", "a22", "a2"].map((name) => names.unique(name)),
        ).to.deep.equal([..."a a2 a22 a3 b b2 b4 a222 a23".split(" ")]);
    });

    it("take a few look-ups each, however many users' names come out alike", () => {
        const taken = new CountedNames();
        const names = new UniqueNames(taken);
        const given = Array.from({ length: 16_000 }, () => names.unique("user"));
        expect(new Set(given).size).to.equal(16_000);
        expect(taken.asked).to.be.below(3 * 16_000);
    });
});
