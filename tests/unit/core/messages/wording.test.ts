import { expect } from "chai";
import { formatPath } from "../../../../provider/core/values/key-path";
import { oneLine } from "../../../../provider/core/messages/wording";

describe("A path in a message", () => {
    it("reads as a program would write it", () => {
        expect(formatPath(["custom", "team"])).to.equal("custom.team");
        expect(formatPath(["custom", "given name", "prénom", "2nd"])).to.equal(
            'custom["given name"].prénom["2nd"]',
        );
        expect(formatPath([""])).to.equal('[""]');
    });

    it("keeps a key with a quote or a line break on one line and whole", () => {
        expect(formatPath(['a"b\nc'])).to.equal(String.raw`["a\"b\nc"]`);
    });
});

describe("A text in a message", () => {
    it("is one line without control characters", () => {
        expect(oneLine(" a\r\n\tb\u0000\u001b[31mc  d ")).to.equal("a b [31mc d");
    });

    it("is cut where it is too long", () => {
        expect(oneLine("x".repeat(301))).to.equal(`${"x".repeat(300)}…`);
        expect(oneLine("x".repeat(300))).to.equal("x".repeat(300));
    });
});
