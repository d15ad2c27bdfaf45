import { expect } from "chai";
import { isSecret, secretPaths } from "../../../../provider/core/keys/secret-keys";

describe("A key that holds a secret", () => {
    for (const [kind, keys] of Object.entries({
        "a token":
            "token access_token accessToken refresh_token idToken firebaseToken tokens bearer_token authtoken jwt bearer token2 tokens_v2 csrf xsrf csrfToken authHeader",
        "a key":
            "apiKey APIKey APIkey apikey API_KEY X-Api-Key api_key_1 apiKeyProd secretKey secret_key signing_key privateKey " +
            "private_key accessKey aws_secret_access_key vapid_private_key encryption_key accountKey license_key ssh_key privateKeyPem apiSecretV2 pem",
        "a password":
            "password passwd pwd user_pwd db_password passwordHash passphrase passcode smtp_pass pass pin user_pin otp totp",
        "a credential":
            "credential credentials creds auth basic_auth oauth authorization authentication client_secret",
        "a session": "session session_id sessionToken cookie cookies session_key sid",
        "an address with a secret in it":
            "webhook_url webhookUrl slack_webhook incoming_webhook dsn sentry_dsn database_url connection_string " +
            "connectionString mongoUri magic_link",
        "a code": "recovery_codes backupCode verification_code mfa_code security_answer",
    })) {
        it(`is known by its name: ${kind}`, () => {
            for (const key of keys.split(" ")) {
                expect(isSecret(["custom", key], "x"), key).to.equal(true);
            }
        });
    }

    it("is no ordinary word, nor what is said about a secret", () => {
        const ordinary =
            "author authority authors author_id authenticated authProvider auth0 pinned shipping chopin pin_code pincode " +
            "session_count sessions_attended last_session cookie_count token_count token_type tokenizer tokenized monkey " +
            "keyboard public_key key_id access_key_id primary_key sort_key key keys hash commit_hash passport compass " +
            "boarding_pass bypass passed passenger password_changed_at secretary secret_santa_group website url " +
            "picture_url webhooked twilio_account_sid signature version v2 level_v2 email name nickname country locale code zip_code";
        for (const key of ordinary.split(" ")) {
            expect(isSecret(["custom", key], "x"), key).to.equal(false);
        }
    });

    it("is known by the key that it is in, where that says it", () => {
        expect(isSecret(["webhook", "url"], "x")).to.equal(true);
        expect(isSecret(["webhook", "headers"], { a: "x" })).to.equal(true);
        expect(isSecret(["custom", "api", "key"], "x")).to.equal(true);
        expect(isSecret(["custom", "url"], "x")).to.equal(false);
    });

    it("is none where nothing is in it, or a number of things", () => {
        for (const value of [true, false, null, "", [], {}, [""], { a: { b: null } }, undefined]) {
            expect(isSecret(["token"], value), JSON.stringify(value)).to.equal(false);
        }
        expect(isSecret(["tokens"], 3)).to.equal(false);
        expect(isSecret(["pin"], 1234)).to.equal(true);
        expect(isSecret(["tokens"], ["a"])).to.equal(true);
        expect(isSecret(["webhook"], { method: "POST" })).to.equal(false);
    });

    it("is found at every depth, as the whole value that counts as one", () => {
        const profile = {
            expo: { tokens: [{ token: "a" }] },
            custom: { accounts: [{ name: "x", apiKey: "b" }], list: ["token"], toString: "x" },
            webhook: { url: "c", method: "POST" },
        };
        expect(secretPaths(profile)).to.deep.equal([
            ["expo", "tokens"],
            ["custom", "accounts", "0", "apiKey"],
            ["webhook", "url"],
        ]);
    });
});
