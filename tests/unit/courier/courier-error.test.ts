import { expect } from "chai";
import fc from "fast-check";
import { CourierError, withoutKey } from "../../../provider/courier/courier-error";
import { cases } from "../core/support/arbitraries";

const failure = {
    method: "PUT",
    path: "/profiles/ada",
    reason: "401 authentication_error: Unauthorized",
    advice: "Check the key.",
    status: 401,
    tries: 1,
};

describe("A failure's message", () => {
    it("is one line: the request, what went wrong, and what to do", () => {
        const error = new CourierError(failure, "pk_test_1");

        expect(error.message).to.equal(
            "PUT /profiles/ada: 401 authentication_error: Unauthorized. Check the key.",
        );
        expect(error.stack).to.equal(error.message);
    });

    it("says how often it was tried, where that was more than once", () => {
        expect(new CourierError({ ...failure, tries: 3 }, "pk_test_1").message).to.include(
            "Unauthorized (after 3 tries).",
        );
    });
});

describe("The API key in a text", () => {
    const apiKey = "pk_test_Zm9v/YmFy+secret=";
    const forms: [string, string][] = [
        ["as it is", apiKey],
        ["percent-encoded", encodeURIComponent(apiKey)],
        [
            "percent-encoded in lower case",
            encodeURIComponent(apiKey).replaceAll(/%../g, (code) => code.toLowerCase()),
        ],
        ["in base64", Buffer.from(apiKey).toString("base64")],
        ["in base64 for URLs", Buffer.from(apiKey).toString("base64url")],
        ["in base64 behind Bearer", Buffer.from(`Bearer ${apiKey}`).toString("base64")],
        ["in base64 as a user name", Buffer.from(`${apiKey}:`).toString("base64")],
        ["in base64 in JSON", Buffer.from(JSON.stringify({ authorization: apiKey })).toString("base64")],
    ];
    for (const [name, form] of forms) {
        it(`is taken out ${name}`, () => {
            const clean = withoutKey(`before ${form} after ${form}`, apiKey);

            expect(clean).to.match(/^before .*\[API key\].* after .*\[API key\]/);
            expect(clean).to.not.include(form.slice(-20, -8));
        });
    }

    it("is taken out of base64 wherever it begins in it (property)", () => {
        const secret = fc.string({
            unit: fc.constantFrom("A", "b", "Z", "0", "9", "_", "-", "/", "+", "="),
            minLength: 12,
            maxLength: 40,
        });
        fc.assert(
            fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
                const encoded = Buffer.from(before + key + after).toString("base64");
                expect(withoutKey(encoded, key)).to.include("[API key]");
            }),
            cases,
        );
    });

    it("is replaced as a text and not as a pattern", () => {
        expect(withoutKey("abc", "a.c")).to.equal("abc");
        expect(withoutKey("a$&c(", "$&c(")).to.equal("a[API key]");
    });

    it("that is no key of Courier's but a word leaves our own sentences as they are", () => {
        const failure = {
            method: "GET",
            path: "/profiles/ada",
            reason: "401",
            advice: "Check the API key.",
            tries: 1,
        };
        expect(new CourierError(failure, "key").message).to.equal(
            "GET /profiles/ada: 401. Check the API key.",
        );
    });

    it("leaves the rest of a message alone, however short it is", () => {
        expect(withoutKey("subtitle: the keys are a2V5", "key")).to.equal(
            "subtitle: the [API key]s are a2V5",
        );
    });
});
