import { expect } from "chai";
import { knownKeyPaths } from "../../../../provider/core/keys/known-keys";
import { nearlyKnownKey, nearlyKnownKeys } from "../../../../provider/core/keys/nearly-known-keys";

describe("A key that is nearly one of Courier's", () => {
    for (const [known, spellings] of Object.entries({
        email: ["E-Mail", "e_mail", "EMAIL", "eMail", "emial", "mail", "emails", "emal", "Email "],
        phone_number: [
            "Phone Number",
            "phoneNumber",
            "PhoneNumber",
            "phone-number",
            "phonenumber",
            "phone_nubmer",
        ],
        given_name: ["givenName", "Given Name", "given_nmae", "gvien_name"],
        preferred_name: ["prefered_name", "preferredName"],
        birthdate: ["birthday", "birth_date", "Birthdate"],
        name: ["Name", "naem"],
        custom: ["Custom", "costum", "cusotm"],
        address: ["adress", "addres", "Address"],
        email_verified: ["emailVerified", "email_verifed"],
        firebaseToken: ["firebase_token", "FirebaseToken", "firebasetoken"],
        ms_teams: ["msTeams", "ms-teams", "ms_team"],
        "address.country": ["address_country", "Address Country"],
        "expo.token": ["expoToken", "expo_token"],
        "webhook.url": ["webhook_url", "webhookURL"],
    })) {
        it(`is taken for ${known}`, () => {
            for (const spelling of spellings) {
                expect(nearlyKnownKey([spelling])?.join("."), spelling).to.equal(known);
            }
        });
    }

    it("is found inside of an object too, and not inside of the user's own", () => {
        expect(nearlyKnownKey(["address", "postalCode"])).to.deep.equal(["address", "postal_code"]);
        expect(nearlyKnownKey(["expo", "Token"])).to.deep.equal(["expo", "token"]);
        expect(nearlyKnownKey(["custom", "emial"])).to.equal(undefined);
        expect(nearlyKnownKey(["contact", "emial"])).to.equal(undefined);
    });

    it("is none that is a word of its own", () => {
        const own =
            "names game same stack black customer sender updated_by created_at plan team tier company role stage sum " +
            "phone mobile first_name timezone id user_id userId vip department email2 work_email shop image subject " +
            "state slacker region city zip mailing tags x toString constructor __proto__ 日本 é";
        for (const key of own.split(" ")) {
            expect(nearlyKnownKey([key]), key).to.equal(undefined);
        }
        for (const path of knownKeyPaths) {
            expect(nearlyKnownKey(path), path.join()).to.equal(undefined);
        }
    });

    it("is named once for all profiles, and not where the key that is meant is in use beside it", () => {
        const profiles = [
            { emial: "a", names: "x", address: { postalCode: "1" } },
            { emial: "b", phoneNumber: "2", address: { postalCode: "3" } },
            { phone_number: "4" },
        ];
        expect(nearlyKnownKeys(profiles)).to.deep.equal([
            { key: ["emial"], known: ["email"] },
            { key: ["address", "postalCode"], known: ["address", "postal_code"] },
        ]);
    });
});
