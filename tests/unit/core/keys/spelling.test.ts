import { expect } from "chai";
import { nearestName } from "../../../../provider/core/keys/spelling";

const known = ["email", "phone_number", "zoneinfo", "maxRetries", "sub"] as const;

describe("A name that is nearly spelt", () => {
    for (const [name, meant] of [
        ["Email", "email"],
        ["E-Mail", "email"],
        ["emial", "email"],
        ["emails", "email"],
        ["phoneNumber", "phone_number"],
        ["Phone Number", "phone_number"],
        ["phone_nubmers", "phone_number"],
        ["zone_info", "zoneinfo"],
        ["maxRetry", "maxRetries"],
        ["max_retrys", "maxRetries"],
        ["maxRertries", "maxRetries"],
        ["maxxRetries", "maxRetries"],
        ["Sub", "sub"],
    ] as const) {
        it(`as ${name} is known as ${meant}`, () => {
            expect(nearestName(name, known)).to.equal(meant);
        });
    }

    it("is another name where more is wrong, most of all in a short one", () => {
        for (const name of [
            "mail_address",
            "phone",
            "timezone",
            "tub",
            "usb",
            "set",
            "subs",
            "",
            "-",
            "custom",
            "email2",
            "maxTries",
        ]) {
            expect(nearestName(name, known), name).to.equal(undefined);
        }
    });

    it("is that one of two that it resembles more", () => {
        expect(nearestName("Phone-Number", ["phone_numbers", "phone_number"])).to.equal("phone_number");
    });
});
