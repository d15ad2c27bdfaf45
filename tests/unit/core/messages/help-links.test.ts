import { expect } from "chai";
import { withHelp } from "../../../../provider/core/messages/help-links";
import { MessageError } from "../../../../provider/core/messages/message-error";
import { inputProblem, problemTexts } from "../../../../provider/core/messages/problem";
import { Refusal } from "../../../../provider/core/messages/refusal";

describe("The reference to the documentation", () => {
    it("ends what a person is shown of an error, and is in no sentence that a list of errors is made of", () => {
        const refusal = new Refusal("not this one");

        expect(refusal.message).to.equal(
            "not this one (see node_modules/pulumi-courier/docs/troubleshooting.md#refusals)",
        );
        expect(refusal.sentence).to.equal("not this one");
        expect(refusal.reason).to.equal("not this one");
    });

    it("is there once for all problems of one topic, with the last", () => {
        expect(
            problemTexts([
                inputProblem("userId", "is empty"),
                { property: "courier:apiKey", reason: "is not set", topic: "settings" },
                inputProblem("profile.a", "is a Date"),
                inputProblem("", "and 2 more problems"),
            ]),
        ).to.deep.equal([
            "userId is empty",
            withHelp("courier:apiKey is not set", "settings"),
            "profile.a is a Date",
            withHelp("and 2 more problems", "inputs"),
        ]);
    });
});

describe("An error of this package", () => {
    it("does not say everything twice where Pulumi prints it and its stack beside its message", () => {
        const error = new MessageError("the key is refused", "api-key");

        expect(`${error.toString()}: ${error.stack ?? ""}`).to.equal(
            "pulumi-courier: an operation failed; the error of its resource says why",
        );
    });
});
