import { expect } from "chai";
import { Turns } from "../../../../provider/courier/http/turns";

const never = new AbortController().signal;

describe("Turns", () => {
    it("are so many at a time, and come in the order in which they were asked for", async () => {
        const turns = new Turns(2);
        const order: number[] = [];
        let atOnce = 0;
        let most = 0;
        await Promise.all(
            Array.from({ length: 20 }, async (_, n) => {
                const end = await turns.take(never);
                order.push(n);
                most = Math.max(most, (atOnce += 1));
                await new Promise(setImmediate);
                atOnce -= 1;
                end?.();
            }),
        );
        expect(order).to.deep.equal(Array.from({ length: 20 }, (_, n) => n));
        expect(most).to.equal(2);
    });

    it("do not come any more once the signal is aborted, and others get theirs", async () => {
        const turns = new Turns(1);
        const cancellation = new AbortController();
        const end = await turns.take(never);
        const given = [turns.take(cancellation.signal), turns.take(cancellation.signal)];
        const other = turns.take(never);
        cancellation.abort();

        expect(await Promise.all(given)).to.deep.equal([undefined, undefined]);
        expect(await turns.take(cancellation.signal)).to.equal(undefined);
        end?.();
        expect(await other).to.be.a("function");
    });
});
