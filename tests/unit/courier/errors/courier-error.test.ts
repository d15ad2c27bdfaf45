import { expect } from "chai";
import { CourierError, type Failure } from "../../../../provider/courier/errors/courier-error";

const failure: Failure = {
    method: "PUT",
    userId: "ada",
    path: "/profiles/ada",
    reason: "401 authentication_error: Unauthorized",
    advice: "Check the key.",
    concern: "everyone",
    topic: "api-key",
    tries: 1,
};

describe("A failure's message", () => {
    it("is one line: the request, what went wrong, and what to do", () => {
        const error = new CourierError(failure, "pk_test_1");

        expect(error.sentence).to.equal(
            "PUT /profiles/ada: 401 authentication_error: Unauthorized. Check the key.",
        );
        // Pulumi prints the stack beside the message.
        expect(error.stack).to.not.contain("/profiles/").and.not.contain("    at ");
    });

    it("says how often it was tried, where that was more than once", () => {
        expect(new CourierError({ ...failure, tries: 3 }, "pk_test_1").sentence).to.include(
            "Unauthorized (after 3 tries).",
        );
    });

    it("has the API key nowhere, not even as the user id", () => {
        const apiKey = "pk_test_Zm9v/YmFy+secret=";
        const path = `/profiles/${encodeURIComponent(apiKey)}`;

        expect(new CourierError({ ...failure, path, reason: apiKey }, apiKey).sentence).to.equal(
            "PUT /profiles/[API key]: [API key]. Check the key.",
        );
    });

    it("is left as it is by a key that is one of its words", () => {
        expect(new CourierError({ ...failure, advice: "Check the API key." }, "key").message).to.include(
            "Check the API key.",
        );
    });
});

describe("A failure's reason", () => {
    const reasonOf = (userId: string, reason: string) =>
        new CourierError({ ...failure, userId, path: `/profiles/${userId}`, reason }, "pk_test_1").reason;

    it("is the same for each user, whatever the server calls them", () => {
        expect(reasonOf("ada", "422: ada has no email")).to.equal(
            "422: [userId] has no email. Check the key.",
        );
        expect(reasonOf("l+n (x)", '422: "l+n (x)" has no email')).to.equal(
            '422: "[userId]" has no email. Check the key.',
        );
    });

    it("has words whole in which an id only occurs", () => {
        expect(reasonOf("ad", "422: ada has had an ad")).to.include("422: ada has had an [userId].");
    });
});
