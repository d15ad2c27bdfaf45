// Another type under a key that Courier knows.
import * as pulumi from "@pulumi/pulumi";
import { type CourierProfile, type Inputs, Profile } from "pulumi-courier";

function declare(profile: Inputs<CourierProfile>): Profile {
    return new Profile("ada", { userId: "user-ada", profile });
}

// @ts-expect-error a number is no email
declare({ email: 1 });
// @ts-expect-error nor is an output of one
declare({ email: pulumi.output(1) });
// @ts-expect-error nor a promise
declare({ email: Promise.resolve(1) });
// @ts-expect-error nor an array of texts
declare({ email: ["a@example.com"] });
// @ts-expect-error nor an object
declare({ email: { address: "a@example.com" } });
// @ts-expect-error a text is no boolean
declare({ email_verified: "yes" });
// @ts-expect-error a text is no address
declare({ address: "Paris" });
// @ts-expect-error a number is no locality
declare({ address: { locality: 1 } });
// @ts-expect-error nor is a number in a custom object's place
declare({ custom: 1 });
// @ts-expect-error nor a list
declare({ custom: [1] });
// @ts-expect-error nor an output of a list
declare({ custom: pulumi.output([1]) });
// @ts-expect-error tokens are texts
declare({ firebaseToken: [1] });
// @ts-expect-error and so is a single one
declare({ apn: { token: 1 } });
// @ts-expect-error a channel is a text
declare({ slack: { access_token: "t", channel: 1 } });

interface Numbered {
    email: number;
}
declare const numbered: Numbered;
declare const literal: { phone_number: number };
declare const readonly: { readonly address: { readonly locality: 1 } };

// @ts-expect-error an interface with a number for an email
declare(numbered);
// @ts-expect-error in another object
declare({ ...numbered });
// @ts-expect-error as an output
declare(pulumi.output(numbered));
// @ts-expect-error a type with a number for a phone number
declare(literal);
// @ts-expect-error a type with a number for a locality
declare(readonly);

new Profile("lines", {
    userId: "user-lin",
    profile: {
        email: "lin@example.com",
        // @ts-expect-error the place of the error is the key
        phone_number: 15551234567,
        custom: { plan: "team" },
    },
});

export const typed: CourierProfile = {
    email: "lin@example.com",
    // @ts-expect-error in a variable with a type as well
    locale: 1,
};
