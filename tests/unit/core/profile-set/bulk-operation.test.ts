import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import {
    bothResults,
    bulkConcurrency,
    forEachUser,
} from "../../../../provider/core/profile-set/bulk-operation";
import { MessageError, type Concern } from "../../../../provider/core/messages/message-error";

function users(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `user-${index}`);
}

/** Each user's operation fails as `concern` says, if at all. */
function run(userIds: readonly string[], concern: (userId: string) => Concern | undefined) {
    return forEachUser(
        userIds,
        async (userId) => {
            await setImmediate();
            const what = concern(userId);
            if (what) {
                throw new MessageError("it failed", "answers", { concern: what });
            }
        },
        () => undefined,
    );
}

describe("Work on many users", () => {
    it("does each user once, and many at a time, but never more than the bound", async () => {
        const done: string[] = [];
        let underWay = 0;
        let most = 0;
        const result = await forEachUser(
            users(1000),
            async (userId) => {
                most = Math.max(most, ++underWay);
                await setImmediate();
                underWay--;
                done.push(userId);
            },
            () => undefined,
        );

        expect(most).to.equal(bulkConcurrency);
        expect(done).to.deep.equal(users(1000));
        expect(result.done).to.have.members(users(1000));
        expect([...result.failed, ...result.untried]).to.be.empty;
    });

    it("begins with the first users", async () => {
        const result = await run(users(100), (userId) => (userId === "user-0" ? "everyone" : undefined));

        expect(result.untried).to.deep.equal(users(100).slice(bulkConcurrency));
    });

    it("has nothing to do for nobody", async () => {
        const result = await run([], () => "everyone");
        expect(result).to.deep.equal({ done: [], failed: new Map(), untried: [], stoppedBy: undefined });
    });

    it("does every other user, however many fail for reasons of their own", async () => {
        const result = await run(users(500), (userId) =>
            Number(userId.slice(5)) < 300 ? "this user" : undefined,
        );

        expect(result.failed.size).to.equal(300);
        expect(result.done).to.have.length(200);
        expect(result.untried).to.be.empty;
    });

    it("ends at a failure that concerns everyone, and says who was not tried", async () => {
        const result = await run(users(500), (userId) => (userId === "user-100" ? "everyone" : undefined));

        expect([...result.failed.keys()]).to.deep.equal(["user-100"]);
        expect(result.untried).not.to.be.empty;
        expect(result.done.length + result.untried.length).to.equal(499);
        expect(result.untried).not.to.contain("user-100");
        expect(result.stoppedBy).to.equal("everyone");
    });

    it("ends where nothing works, after no more failures than there are requests under way twice", async () => {
        const result = await run(users(500), () => "unclear");

        expect(result.done).to.be.empty;
        expect(result.failed.size)
            .to.be.at.least(bulkConcurrency)
            .and.at.most(2 * bulkConcurrency);
        expect(result.failed.size + result.untried.length).to.equal(500);
        expect(result.stoppedBy).to.equal("row");
    });

    it("goes on where every second user fails", async () => {
        const result = await run(users(500), (userId) =>
            Number(userId.slice(5)) % 2 === 0 ? "unclear" : undefined,
        );

        expect(result.failed.size).to.equal(250);
        expect(result.untried).to.be.empty;
    });

    it("takes a failure that does not tell whom it concerns for an unclear one", async () => {
        const result = await forEachUser(
            users(500),
            () => Promise.reject(new Error("it failed")),
            () => undefined,
        );

        expect(result.stoppedBy).to.equal("row");
    });

    it("is added up with the work that follows it, which says why it stopped where the first did not", async () => {
        const first = await run(["ada", "eve"], (userId) => (userId === "eve" ? "this user" : undefined));
        const second = await run(users(50), () => "everyone");
        const both = bothResults(first, second);

        expect(both.done).to.deep.equal(["ada"]);
        expect([...both.failed.keys()]).to.include.members(["eve", "user-0"]);
        expect(both.untried).to.deep.equal(second.untried);
        expect(both.stoppedBy).to.equal("everyone");
    });

    it("takes anything thrown for a failure", async () => {
        const result = await forEachUser(
            ["ada"],
            () => {
                // eslint-disable-next-line @typescript-eslint/only-throw-error
                throw "a text";
            },
            () => undefined,
        );

        expect(result.failed.get("ada")?.message).to.equal("a text");
    });
});
