import { expect } from "chai";
import { userIdProblem } from "../../../../provider/core/user-ids/user-id-rules";

describe("A user id", () => {
    for (const userId of [
        "a",
        "a/b",
        "%2F",
        "q?x#y",
        " ",
        "__proto__",
        "constructor",
        "...",
        "👩‍🚀",
        "x".repeat(1000),
    ]) {
        it(`may be ${JSON.stringify(userId.slice(0, 20))}`, () => {
            expect(userIdProblem(userId)).to.equal(undefined);
        });
    }

    const refused: [unknown, RegExp][] = [
        [undefined, /is missing/],
        [null, /is missing/],
        ["", /is empty/],
        [".", /is "\."/],
        ["..", /is "\.\."/],
        [7, /not a value of type number/],
        [["a"], /not an array/],
        [{}, /not a value of type object/],
        ["a\ud800", /unpaired UTF-16 surrogate/],
        ["\udc00a", /unpaired UTF-16 surrogate/],
    ];
    for (const [userId, reason] of refused) {
        it(`cannot be ${JSON.stringify(userId)}`, () => {
            expect(userIdProblem(userId)).to.match(reason);
        });
    }
});
