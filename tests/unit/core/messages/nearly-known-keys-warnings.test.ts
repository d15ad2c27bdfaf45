import { expect } from "chai";
import { withHelp } from "../../../../provider/core/messages/help-links";
import { NearlyKnownKeysWarnings } from "../../../../provider/core/messages/nearly-known-keys-warnings";

const profile = { emial: "a", custom: { phoneNumber: 1 } };
const question = 'Courier does not know these keys: "emial" (is "email" meant?)';

describe("The warning of keys that are nearly spelt as Courier knows them", () => {
    let warnings: NearlyKnownKeysWarnings;
    beforeEach(() => {
        warnings = new NearlyKnownKeysWarnings();
    });

    it("names each once, however many resources have it", () => {
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

    it("is none where no key is like one of Courier's", () => {
        expect(warnings.ofResource(undefined, [{ email: "a", team: "b" }])).to.equal(undefined);
    });
});
