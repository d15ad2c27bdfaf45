import { expect } from "chai";
import { misspeltSettings } from "../../../../provider/run/settings";

describe("A misspelt setting", () => {
    for (const [key, meant] of [
        ["courier:allowedUserId", "courier:allowedUserIds"],
        ["courier:allowedUsersIds", "courier:allowedUserIds"],
        ["courier:alowedUserIds", "courier:allowedUserIds"],
        ["courier:maxRetry", "courier:maxRetries"],
        ["courier:maxretries", "courier:maxRetries"],
        ["courier:baseURL", "courier:baseUrl"],
        ["courier:base-url", "courier:baseUrl"],
        ["courier:baseUlr", "courier:baseUrl"],
        ["courier:BASE_URL", "courier:baseUrl"],
        ["courier:api_key", "courier:apiKey"],
        ["courier:api-key", "courier:apiKey"],
        ["courier:apikey", "courier:apiKey"],
        ["courier:apiKeys", "courier:apiKey"],
        ["courier:APIKey", "courier:apiKey"],
        ["courier:COURIER_API_KEY", "courier:apiKey"],
        ["courier:authToken", "courier:apiKey"],
        ["courier:timeoutSecond", "courier:timeoutSeconds"],
        ["courier:timeout_seconds", "courier:timeoutSeconds"],
    ] as const) {
        it(`of the configuration, ${key}, is an error that names ${meant}`, () => {
            const { problems } = misspeltSettings([key], {});

            expect(problems.map(({ property }) => property)).to.deep.equal([key]);
            expect(problems[0]?.reason).to.match(
                new RegExp(
                    `^is no setting, and would be ignored; use ${meant} \\(\`pulumi config rm ${key}\``,
                ),
            );
        });
    }

    it("is no other key, and none of another namespace: projects have keys of their own", () => {
        const keys = [
            ...["apiKey", "baseUrl", "allowedUserIds", "timeoutSeconds", "maxRetries"].map(
                (name) => `courier:${name}`,
            ),
            ...["region", "replicas", "key", "url", "timeout", "retries", "users", "database", "domain"].map(
                (name) => `courier:${name}`,
            ),
            "aws:region",
            "shop:apikey",
            "courier-app:api_key",
            "courier:nested:apikey",
        ];
        expect(misspeltSettings(keys, {}).problems).to.be.empty;
    });

    for (const [variable, meant] of [
        ["COURIER_APIKEY", "COURIER_API_KEY"],
        ["COURIER_API_KEYS", "COURIER_API_KEY"],
        ["courier_api_key", "COURIER_API_KEY"],
        ["COURIER_AUTHTOKEN", "COURIER_AUTH_TOKEN"],
        ["COURIER_BASEURL", "COURIER_BASE_URL"],
        ["COURIER_ALLOWED_USER_ID", "COURIER_ALLOWED_USER_IDS"],
        ["COURIER_MAX_RETRY", "COURIER_MAX_RETRIES"],
        ["COURIER_TIMEOUT_SECOND", "COURIER_TIMEOUT_SECONDS"],
    ] as const) {
        it(`of the environment, ${variable}, is warned of, with ${meant} and without its value`, () => {
            const { problems, warnings } = misspeltSettings([], { [variable]: "hunter2" });

            expect(problems).to.be.empty;
            expect(warnings).to.deep.equal([
                `the environment variable ${variable} is ignored; is ${meant} meant?`,
            ]);
        });
    }

    it("is no variable that Courier's own tools read, nor one that is not set", () => {
        const environment = {
            COURIER_API_KEY: "a",
            COURIER_AUTH_TOKEN: "b",
            COURIER_BASE_URL: "c",
            COURIER_ALLOWED_USER_IDS: "d",
            COURIER_TIMEOUT_SECONDS: "e",
            COURIER_MAX_RETRIES: "f",
            COURIER_LOG: "debug",
            COURIER_CLIENT_KEY: "g",
            COURIER_TENANT_ID: "h",
            COURIER_TIMEOUT: "i",
            COURIER_APIKEY: " ",
            MY_COURIER_APIKEY: "j",
        };
        expect(misspeltSettings([], environment).warnings).to.be.empty;
    });

    it("is none where the system takes upper and lower case for the same", () => {
        expect(misspeltSettings([], { COURIER_API_KEY: "a", Courier_Api_Key: "a" }).warnings).to.be.empty;
    });
});
