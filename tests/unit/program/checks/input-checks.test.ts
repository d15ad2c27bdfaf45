import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { plainProfile, plainUserId } from "../../../../provider/program/checks/input-checks";

/** What an input turns out to be, with everything in it known. */
function resolved(input: unknown): Promise<unknown> {
    // The method is there in every Output, and missing in its type.
    return (pulumi.output(input) as unknown as { promise(): Promise<unknown> }).promise();
}

const bad = 'Profile "bad"';
const later = (value: unknown): pulumi.Output<unknown> => pulumi.output(1).apply(() => value);

describe("What an output or a promise turns out to be", () => {
    const taken: [string, unknown, unknown][] = [
        ["a text", later("x"), "x"],
        ["a promise", Promise.resolve("x"), "x"],
        ["an output in a promise", Promise.resolve({ a: later("x") }), { a: "x" }],
        ["an output in an output", later({ a: [later({ b: Promise.resolve("x") })] }), { a: [{ b: "x" }] }],
    ];
    for (const [name, input, value] of taken) {
        it(`is taken as it is: ${name}`, async () => {
            expect(await resolved(plainProfile({ custom: input }, bad))).to.deep.equal({ custom: value });
        });
    }

    it("is left out where it is nothing", async () => {
        const profile = await resolved(plainProfile({ a: 1, b: later(undefined) }, bad));

        expect(JSON.stringify(profile)).to.equal('{"a":1}');
    });

    const refused: [string, () => unknown, RegExp][] = [
        ["a bad user id", () => plainUserId(later(".."), bad), /userId is "\.\."/],
        ["no user id", () => plainUserId(later(undefined), bad), /userId is missing/],
        ["an array in place of the profile", () => plainProfile(later([]), bad), /profile must be an object/],
        [
            "nothing in place of the profile",
            () => plainProfile(later(undefined), bad),
            /profile must be an object/,
        ],
        ["NaN", () => plainProfile({ custom: { n: later(NaN) } }, bad), /profile\.custom\.n is NaN/],
        [
            "a function",
            () => plainProfile({ custom: later({ f: () => 1 }) }, bad),
            /profile\.custom\.f is a func/,
        ],
        ["a Date", () => plainProfile({ since: later(new Date(0)) }, bad), /profile\.since is a Date/],
        ["a Date in the profile", () => plainProfile(later({ d: new Date(0) }), bad), /profile\.d is a Date/],
        [
            "a Date in a promise",
            () => plainProfile({ d: Promise.resolve(new Date(0)) }, bad),
            /profile\.d is a Date/,
        ],
        [
            "a Date in an output in an output",
            () => plainProfile({ a: later([later(new Date(0))]) }, bad),
            /profile\.a\[0\] is a Date/,
        ],
    ];
    for (const [name, input, message] of refused) {
        it(`is refused where it is ${name}, naming the resource and the input`, async () => {
            const error: unknown = await resolved(input()).then(
                () => undefined,
                (reason: unknown) => reason,
            );

            expect(pulumi.RunError.isInstance(error), String(error)).to.equal(true);
            expect((error as Error).message)
                .to.match(message)
                .and.to.match(/^Profile "bad": /);
        });
    }
});
