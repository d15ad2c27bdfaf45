import vm from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import ts from "typescript";
import type { Emulator } from "../../../emulator";
import { secretPaths } from "../../../cli/export/secrets";
import { toTypeScript } from "../../../cli/export/typescript";
import type { JsonObject } from "../../../provider/core/values/json";
import { copyProfile } from "../../../provider/core/values/copy-json";
import type { Problem } from "../../../provider/core/messages/problem";
import { useEmulators } from "../../emulator/support/emulators";
import { anyProfile, sampled } from "../core/support/arbitraries";
import { pulumiCourier, type CommandResult } from "./support/cli";

interface Declared {
    readonly name: string;
    readonly userId: string;
    readonly profile: JsonObject;
}

/** What a program declares when it runs; a secret is `{secret: <its configuration key>}`. */
function declaredBy(program: string): Declared[] {
    const { outputText, diagnostics } = ts.transpileModule(program, {
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
        reportDiagnostics: true,
    });
    expect(diagnostics).to.be.empty;
    const declared: Declared[] = [];
    function Profile(name: string, args: Omit<Declared, "name">): void {
        declared.push({ name, ...args });
    }
    function Config(): object {
        const requireSecret = (secret: string) => ({ secret });
        return { requireSecret, requireSecretObject: requireSecret };
    }
    vm.runInNewContext(outputText, {
        exports: {},
        require: (name: string) => (name === "pulumi-courier" ? { Profile } : { Config }),
    });
    // Objects of another realm are not deeply equal to those of this one.
    return JSON.parse(JSON.stringify(declared)) as Declared[];
}

describe("pulumi-courier export", () => {
    const start = useEmulators();
    const apiKey = "pk_test_1";
    let courier: Emulator;
    beforeEach(async () => {
        courier = await start({ apiKey });
    });

    function run(args: readonly string[], stdin?: readonly (string | Buffer)[]): Promise<CommandResult> {
        const env = { COURIER_API_KEY: apiKey, COURIER_BASE_URL: courier.url };
        return pulumiCourier(["export", ...args], { env, ...(stdin && { stdin }) });
    }

    it("prints a program that declares the profiles as Courier has them, in the order asked for", async () => {
        const ada = { email: "ada@example.com", custom: { "given name": "Ada", list: [1, { a: null }] } };
        courier.profiles.set("svc-ci", { custom: { team: "platform" } });
        courier.profiles.set("user-ada", ada);

        const { exitCode, stdout, stderr } = await run(["user-ada", "svc-ci", "user-ada"]);

        expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
        expect(stdout).to.match(
            /^import \{ Profile \} from "pulumi-courier";\n\nconst userAda = new Profile\(/,
        );
        expect(declaredBy(stdout)).to.deep.equal([
            { name: "user-ada", userId: "user-ada", profile: ada },
            { name: "svc-ci", userId: "svc-ci", profile: { custom: { team: "platform" } } },
        ]);
        expect(courier.requests.every(({ method }) => method === "GET")).to.equal(true);
    });

    it("takes user ids from standard input, one a line, beside those of the command line", async () => {
        for (const userId of ["a", "b c", "ü"]) {
            courier.profiles.set(userId, { name: userId });
        }
        const text = Buffer.from("\ufeffb c\r\n\r\nü\r\na");
        // Cut inside of a character.
        const { exitCode, stdout } = await run(["a", "-"], [text.subarray(0, 11), text.subarray(11)]);

        expect(exitCode).to.equal(0);
        expect(declaredBy(stdout).map(({ userId }) => userId)).to.deep.equal(["a", "b c", "ü"]);
    });

    it("says so where standard input has no user id", async () => {
        const { exitCode, stdout, stderr } = await run(["-"], ["\n"]);
        expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
        expect(stderr).to.equal("pulumi-courier: there is no user id on standard input\n");
    });

    it("names users without a profile, and exits with 1, the others printed", async () => {
        courier.profiles.set("svc-ci", { email: "ci@example.com" });

        const { exitCode, stdout, stderr } = await run(["nobody", "svc-ci", "..", "svc-\u001b[31m"]);

        expect(exitCode).to.equal(1);
        expect(declaredBy(stdout).map(({ userId }) => userId)).to.deep.equal(["svc-ci"]);
        expect(stderr).to.match(/^pulumi-courier: user "nobody": there is no profile of the user "nobody"/);
        expect(stderr.trim().split("\n")).to.have.length(3);
        expect(stderr).not.to.include("\u001b");
        expect((await run(["nobody"])).stdout).to.equal("");
    });

    it("prints an empty profile as one, and asks whether the user id is right", async () => {
        courier.profiles.set("svc-ci", {});
        const { exitCode, stdout, stderr } = await run(["svc-ci"]);
        expect(exitCode).to.equal(0);
        expect(declaredBy(stdout)).to.deep.equal([{ name: "svc-ci", userId: "svc-ci", profile: {} }]);
        expect(stderr).to.equal(
            'pulumi-courier: user "svc-ci": the profile is empty; is the user id right?\n',
        );
    });

    it("refuses a profile that a program could not write back as it is", async () => {
        courier.profiles.set("proto", JSON.parse('{"custom":{"__proto__":{"a":1}}}') as JsonObject);
        courier.profiles.set("large", { custom: { id: 2 ** 53 } });

        const { exitCode, stdout, stderr } = await run(["proto", "large"]);

        expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
        expect(stderr).to.include("profile.custom.__proto__ cannot be declared");
        expect(stderr).to.include("profile.custom.id is a whole number beyond 2^53");
    });

    it("reads many users at a time", async () => {
        const userIds = Array.from({ length: 200 }, (_, number) => `user-${number}`);
        for (const userId of userIds) {
            courier.profiles.set(userId, { name: userId });
        }
        const { stdout } = await run(["-"], [userIds.join("\n")]);
        expect(declaredBy(stdout).map(({ userId }) => userId)).to.deep.equal(userIds);
        expect(courier.connections.peak).to.be.within(8, 64);
    });

    it("stops at a refused key, and says once why", async () => {
        const userIds = Array.from({ length: 200 }, (_, number) => `user-${number}`);
        const { exitCode, stdout, stderr } = await pulumiCourier(["export", ...userIds], {
            env: { COURIER_API_KEY: "wrong-key", COURIER_BASE_URL: courier.url },
        });
        expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
        expect(stderr)
            .to.include("401")
            .and.to.match(/\d+ more were not tried/);
        expect(stderr).not.to.include("wrong-key");
        expect(courier.requests).to.have.length.at.most(64);
    });

    it("asks no user that courier:allowedUserIds does not allow", async () => {
        const { exitCode, stderr } = await pulumiCourier(["export", "user-ada"], {
            env: {
                COURIER_API_KEY: apiKey,
                COURIER_BASE_URL: courier.url,
                COURIER_ALLOWED_USER_IDS: "svc-.*",
            },
        });
        expect(exitCode).to.equal(1);
        expect(stderr).to.include("COURIER_ALLOWED_USER_IDS does not allow");
        expect(courier.requests).to.be.empty;
    });

    it("says which settings are missing, and that it reads the environment only", async () => {
        const { exitCode, stdout, stderr } = await pulumiCourier(["export", "-"]);
        expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
        expect(stderr).to.include("courier:apiKey is not set").and.to.include("COURIER_API_KEY");
        expect(stderr).to.include("reads the environment only, not the stack's configuration");
    });

    describe("secrets", () => {
        const secret = {
            slack: { access_token: "SECRET-1", channel: "C1" },
            ms_teams: { accessToken: "SECRET-2", tenant_id: "T" },
            webhook: {
                url: "https://hooks.example.com",
                headers: { "X-Key": "SECRET-3" },
                authentication: { mode: "basic", username: "SECRET-4" },
            },
            apn: { token: "SECRET-5" },
            expo: { tokens: [{ token: "SECRET-6" }] },
            firebaseToken: ["SECRET-7", "SECRET-8"],
            custom: { apiKey: "SECRET-9", accounts: [{ db_password: "SECRET-10" }] },
        };
        const plain = { custom: { tokens: [], secret: "", isSecret: true, tokenizer: "x", monkey: "y" } };

        it("are read from the stack's configuration, with the commands that set them, without the values", async () => {
            courier.profiles.set("svc-ci", secret);

            const { exitCode, stdout, stderr } = await run(["svc-ci"]);

            expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
            expect(stdout).not.to.include("SECRET");
            const commands = [...stdout.matchAll(/^\/\/ pulumi config set --secret (\w+)$/gm)];
            expect(commands.map(([, key]) => key)).to.deep.equal([
                "svcCiSlackAccessToken",
                "svcCiMsTeamsAccessToken",
                "svcCiWebhookHeaders",
                "svcCiWebhookAuthentication",
                "svcCiApnToken",
                "svcCiExpoTokens",
                "svcCiFirebaseToken",
                "svcCiCustomApiKey",
                "svcCiCustomAccounts0DbPassword",
            ]);
            const [declared] = declaredBy(stdout);
            expect(declared?.profile.slack).to.deep.equal({
                access_token: { secret: "svcCiSlackAccessToken" },
                channel: "C1",
            });
            expect(stdout).to.include(
                'requireSecretObject<{ mode: string; username: string }>("svcCiWebhookAuthentication")',
            );
        });

        it("are in plain text with --show-secrets", async () => {
            courier.profiles.set("svc-ci", secret);
            const { stdout } = await run(["svc-ci", "--show-secrets"]);
            expect(declaredBy(stdout)).to.deep.equal([{ name: "svc-ci", userId: "svc-ci", profile: secret }]);
            expect(stdout).not.to.include("config");
        });

        it("are none where a value is empty or a boolean, or only part of the word matches", async () => {
            courier.profiles.set("svc-ci", plain);
            const { stdout } = await run(["svc-ci"]);
            expect(declaredBy(stdout)).to.deep.equal([{ name: "svc-ci", userId: "svc-ci", profile: plain }]);
        });

        it("of two users have two configuration keys, also where their names look alike", () => {
            const profiles = new Map(
                ["svc-ci", "svc.ci", "svcCi"].map((userId) => [userId, { apn: { token: userId } }]),
            );
            const [first, second, third] = declaredBy(toTypeScript(profiles, { showSecrets: false }));
            expect([first, second, third].map((declared) => declared?.profile)).to.deep.equal([
                { apn: { token: { secret: "svcCiApnToken" } } },
                { apn: { token: { secret: "svcCiApnToken2" } } },
                { apn: { token: { secret: "svcCiApnToken3" } } },
            ]);
        });
    });

    describe("--json", () => {
        it("prints what profilesFromFile reads", async () => {
            courier.profiles.set("user-ada", { email: "ada@example.com" });
            courier.profiles.set("svc-ci", { custom: { list: [null, {}] } });
            const { exitCode, stdout } = await run(["--json", "user-ada", "svc-ci"]);
            expect(exitCode).to.equal(0);
            expect(JSON.parse(stdout)).to.deep.equal({
                "user-ada": { email: "ada@example.com" },
                "svc-ci": { custom: { list: [null, {}] } },
            });
        });

        it("prints users with secrets only with --show-secrets", async () => {
            const profile = { slack: { access_token: "SECRET" } };
            courier.profiles.set("svc-ci", profile);
            courier.profiles.set("user-ada", { locale: "en-GB" });

            const { exitCode, stdout, stderr } = await run(["--json", "svc-ci", "user-ada"]);
            expect(exitCode).to.equal(1);
            expect(JSON.parse(stdout)).to.have.keys("user-ada");
            expect(stderr).to.include('user "svc-ci": has secrets (slack.access_token)');
            expect(stderr).not.to.include("SECRET");

            const shown = await run(["--json", "--show-secrets", "svc-ci"]);
            expect(shown.exitCode).to.equal(0);
            expect(JSON.parse(shown.stdout)).to.deep.equal({ "svc-ci": profile });
        });

        it("refuses what profilesFromFile would refuse", async () => {
            courier.profiles.set("__proto__", { locale: "en-GB" });
            courier.profiles.set("svc-ci", { phone_number: 15551234567 });
            const { exitCode, stdout, stderr } = await run(["--json", "__proto__", "svc-ci"]);
            expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
            expect(stderr).to.include('user "__proto__": cannot be declared');
            expect(stderr).to.include('user "svc-ci": profile.phone_number is not of the type');
        });
    });
});

describe("The program that export prints", () => {
    it("has only names that each compiler knows, also of a letter whose capital is new in Unicode 16", () => {
        const profiles = new Map([
            ["一 ɤ", {}],
            ["ɤ-é ÿ", {}],
        ]);
        const program = toTypeScript(profiles, { showSecrets: true });
        expect(declaredBy(program).map(({ userId }) => userId)).to.deep.equal([...profiles.keys()]);
        expect(Array.from(program.matchAll(/^const (\S+)/gm), ([, name]) => name)).to.deep.equal([
            "user",
            "éŸ",
        ]);
    });

    it("declares any profile exactly, under any user id (property)", () => {
        const anyUserId = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
        const declarable = anyProfile.filter((profile) => {
            const problems: Problem[] = [];
            copyProfile(profile, "profile", problems);
            return problems.length === 0;
        });
        const anyProfiles = fc.dictionary(anyUserId, declarable, { minKeys: 1, maxKeys: 3 });
        fc.assert(
            fc.property(anyProfiles, (profiles) => {
                const program = toTypeScript(new Map(Object.entries(profiles)), { showSecrets: true });
                const declared = declaredBy(program);
                expect(declared.map(({ userId, profile }) => [userId, profile])).to.deep.equal(
                    JSON.parse(JSON.stringify(Object.entries(profiles))),
                );
                expect(new Set(declared.map(({ name }) => name)).size).to.equal(declared.length);
            }),
            sampled(250),
        );
    }).timeout(240_000);

    it("gives each profile a variable of its own that no keyword and no import has", () => {
        const userIds = [
            "svc-ci",
            "svc_ci",
            "new",
            "pulumi",
            "42",
            "🙂",
            "user2",
            "Profile",
            "API-user",
            "a.b@c",
        ];
        const program = toTypeScript(new Map(userIds.map((userId) => [userId, {}])), { showSecrets: false });
        expect([...program.matchAll(/^const (\S+) = new Profile/gm)].map(([, name]) => name)).to.deep.equal([
            "svcCi",
            "svcCi2",
            "new2",
            "pulumi2",
            "user42",
            "user",
            "user2",
            "profile",
            "apiUser",
            "aBC",
        ]);
        expect(declaredBy(program).map(({ userId }) => userId)).to.deep.equal(userIds);
    });

    it("shows characters that would reorder or hide text as escapes", () => {
        const profile = { name: "a\u202eb\u0085\u2028" };
        const program = toTypeScript(new Map([["ada", profile]]), { showSecrets: false });
        expect(program).to.include(String.raw`"a\u202eb\u0085\u2028"`);
        expect(declaredBy(program)[0]?.profile).to.deep.equal(profile);
    });
});

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
