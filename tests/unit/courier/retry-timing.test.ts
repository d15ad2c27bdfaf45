import { expect } from "chai";
import {
    isRetriedStatus,
    isTimeForATry,
    parseRetryAfter,
    retryAfterCapMs,
    retryDelayMs,
    tryLimitMs,
} from "../../../provider/courier/retry-timing";

const now = Date.parse("2026-01-01T00:00:00Z");

describe("The wait before a retry", () => {
    it("is drawn from 0 to a bound that doubles with each retry, up to 8 s", () => {
        const bounds = Array.from({ length: 7 }, (_, retry) => retryDelayMs(retry, undefined, 1, 500));

        expect(bounds).to.deep.equal([500, 1000, 2000, 4000, 8000, 8000, 8000]);
        expect(retryDelayMs(3, undefined, 0, 500)).to.equal(0);
        expect(retryDelayMs(1, undefined, 0.5, 500)).to.equal(500);
        expect(retryDelayMs(20, undefined, 1, 500)).to.equal(8000);
    });

    it("is what the server asks for, up to a cap, whichever retry it is", () => {
        expect(retryDelayMs(0, 2000, 0, 500)).to.equal(2000);
        expect(retryDelayMs(9, 2000, 0, 500)).to.equal(2000);
        expect(retryDelayMs(0, 86_400_000, 0, 500)).to.equal(retryAfterCapMs);
        expect(retryDelayMs(0, Infinity, 0, 500)).to.equal(retryAfterCapMs);
    });
});

describe("What the server asks for", () => {
    it("is spread like any other wait, so that not all come back at once, nor at once after a 0", () => {
        expect(retryDelayMs(5, 2000, 0.5, 500)).to.equal(2250);
        expect(retryDelayMs(0, 0, 0.5, 500)).to.equal(250);
    });
});

describe("The time that one try may take", () => {
    it("is all that is left where no other can follow", () => {
        expect(tryLimitMs(120_000, 0)).to.equal(120_000);
    });

    it("is an equal share where few can follow, and a quarter where many can", () => {
        expect([1, 2, 3, 20].map((retries) => tryLimitMs(120_000, retries))).to.deep.equal([
            60_000, 40_000, 30_000, 30_000,
        ]);
    });

    it("is never so short that nobody could answer in it", () => {
        expect([1000, 999].map((leftMs) => isTimeForATry(leftMs, 120_000))).to.deep.equal([true, false]);
        expect([50, 49].map((leftMs) => isTimeForATry(leftMs, 500))).to.deep.equal([true, false]);
    });
});

describe("A Retry-After header", () => {
    const read: [string | undefined, number | undefined][] = [
        ["0", 0],
        ["2", 2000],
        [" 1.5 ", 1500],
        ["Thu, 01 Jan 2026 00:00:03 GMT", 3000],
        ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
        [undefined, undefined],
        ["", undefined],
        ["soon", undefined],
        ["-5", undefined],
        ["1e9", undefined],
        ["NaN", undefined],
        ["2026", 2_026_000],
        ["2026-01-01", undefined],
    ];
    for (const [header, ms] of read) {
        it(`${JSON.stringify(header)} asks for ${ms === undefined ? "nothing" : `${ms} ms`}`, () => {
            expect(parseRetryAfter(header, now)).to.equal(ms);
        });
    }

    it("of more digits than a number has still gives a wait", () => {
        expect(retryDelayMs(0, parseRetryAfter("9".repeat(400), now), 0, 500)).to.equal(retryAfterCapMs);
    });
});

describe("The statuses that are retried", () => {
    it("are those after which the same request can succeed", () => {
        const retried = Array.from({ length: 500 }, (_, index) => index + 100).filter(isRetriedStatus);

        expect(retried.slice(0, 4)).to.deep.equal([408, 409, 425, 429]);
        expect(retried.slice(4)).to.deep.equal(Array.from({ length: 100 }, (_, index) => index + 500));
    });
});
