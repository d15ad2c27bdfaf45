import { setImmediate } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import { expect } from "chai";
import { UserLocks } from "../../../../provider/core/user-ids/user-locks";

describe("Operations on one user", () => {
    it("happen one after another, in the order in which they were asked for", async () => {
        const locks = new UserLocks();
        const events: string[] = [];
        const operation = (name: string) =>
            locks.run("ada", async () => {
                events.push(`${name} begins`);
                await setImmediate();
                events.push(`${name} ends`);
                return name;
            });

        expect(
            await Promise.all([operation("first"), operation("second"), operation("third")]),
        ).to.deep.equal(["first", "second", "third"]);
        expect(events).to.deep.equal([
            "first begins",
            "first ends",
            "second begins",
            "second ends",
            "third begins",
            "third ends",
        ]);
    });

    it("do not wait for those on another user", async () => {
        const locks = new UserLocks();
        const { promise, resolve } = withResolvers();
        const blocked = locks.run("ada", () => promise);

        expect(await locks.run("grace", () => Promise.resolve("done"))).to.equal("done");

        resolve();
        await blocked;
    });

    it("go on after one that failed, and only its own caller hears of it", async () => {
        const locks = new UserLocks();
        const failed = locks.run("ada", () => Promise.reject(new Error("no")));
        const next = locks.run("ada", () => Promise.resolve("done"));

        expect(await failed.catch((error: unknown) => (error as Error).message)).to.equal("no");
        expect(await next).to.equal("done");
    });

    it("leave nothing behind in memory", async () => {
        v8.setFlagsFromString("--expose-gc");
        const collectGarbage = vm.runInNewContext("gc") as () => void;
        const locks = new UserLocks();
        const result = new WeakRef(await locks.run("ada", () => Promise.resolve({ large: true })));
        // A turn of the event loop, in which a WeakRef's target is held by the language.
        await setImmediate();
        collectGarbage();

        expect(result.deref()).to.equal(undefined);
        await locks.run("ada", () => Promise.resolve());
    });
});

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((settle) => {
        resolve = settle;
    });
    return { promise, resolve };
}
