import { expect } from "chai";
import type { BulkResult } from "../../../../provider/core/profile-set/bulk-operation";
import { withHelp } from "../../../../provider/core/messages/help-links";
import { MessageError } from "../../../../provider/core/messages/message-error";
import { PartialFailure } from "../../../../provider/core/messages/partial-failure";

function users(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `user-${index + 1}`);
}

/** As many failures as given, each for one of so many reasons. */
function result(done: number, failed: number, untried = 0, reasons = failed): BulkResult {
    return {
        done: users(done),
        failed: new Map(users(failed).map((userId, index) => [userId, refusal(userId, index % reasons)])),
        untried: users(untried),
    };
}

function refusal(userId: string, reason: number): MessageError {
    return new MessageError(`PUT /profiles/${userId}: 400 Bad ${reason}.`, "answers", {
        reason: `400 Bad ${reason}.`,
    });
}

const next = "; the next `pulumi up` sends only the rest.";

describe("The message of a bulk operation that failed for some users", () => {
    it("says for how many, the first five reasons, and what is left to do", () => {
        expect(new PartialFailure("written", result(9000, 7, 993), { next }).message).to.equal(
            withHelp(
                [
                    "7 of 10,000 profiles could not be written:",
                    "  1 × 400 Bad 0. (user-1)",
                    "  1 × 400 Bad 1. (user-2)",
                    "  1 × 400 Bad 2. (user-3)",
                    "  1 × 400 Bad 3. (user-4)",
                    "  1 × 400 Bad 4. (user-5)",
                    "  and 2 other reasons",
                    "993 more were not tried.",
                    "9,000 were written; the next `pulumi up` sends only the rest.",
                ].join("\n"),
                "partly-done",
            ),
        );
    });

    it("reads well for one", () => {
        expect(new PartialFailure("written", result(1, 1, 1), { next }).message).to.equal(
            withHelp(
                [
                    "1 of 3 profiles could not be written:",
                    "  1 × 400 Bad 0. (user-1)",
                    "1 more was not tried.",
                    "1 was written; the next `pulumi up` sends only the rest.",
                ].join("\n"),
                "partly-done",
            ),
        );
    });

    it("says each reason once, the most frequent first, with the first of its users", () => {
        const failed = new Map([
            ["eve", refusal("eve", 2)],
            ...users(8).map((userId) => [userId, refusal(userId, 1)] as const),
        ]);
        const { message } = new PartialFailure("written", { done: [], failed, untried: [] });

        expect(message).to.contain(
            "  8 × 400 Bad 1. (user-1, user-2, user-3 and 5 more)\n  1 × 400 Bad 2. (eve)",
        );
    });

    it("says why the others were not tried", () => {
        const message = (stoppedBy: BulkResult["stoppedBy"]) =>
            new PartialFailure("written", { ...result(0, 1, 2), stoppedBy }).message;

        expect(message("everyone")).to.contain(
            "\n2 more were not tried, as what failed concerns every profile.",
        );
        expect(message("row")).to.contain("\n2 more were not tried, as so many in a row had failed.");
    });

    it("names nobody where the user ids are secret", () => {
        const { message } = new PartialFailure("written", result(1, 3), { areUserIdsSecret: true });

        expect(message).to.contain("  1 × 400 Bad 0.\n").and.not.to.contain("user-");
    });

    it("promises nothing about reading and taking away", () => {
        expect(new PartialFailure("read", result(5, 1)).message).to.equal(
            withHelp("1 of 6 profiles could not be read:\n  1 × 400 Bad 0. (user-1)", "partly-done"),
        );
        expect(new PartialFailure("taken away", result(0, 1)).message).to.equal(
            withHelp("1 of 1 profile could not be taken away:\n  1 × 400 Bad 0. (user-1)", "partly-done"),
        );
    });

    it("is as short for ten thousand failures as for ten", () => {
        const failure = new PartialFailure("written", result(0, 10_000), { next });

        expect(failure.message.split("\n")).to.have.length(8);
        expect(failure.message).to.contain("  and 9,995 other reasons\n");
    });
});
