import { expect } from "chai";
import { DeclaredUserIds } from "../../../provider/core/user-id-register";
import { userIdProblem } from "../../../provider/core/user-id-rules";

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

describe("The user ids that a run has seen declared", () => {
    it("are known from their declaration on", () => {
        const declared = new DeclaredUserIds();
        expect(declared.has("ada")).to.equal(false);

        declared.declare("ada", "one");

        expect(declared.has("ada")).to.equal(true);
        expect(declared.has("ADA")).to.equal(false);
    });

    it("belong to the resource that declared them first, every time they are declared again", () => {
        const declared = new DeclaredUserIds();

        expect(declared.declare("ada", "one")).to.equal(undefined);
        expect(declared.declare("ada", "one"), "the engine checks twice before a replacement").to.equal(
            undefined,
        );
        expect(declared.declare("ada", "two")).to.equal("one");
        expect(declared.declare("ada", "one")).to.equal(undefined);
    });

    it("may be read and declared in one program", () => {
        const declared = new DeclaredUserIds();
        declared.declare("ada", undefined);

        expect(declared.declare("ada", "one")).to.equal(undefined);
        expect(declared.declare("ada", "two")).to.equal("one");
    });

    it("are shared with the run's other provider processes, each once", () => {
        const added: string[] = [];
        const declared = new DeclaredUserIds({
            add: (userId) => added.push(userId),
            has: (userId) => userId === "theirs",
        });

        declared.declare("ada", "one");
        declared.declare("ada", "one");

        expect(added).to.deep.equal(["ada"]);
        expect(declared.has("theirs")).to.equal(true);
        expect(declared.has("nobody's")).to.equal(false);
        expect(declared.declare("theirs", "one"), "the same resource, checked in another process").to.equal(
            undefined,
        );
    });

    it("take the names of Object's own methods for user ids like any other", () => {
        const declared = new DeclaredUserIds();

        expect(declared.has("constructor")).to.equal(false);
        expect(declared.declare("__proto__", "one")).to.equal(undefined);
        expect(declared.has("__proto__")).to.equal(true);
    });
});
