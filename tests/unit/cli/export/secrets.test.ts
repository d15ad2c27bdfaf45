import { expect } from "chai";
import { secretPaths } from "../../../../cli/export/secrets";

describe("Secrets in a profile", () => {
    it("are found by the last words of a key", () => {
        const names = ["token", "tokens", "accessToken", "ACCESS_TOKEN", "api_key", "apiKeys", "private-key"];
        const others = ["key", "tokenId", "secretary", "passwordless", "monkey", "keys"];
        const profile = Object.fromEntries([...names, ...others].map((name) => [name, "x"]));
        expect(secretPaths({ custom: profile })).to.deep.equal(names.map((name) => ["custom", name]));
    });

    it("are the whole of webhook.headers and of an incoming_webhook, and no other headers", () => {
        const profile = {
            webhook: { headers: { a: "x" }, url: "y" },
            slack: { incoming_webhook: { url: "x" } },
            custom: { headers: { a: "x" } },
        };
        expect(secretPaths(profile)).to.deep.equal([
            ["webhook", "headers"],
            ["slack", "incoming_webhook"],
        ]);
    });
});
