import { expect } from "chai";
import { PartialFailure } from "../../../../provider/core/messages/partial-failure";
import { PartlyWritten } from "../../../../provider/core/profile-set-operations";

function result(done: number, failed: number, untried = 0) {
    const users = (count: number) => Array.from({ length: count }, (_, index) => `user-${index + 1}`);
    return {
        done: users(done),
        failed: new Map(
            users(failed).map((userId) => [userId, new Error(`PUT /profiles/${userId}: 400 Bad.`)]),
        ),
        untried: users(untried),
    };
}

describe("The message of a bulk operation that failed for some users", () => {
    it("says for how many, why for the first five, and what is left to do", () => {
        expect(new PartlyWritten(result(9000, 7, 993), { profiles: {} }).message).to.equal(
            [
                "7 of 10,000 profiles could not be written:",
                "  PUT /profiles/user-1: 400 Bad.",
                "  PUT /profiles/user-2: 400 Bad.",
                "  PUT /profiles/user-3: 400 Bad.",
                "  PUT /profiles/user-4: 400 Bad.",
                "  PUT /profiles/user-5: 400 Bad.",
                "  and 2 more",
                "993 more were not tried.",
                "9,000 were written; the next `pulumi up` sends only the rest.",
            ].join("\n"),
        );
    });

    it("reads well for one", () => {
        expect(new PartlyWritten(result(1, 1, 1), { profiles: {} }).message).to.equal(
            [
                "1 of 3 profiles could not be written:",
                "  PUT /profiles/user-1: 400 Bad.",
                "1 more was not tried.",
                "1 was written; the next `pulumi up` sends only the rest.",
            ].join("\n"),
        );
    });

    it("promises nothing about reading and taking away", () => {
        expect(new PartialFailure("read", result(5, 1)).message).to.equal(
            "1 of 6 profiles could not be read:\n  PUT /profiles/user-1: 400 Bad.",
        );
        expect(new PartialFailure("taken away", result(0, 1)).message).to.equal(
            "1 of 1 profile could not be taken away:\n  PUT /profiles/user-1: 400 Bad.",
        );
    });

    it("is as short for ten thousand failures as for ten, and has no stack", () => {
        const failure = new PartlyWritten(result(0, 10_000), { profiles: {} });

        expect(failure.message.split("\n")).to.have.length(8);
        expect(failure.message).to.contain("  and 9,995 more\n");
        expect(failure.stack).to.equal(failure.message);
    });
});
