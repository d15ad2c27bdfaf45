import { expect } from "chai";
import { readSettings, SettingsError, type Settings } from "../../../../provider/run/settings";

type Texts = Readonly<Record<string, string>>;

function read(config: Texts, environment: Texts = {}): Settings {
    return readSettings((key) => config[key], environment);
}

function problemsOf(config: Texts, environment: Texts = {}): Record<string, string> {
    try {
        read(config, environment);
    } catch (error) {
        expect(error).to.be.instanceOf(SettingsError);
        const { problems, sentence } = error as SettingsError;
        expect(sentence.split("\n")).to.deep.equal(
            problems.map(({ property, reason }) => `${property} ${reason}`),
        );
        return Object.fromEntries(problems.map(({ property, reason }) => [property, reason]));
    }
    return {};
}

const key = { "courier:apiKey": "pk_test_1" };

describe("Settings", () => {
    it("need nothing but the key", () => {
        const settings = read(key);

        expect({ ...settings, baseUrl: settings.baseUrl.href }).to.deep.equal({
            apiKey: "pk_test_1",
            baseUrl: "https://api.courier.com/",
            allowedUserIds: undefined,
            timeoutMs: 120_000,
            maxRetries: 5,
        });
    });

    it("come from the stack's configuration before the environment", () => {
        const config = {
            "courier:apiKey": "from-config",
            "courier:baseUrl": "https://config.invalid",
            "courier:allowedUserIds": "config",
            "courier:timeoutSeconds": "1.5",
            "courier:maxRetries": "0",
        };
        const environment = {
            COURIER_API_KEY: "from-environment",
            COURIER_BASE_URL: "https://environment.invalid",
            COURIER_ALLOWED_USER_IDS: "environment",
            COURIER_TIMEOUT_SECONDS: "2",
            COURIER_MAX_RETRIES: "2",
        };

        const both = read(config, environment);
        expect(both.apiKey).to.equal("from-config");
        expect(both.baseUrl.host).to.equal("config.invalid");
        expect(both.allowedUserIds?.refusal("config")).to.equal(undefined);
        expect(both.timeoutMs).to.equal(1500);
        expect(both.maxRetries).to.equal(0);

        const alone = read({}, environment);
        expect(alone.apiKey).to.equal("from-environment");
        expect(alone.baseUrl.host).to.equal("environment.invalid");
        expect(alone.allowedUserIds?.refusal("environment")).to.equal(undefined);
        expect(alone.timeoutMs).to.equal(2000);
        expect(alone.maxRetries).to.equal(2);
    });

    it("take the key from COURIER_API_KEY before the older COURIER_AUTH_TOKEN", () => {
        expect(read({}, { COURIER_API_KEY: "new", COURIER_AUTH_TOKEN: "old" }).apiKey).to.equal("new");
        expect(read({}, { COURIER_AUTH_TOKEN: "old" }).apiKey).to.equal("old");
    });

    it("that are empty or only spaces count as not set", () => {
        expect(
            read({ "courier:apiKey": " " }, { COURIER_API_KEY: "", COURIER_AUTH_TOKEN: "old" }).apiKey,
        ).to.equal("old");
        expect(read({ ...key, "courier:baseUrl": "", "courier:maxRetries": " " }).maxRetries).to.equal(5);
    });

    it("are trimmed: a key pasted with its line break works", () => {
        expect(read({ "courier:apiKey": " pk_test_1\n" }).apiKey).to.equal("pk_test_1");
    });

    it("report a missing key with the two ways to set it", () => {
        expect(problemsOf({})["courier:apiKey"])
            .to.include("pulumi config set --secret courier:apiKey")
            .and.to.include("COURIER_API_KEY");
    });

    it("at fault are named by their source, all at once", () => {
        const config = { "courier:apiKey": "a b", "courier:timeoutSeconds": "soon" };
        const environment = { COURIER_BASE_URL: "nowhere", COURIER_ALLOWED_USER_IDS: "(" };

        expect(Object.keys(problemsOf(config, environment))).to.have.members([
            "courier:apiKey",
            "courier:timeoutSeconds",
            "COURIER_BASE_URL",
            "COURIER_ALLOWED_USER_IDS",
        ]);
    });
});

describe("The API key", () => {
    for (const secret of ["se cret", "sec\nret", "sécret", "se\u0000cret"]) {
        it(`cannot be ${JSON.stringify(secret)}, and is not quoted`, () => {
            const { "courier:apiKey": reason } = problemsOf({ "courier:apiKey": secret });

            expect(reason).to.include("copy the key once more");
            expect(reason).to.not.include(secret).and.not.to.include("ret");
        });
    }

    const pasted: [string, RegExp][] = [
        ...[
            '"hunter2"',
            "'hunter2'",
            "`hunter2`",
            "<hunter2>",
            "“hunter2”",
            "«hunter2»",
            '"hunter2',
            "hunter2'",
        ].map((text): [string, RegExp] => [text, /^is in quotes; set the key without them$/]),
        ...[
            "Bearer hunter2",
            "bearer hunter2",
            "BEARER\thunter2",
            "Bearer%20hunter2",
            "Bearer:hunter2",
            "Authorization: Bearer hunter2",
            "authorization:hunter2",
            "Basic hunter2",
        ].map((text): [string, RegExp] => [
            text,
            /^begins with "Bearer" or the name of a header; set the key alone/,
        ]),
        ...[
            "COURIER_API_KEY=hunter2",
            "export COURIER_AUTH_TOKEN=hunter2",
            "courier:apiKey: hunter2",
            "api_key=hunter2",
        ].map((text): [string, RegExp] => [
            text,
            /^begins with the name of a variable or a setting; set the key alone/,
        ]),
        ["hunter2\\n", /^ends with a line break or a tab that is written out/],
    ];
    for (const [text, says] of pasted) {
        it(`is refused where it was pasted as ${text}, and is not quoted`, () => {
            for (const [name, reason = ""] of [
                ...Object.entries(problemsOf({ "courier:apiKey": text })),
                ...Object.entries(problemsOf({}, { COURIER_API_KEY: ` ${text}\n` })),
            ]) {
                expect(name).to.be.oneOf(["courier:apiKey", "COURIER_API_KEY"]);
                expect(reason).to.match(says).and.not.to.include("hunter2");
            }
        });
    }

    it("may begin with anything else", () => {
        for (const apiKey of ["x", "pk_prod_x", "token_x", "Basic:x/+==", "bearer_x", "abc=", "k:y=z"]) {
            expect(read({ "courier:apiKey": apiKey }).apiKey).to.equal(apiKey);
        }
    });
});

describe("The base URL", () => {
    const at = (baseUrl: string) => ({ ...key, "courier:baseUrl": baseUrl });

    for (const url of [
        "https://api.eu.courier.com",
        "HTTPS://gateway.invalid:8443/courier/",
        "http://127.0.0.1:4000",
        "http://127.9.9.9",
        "http://localhost:4000/",
        "http://[::1]:4000",
    ]) {
        it(`may be ${url}`, () => {
            expect(read(at(url)).baseUrl.href).to.equal(new URL(url).href);
        });
    }

    const refused: [string, RegExp][] = [
        ["http://api.courier.com", /unencrypted; use https/],
        ["http://127.0.0.1.attacker.invalid", /unencrypted/],
        ["http://localhost.attacker.invalid", /unencrypted/],
        ["http://0.0.0.0:4000", /unencrypted/],
        ["http://10.0.0.1", /unencrypted/],
        [
            "api.courier.com",
            /is not a URL with https:\/\/ \(or http:\/\/ for a loopback address\); the default is https:\/\/api\.courier\.com/,
        ],
        ["ftp://api.courier.com", /is not a URL with https:/],
        ["file:///etc/passwd", /is not a URL with https:/],
        ["https://", /is not a URL with https:/],
        ["https://hunter2@api.courier.com", /credentials; remove them/],
        ["https://user:hunter2@api.courier.com", /credentials; remove them/],
        ["https://api.courier.com?key=hunter2", /query or a fragment/],
        ["https://api.courier.com/#hunter2", /query or a fragment/],
    ];
    for (const [url, reason] of refused) {
        it(`cannot be ${url}`, () => {
            const problem = problemsOf(at(url))["courier:baseUrl"];

            expect(problem).to.match(reason);
            expect(problem).to.not.include("hunter2");
        });
    }
});

describe("The allowed user ids", () => {
    const pattern = (text: string) => {
        const { allowedUserIds } = read({ ...key, "courier:allowedUserIds": text });
        return (userId: string) => allowedUserIds?.refusal(userId) === undefined;
    };

    it("are matched whole, each alternative of them", () => {
        const allows = pattern("test-.*|b");

        expect(["test-ada", "b"].map(allows)).to.deep.equal([true, true]);
        expect(["ab", "ba", "xtest-ada", "test", "b\n", "b\nx"].map(allows)).to.deep.equal(
            Array(6).fill(false),
        );
    });

    it("are matched whole also where the pattern has anchors of its own", () => {
        expect(["b", "ab"].map(pattern("^b$"))).to.deep.equal([true, false]);
        expect(["ab", "ac", "b"].map(pattern("^a|b$"))).to.deep.equal([false, false, true]);
    });

    it("match the same id every time", () => {
        const allows = pattern("a+");

        expect([allows("aa"), allows("aa"), allows("aa")]).to.deep.equal([true, true, true]);
    });

    it("count an emoji as one character", () => {
        expect(pattern(".")("👩")).to.equal(true);
    });

    it("are quoted where they refuse a user, with the place where they are set", () => {
        const { allowedUserIds } = read(key, { COURIER_ALLOWED_USER_IDS: "svc|test-.*" });

        expect(allowedUserIds?.refusal("svc-ci")).to.equal(
            'is "svc-ci", which COURIER_ALLOWED_USER_IDS does not allow: svc|test-.* must match the whole user id; ' +
                "choose another user id, or widen that pattern",
        );
    });

    for (const text of ["(", "a)|(b", "[", "*"]) {
        it(`cannot be ${text}`, () => {
            expect(problemsOf({ ...key, "courier:allowedUserIds": text })["courier:allowedUserIds"]).to.match(
                /is not a regular expression/,
            );
        });
    }
});

describe("The time-out and the retries", () => {
    const timeout = (text: string) => ({ ...key, "courier:timeoutSeconds": text });
    const retries = (text: string) => ({ ...key, "courier:maxRetries": text });

    it("may be anything between their limits, these included", () => {
        expect(read(timeout("3600")).timeoutMs).to.equal(3_600_000);
        expect(read(timeout("0.25")).timeoutMs).to.equal(250);
        expect(read(retries("20")).maxRetries).to.equal(20);
        expect(read(retries("0")).maxRetries).to.equal(0);
    });

    for (const text of ["0", "-1", "3601", "Infinity", "NaN", "10s", "1,5"]) {
        it(`${text} is no time-out`, () => {
            expect(problemsOf(timeout(text))["courier:timeoutSeconds"]).to.equal(
                "must be a number of seconds, more than 0 to 3600",
            );
        });
    }

    for (const text of ["-1", "21", "1.5", "many"]) {
        it(`${text} is no number of retries`, () => {
            expect(problemsOf(retries(text))["courier:maxRetries"]).to.equal(
                "must be a whole number of retries, 0 to 20",
            );
        });
    }
});
