import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Profile, ProfileSet } from "../../../../provider";
import { withHelp } from "../../../../provider/core/messages/help-links";
import { valueOf } from "../support/outputs";

describe("A key that is nearly spelt as Courier knows it", () => {
    let warnings: string[];
    const { warn } = console;

    beforeEach(async () => {
        // A new stack in each test: what has been named once in a run is not named again.
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
            call: () => ({}),
        });
        warnings = [];
        console.warn = (message: string) => {
            warnings.push(message.replace("warning: [runtime] ", ""));
        };
    });
    afterEach(() => {
        console.warn = warn;
    });

    /** Resources of a program, until all that is said of them has been said. */
    async function declare(program: () => pulumi.CustomResource): Promise<void> {
        let last: pulumi.CustomResource | undefined;
        await pulumi.runtime.runInPulumiStack(() => {
            last = program();
            return Promise.resolve(undefined);
        });
        if (last) await valueOf(last.urn);
    }

    const warning = (label: string, key: string, known: string): string =>
        withHelp(`${label}: Courier does not know these keys: "${key}" (is "${known}" meant?)`, "inputs");

    it("is named with the one that is meant, in a Profile, and once for all that have it", async () => {
        await declare(() => {
            new Profile("a", { userId: "a", profile: { emial: "a@example.com" } });
            return new Profile("b", { userId: "b", profile: { emial: "b@example.com" } });
        });

        expect(warnings).to.deep.equal([warning('Profile "a"', "emial", "email")]);
    });

    it("is named in a ProfileSet, also where a profile turns out to have it", async () => {
        await declare(
            () =>
                new ProfileSet("many", {
                    profiles: {
                        ada: { phoneNumber: "1" },
                        eve: pulumi.output({ prefered_name: "Eve" }),
                        lin: "{}",
                    },
                }),
        );

        expect(warnings).to.have.members([
            warning('ProfileSet "many"', "phoneNumber", "phone_number"),
            warning('ProfileSet "many"', "prefered_name", "preferred_name"),
        ]);
    });

    it("is not named where the profile is a secret, or has the known one beside it", async () => {
        await declare(() => {
            new Profile("hidden", { userId: "a", profile: pulumi.secret({ emial: "a@example.com" }) });
            return new Profile("own", { userId: "b", profile: { emial: "own", email: "b@example.com" } });
        });

        expect(warnings).to.be.empty;
    });
});
