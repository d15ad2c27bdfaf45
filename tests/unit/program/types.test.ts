import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { CourierProfile, Profile, ProfileArgs } from "../../../provider";

// Checked by the compiler alone (`npm run types`), which refuses an @ts-expect-error without an error below it.

describe("The types of a Profile's arguments", () => {
    it("type the keys that Courier knows and allow any other", () => {
        accept({
            userId: "a",
            profile: {
                email: "a@example.com",
                email_verified: true,
                phone_number: null,
                address: { locality: "Paris", floor: 3 },
                custom: { anything: [1, "x", { deep: null }] },
                expo: { tokens: ["a", "b"] },
                firebaseToken: ["a"],
                notKnownToCourier: { at: ["all"] },
            },
        });
        accept({ userId: "a", profile: { firebaseToken: "a", apn: { token: "t" } }, onDelete: "delete" });
        accept({
            userId: "a",
            profile: {},
            ifExists: "fail",
            undeclaredKeys: pulumi.output("keep" as const),
        });
    });

    it("take outputs, promises and secrets at every depth", () => {
        const text = pulumi.output("x");
        accept({
            userId: text,
            profile: {
                email: text,
                email_verified: pulumi.output(true),
                address: { locality: text },
                custom: { list: [text, Promise.resolve(1)], deep: { er: pulumi.secret("x") } },
                firebaseToken: [text],
                other: text,
            },
        });
        accept({ userId: "a", profile: pulumi.output({ email: text }) });
        accept({ userId: "a", profile: pulumi.secret({ email: "a@example.com" }) });
        accept({ userId: Promise.resolve("a"), profile: Promise.resolve({ email: "a" }) });
    });

    it("reject another type under a known key", () => {
        // @ts-expect-error a number is no email
        accept({ userId: "a", profile: { email: 1 } });
        // @ts-expect-error nor is an output of one
        accept({ userId: "a", profile: { email: pulumi.output(1) } });
        // @ts-expect-error a text is no boolean
        accept({ userId: "a", profile: { email_verified: "yes" } });
        // @ts-expect-error a text is no address
        accept({ userId: "a", profile: { address: "Paris" } });
        // @ts-expect-error a number is no locality
        accept({ userId: "a", profile: { address: { locality: 1 } } });
        // @ts-expect-error tokens are texts
        accept({ userId: "a", profile: { firebaseToken: [1] } });
    });

    it("reject what no JSON can carry under any key", () => {
        // @ts-expect-error a function is no JSON
        accept({ userId: "a", profile: { other: () => 1 } });
        // @ts-expect-error a Date is no JSON
        accept({ userId: "a", profile: { other: new Date() } });
        // @ts-expect-error a bigint is no JSON
        accept({ userId: "a", profile: { custom: { n: 1n } } });
        // @ts-expect-error a symbol is no JSON
        accept({ userId: "a", profile: { custom: { s: Symbol("x") } } });
    });

    it("require the user id and the profile, and know the options' values", () => {
        // @ts-expect-error the profile is missing
        accept({ userId: "a" });
        // @ts-expect-error the user id is missing
        accept({ profile: {} });
        // @ts-expect-error a user id is a text
        accept({ userId: 1, profile: {} });
        // @ts-expect-error an unknown value
        accept({ userId: "a", profile: {}, onDelete: "destroy" });
        // @ts-expect-error an unknown option
        accept({ userId: "a", profile: {}, colour: "red" });
    });

    it("give outputs the same types", () => {
        const outputs = (profile: Profile) => {
            const userId: pulumi.Output<string> = profile.userId;
            const keys: pulumi.Output<CourierProfile> = profile.profile;
            const email: pulumi.Output<string | null | undefined> = profile.profile.apply(
                (known) => known.email,
            );
            // @ts-expect-error an email is no number
            const number: pulumi.Output<number> = profile.profile.apply((known) => known.email);
            return [userId, keys, email, number];
        };
        expect(outputs).to.be.a("function");
    });
});

function accept(args: ProfileArgs): void {
    expect(args).to.be.an("object");
}
