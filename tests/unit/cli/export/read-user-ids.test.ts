import { expect } from "chai";
import { readUserIds } from "../../../../cli/export/read-user-ids";

// eslint-disable-next-line @typescript-eslint/require-await
async function* stream(...chunks: readonly (string | Buffer)[]): AsyncIterable<string | Buffer> {
    yield* chunks;
}

describe("The user ids that export is given", () => {
    it("may be as many on standard input as anybody has", async () => {
        const userIds = Array.from({ length: 500_000 }, (_, number) => `user-${number}`);
        expect(await readUserIds(["first", "-"], stream(userIds.join("\n")))).to.deep.equal([
            "first",
            ...userIds,
        ]);
    });

    it("stand one a line, however the lines end", async () => {
        expect(await readUserIds(["-"], stream("a\r\nb c\r\rd\n\ne"))).to.deep.equal(["a", "b c", "d", "e"]);
    });

    it("are each taken once, where they are first named", async () => {
        expect(await readUserIds(["b", "-", "a"], stream("a\nb\nc\n"))).to.deep.equal(["b", "a", "c"]);
    });
});
