import { expect } from "chai";
import { withHelp } from "../../../../provider/core/messages/help-links";
import { KeyWarnings } from "../../../../provider/core/messages/key-warnings";

const profile = { emial: "a", custom: { phoneNumber: 1 } };
const question = 'Courier does not know these keys: "emial" (is "email" meant?)';

describe("The warning of keys that Courier takes without a word", () => {
    let warnings: KeyWarnings;
    beforeEach(() => {
        warnings = new KeyWarnings();
    });

    it("names those that are nearly spelt as Courier knows them, each once, however many resources have it", () => {
        expect(warnings.ofResource('Profile "a"', [profile])).to.equal(
            withHelp(`Profile "a": ${question}`, "inputs"),
        );
        expect(warnings.ofResource('Profile "b"', [profile])).to.equal(undefined);
        expect(warnings.ofResource('Profile "c"', [{ ...profile, phoneNumber: "1" }])).to.equal(
            withHelp(
                'Profile "c": Courier does not know these keys: "phoneNumber" (is "phone_number" meant?)',
                "inputs",
            ),
        );
    });

    it("is of the file alone where a resource has its profiles from one", () => {
        const call = 'profilesFromFile("users.json")';
        expect(warnings.ofFile(call, [profile])).to.equal(withHelp(`${call}: ${question}`, "files"));
        expect(warnings.ofResource('ProfileSet "many"', [profile])).to.equal(undefined);
    });

    it("names the resource's options that stand in the profile", () => {
        expect(warnings.ofResource("Profile", [{ email: "a", onDelete: "retain" }])).to.equal(
            withHelp(
                'Profile: Courier does not know these keys: "onDelete" (is the resource\'s option meant, beside the profile?)',
                "inputs",
            ),
        );
    });

    it("names known keys of another type than Courier's, as far as their values are known", () => {
        const unknown = Symbol("unknown");
        const profiles = [
            {
                phone_number: 15551234567,
                address: { country: ["x"] },
                email: unknown,
                firebaseToken: [unknown],
            },
            { phone_number: 1, email_verified: true, custom: { email: 1 }, slack: new Map() },
        ];
        expect(warnings.ofResource("ProfileSet", profiles)).to.equal(
            withHelp(
                "ProfileSet: Courier expects other types of these keys: " +
                    '"phone_number" (a string; put it in quotes), "address.country" (a string)',
                "inputs",
            ),
        );
        expect(warnings.ofResource("Profile", [{ phone_number: 2 }])).to.equal(undefined);
    });

    it("is made of a profile that goes in circles too, which its check refuses", () => {
        const circle: unknown[] = [];
        circle.push(circle);
        expect(warnings.ofResource("Profile", [{ email: circle }])).to.contain('"email" (a string)');
    });

    it("is none where no key is like one of Courier's", () => {
        expect(warnings.ofResource(undefined, [{ email: "a", team: "b" }])).to.equal(undefined);
    });
});
