// What is no profile of a set, and no set.
import * as pulumi from "@pulumi/pulumi";
import { type CourierProfile, ProfileSet, type ProfileSetArgs } from "pulumi-courier";

function declare(profiles: ProfileSetArgs["profiles"]): ProfileSet {
    return new ProfileSet("set", { profiles });
}
interface Numbered {
    email: number;
}
declare const numbered: Numbered;
declare const all: Record<string, Numbered>;
const date = new Date();

// @ts-expect-error a number for an email
declare({ "user-ada": { email: 1 } });
// @ts-expect-error beside what is right
declare({ "user-ada": { email: "a" }, "user-lin": { email: "a", phone_number: 1 } });
// @ts-expect-error an interface with a number for an email
declare({ "user-ada": numbered });
// @ts-expect-error a record of them
declare(all);
// @ts-expect-error an output of that
declare(pulumi.output(all));
// @ts-expect-error a record that is made of them
declare(Object.fromEntries([1].map((email) => [`user-${email}`, { email }])));
// @ts-expect-error a number
declare({ "user-ada": 1 });
// @ts-expect-error null
declare({ "user-ada": null });
// @ts-expect-error nothing
declare({ "user-ada": undefined });
// @ts-expect-error an array
declare({ "user-ada": [] });
// @ts-expect-error a Date
declare({ "user-ada": date });
// @ts-expect-error a function
declare({ "user-ada": () => ({}) });
// @ts-expect-error a Date in a profile
declare({ "user-ada": { custom: { since: date } } });
// @ts-expect-error an output of a number
declare({ "user-ada": pulumi.output(1) });
// @ts-expect-error a Map of profiles
declare(new Map([["user-ada", { email: "a" }]]));
// @ts-expect-error an array of profiles
declare([{ email: "a" }]);
// @ts-expect-error a text for all
declare("{}");
// @ts-expect-error nothing for all
declare(undefined);

const { profiles } = declare({});
// @ts-expect-error a profile that is read may be a text
export const read: pulumi.Output<Record<string, CourierProfile>> = profiles;
// @ts-expect-error which has no email
export const email = profiles.apply((known) => Object.values(known).map((each) => each.email));
