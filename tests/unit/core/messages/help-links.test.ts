import { expect } from "chai";
import { shownMessage, withHelp } from "../../../../provider/core/messages/help-links";
import { problemTexts } from "../../../../provider/core/messages/problem";
import { Refusal } from "../../../../provider/core/messages/refusal";

describe("The reference to the documentation", () => {
    it("ends what a person is shown of an error", () => {
        expect(shownMessage(new Refusal("not this one"))).to.equal(
            "not this one (see docs/troubleshooting.md#refusals in the package)",
        );
    });

    it("is left out of an error that is not this package's", () => {
        expect(shownMessage(new TypeError("not a function"))).to.equal("not a function");
    });

    it("is there once for all problems of one topic, with the last", () => {
        expect(
            problemTexts([
                { property: "userId", reason: "is empty" },
                { property: "courier:apiKey", reason: "is not set", topic: "settings" },
                { property: "profile.a", reason: "is a Date" },
                { property: "", reason: "and 2 more problems" },
            ]),
        ).to.deep.equal([
            "userId is empty",
            withHelp("courier:apiKey is not set", "settings"),
            "profile.a is a Date",
            withHelp("and 2 more problems", "inputs"),
        ]);
    });
});
