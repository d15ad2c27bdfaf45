// What no JSON can carry, in a literal or as a whole.
import * as pulumi from "@pulumi/pulumi";
import { type CourierProfile, type Inputs, Profile } from "pulumi-courier";

function declare(profile: Inputs<CourierProfile>): Profile {
    return new Profile("ada", { userId: "user-ada", profile });
}
function called(): number {
    return 1;
}
function* counting(): Generator<number> {
    yield 1;
}
async function* countingLater(): AsyncGenerator<number> {
    yield await Promise.resolve(1);
}
class Made {
    readonly at = 1;
}
const date = new Date();
const map = new Map<string, string>();
declare const thenable: PromiseLike<Date>;

// @ts-expect-error a function
declare({ other: () => 1 });
// @ts-expect-error a function by its name
declare({ other: called });
// @ts-expect-error a method
declare({ other: { call() {} } });
// @ts-expect-error a class
declare({ other: Made });
// @ts-expect-error a Date
declare({ other: new Date() });
// @ts-expect-error a Date by its name
declare({ other: date });
// @ts-expect-error a Map
declare({ other: map });
// @ts-expect-error a Set
declare({ other: new Set(["a"]) });
// @ts-expect-error a WeakMap
declare({ other: new WeakMap() });
// @ts-expect-error a regular expression
declare({ other: /x/ });
// @ts-expect-error an error
declare({ other: new Error("x") });
// @ts-expect-error a URL
declare({ other: new URL("https://example.com") });
// @ts-expect-error a URL's query
declare({ other: new URLSearchParams() });
// @ts-expect-error a typed array
declare({ other: new Uint8Array(1) });
// @ts-expect-error a buffer
declare({ other: Buffer.from("x") });
// @ts-expect-error the memory of one
declare({ other: new ArrayBuffer(1) });
// @ts-expect-error a bigint
declare({ other: 1n });
// @ts-expect-error a symbol
declare({ other: Symbol("x") });
// @ts-expect-error an iterator
declare({ other: map.keys() });
// @ts-expect-error what yields
declare({ other: counting() });
// @ts-expect-error what yields later
declare({ other: countingLater() });
// @ts-expect-error nothing, in an array
declare({ other: [undefined] });

// @ts-expect-error a promise of a Date
declare({ other: Promise.resolve(date) });
// @ts-expect-error a promise of a function
declare({ other: Promise.resolve(called) });
// @ts-expect-error a promise of a Map
declare({ other: Promise.resolve(map) });
// @ts-expect-error another library's promise
declare({ other: thenable });
// @ts-expect-error an output of a Date
declare({ other: pulumi.output(date) });
// @ts-expect-error an output of a function
declare({ other: pulumi.output(called) });
// @ts-expect-error an output of a Map
declare({ other: pulumi.output(map) });

// @ts-expect-error a Date in an array
declare({ other: [date] });
// @ts-expect-error a function in an array in an array
declare({ other: [[called]] });
// @ts-expect-error a bigint in an object
declare({ other: { deep: { n: 1n } } });
// @ts-expect-error a symbol in an object in an array
declare({ other: { deep: [{ s: Symbol("x") }] } });
// @ts-expect-error a Map beside what JSON carries
declare({ other: { text: "x", none: undefined, map } });
// @ts-expect-error a Date in an output
declare({ other: pulumi.output({ date }).date });

// @ts-expect-error a Date in custom
declare({ custom: { since: date } });
// @ts-expect-error a Date as custom
declare({ custom: date });
// @ts-expect-error a Map as custom
declare({ custom: map });
// @ts-expect-error a function as custom
declare({ custom: called });
// @ts-expect-error an output of a Date as custom
declare({ custom: pulumi.output(date) });
// @ts-expect-error a bigint in an address
declare({ address: { locality: "Paris", floor: 3n } });
// @ts-expect-error a Map as an address
declare({ address: map });
// @ts-expect-error a Date in tokens
declare({ expo: { tokens: [date] } });

// @ts-expect-error a Date as the profile
declare(date);
// @ts-expect-error a Map as the profile
declare(map);
// @ts-expect-error a function as the profile
declare(called);
// @ts-expect-error an array as the profile
declare([{ email: "a" }]);
// @ts-expect-error a text as the profile
declare("{}");
// @ts-expect-error null as the profile
declare(null);
// @ts-expect-error nothing as the profile
declare(undefined);
// @ts-expect-error an output of a text as the profile
declare(pulumi.output("{}"));
// @ts-expect-error a promise of a Date as the profile
declare(Promise.resolve(date));

new Profile("lines", {
    userId: "user-lin",
    profile: {
        custom: {
            plan: "team",
            // @ts-expect-error the place of the error is the key
            since: new Date(),
        },
    },
});
export const typed: CourierProfile = {
    // @ts-expect-error in a variable with a type as well
    custom: { since: date },
};
