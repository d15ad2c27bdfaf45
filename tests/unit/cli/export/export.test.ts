import { expect } from "chai";
import type { Emulator } from "../../../../emulator";
import type { JsonObject } from "../../../../provider/core/values/json";
import { useEmulators } from "../../../emulator/support/emulators";
import { useTemporaryFolder } from "../../../emulator/support/temporary-folder";
import { pulumiCourier, type CommandResult } from "../support/cli";
import { declaredByTypeScript } from "../support/exported-programs";
import { FakePulumi } from "../support/fake-pulumi";

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

    /** Writes a profile as another client may: its numbers are what the text says. */
    async function put(userId: string, profile: string): Promise<void> {
        const answer = await fetch(`${courier.url}/profiles/${userId}`, {
            method: "PUT",
            headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
            body: `{"profile":${profile}}`,
        });
        expect(answer.status).to.equal(200);
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
        expect(declaredByTypeScript(stdout)).to.deep.equal([
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
        expect(declaredByTypeScript(stdout).map(({ userId }) => userId)).to.deep.equal(["a", "b c", "ü"]);
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
        expect(declaredByTypeScript(stdout).map(({ userId }) => userId)).to.deep.equal(["svc-ci"]);
        expect(stderr).to.match(/^pulumi-courier: user "nobody": there is no profile of the user "nobody"/);
        expect(stderr.trim().split("\n")).to.have.length(3);
        expect(stderr).not.to.include("\u001b");
        expect((await run(["nobody"])).stdout).to.equal("");
    });

    it("prints an empty profile as one, and asks whether the user id is right", async () => {
        courier.profiles.set("svc-ci", {});
        const { exitCode, stdout, stderr } = await run(["svc-ci"]);
        expect(exitCode).to.equal(0);
        expect(declaredByTypeScript(stdout)).to.deep.equal([
            { name: "svc-ci", userId: "svc-ci", profile: {} },
        ]);
        expect(stderr).to.equal(
            'pulumi-courier: user "svc-ci": the profile is empty; is the user id right?\n',
        );
    });

    for (const args of [[], ["--yaml"], ["--python"], ["--json"]]) {
        it(`refuses a profile that a program could not write back as it is${args.map((arg) => `: ${arg}`).join("")}`, async () => {
            courier.profiles.set("proto", JSON.parse('{"custom":{"__proto__":{"a":1}}}') as JsonObject);
            await put(
                "large",
                '{"custom":{"id":1234567890123456789,"list":[{"share":0.1000000000000000055}]}}',
            );
            await put("beyond", '{"custom":{"id":9007199254740992}}');
            await put("other-notation", '{"custom":{"price":1.50,"count":1e3}}');

            const { exitCode, stdout, stderr } = await run([
                ...args,
                "proto",
                "large",
                "beyond",
                "other-notation",
            ]);

            expect(exitCode).to.equal(1);
            const lines = stderr.trimEnd().split("\n");
            expect(lines).to.have.length(3);
            const lineOf = (userId: string): string =>
                lines.find((line) => line.includes(`"${userId}"`)) ?? "";
            expect(lineOf("proto")).to.include('user "proto": profile.custom.__proto__ cannot be declared');
            expect(lineOf("large")).to.include(
                'user "large": has numbers that JavaScript cannot hold exactly (profile.custom.id, ' +
                    "profile.custom.list[0].share)",
            );
            expect(lineOf("beyond")).to.include(
                'user "beyond": profile.custom.id is a whole number beyond 2^53',
            );
            expect(stdout)
                .to.include("other-notation")
                .and.to.match(/price"?: 1\.5\b/);
            for (const text of ["1234567890123456", "0.1000000", "9007199254740992"]) {
                expect(stdout + stderr).not.to.include(text);
            }
        });
    }

    it("reads many users at a time", async () => {
        const userIds = Array.from({ length: 200 }, (_, number) => `user-${number}`);
        for (const userId of userIds) {
            courier.profiles.set(userId, { name: userId });
        }
        const { stdout } = await run(["-"], [userIds.join("\n")]);
        expect(declaredByTypeScript(stdout).map(({ userId }) => userId)).to.deep.equal(userIds);
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

    it("says where a key can come from if there is none, before it waits for user ids", async () => {
        const { exitCode, stdout, stderr } = await pulumiCourier(["export", "-"]);
        expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
        expect(stderr).to.equal(
            "pulumi-courier: courier:apiKey is not set in the environment: set COURIER_API_KEY, or add --stack NAME " +
                "to use that stack's configuration (see node_modules/pulumi-courier/docs/troubleshooting.md#settings)\n",
        );
    });

    describe("--stack", () => {
        const inFolder = useTemporaryFolder();
        let pulumi: FakePulumi;
        beforeEach(() => {
            pulumi = new FakePulumi(inFolder("bin"));
        });

        function runInProject(env: NodeJS.ProcessEnv): Promise<CommandResult> {
            return pulumiCourier(["export", "--stack", "dev", "svc-ci", "user-ada"], {
                cwd: inFolder("."),
                env: { PATH: pulumi.searchPath, ...env },
            });
        }

        it("reads with the settings of that stack, which come before those of the environment", async () => {
            courier.profiles.set("svc-ci", { locale: "en-GB" });
            pulumi.configuration({
                "courier:apiKey": [apiKey],
                "courier:baseUrl": courier.url,
                "courier:allowedUserIds": "svc-.*",
            });
            const { exitCode, stdout, stderr } = await runInProject({
                COURIER_API_KEY: "wrong-key",
                COURIER_BASE_URL: "http://127.0.0.1:1",
            });
            expect(exitCode).to.equal(1);
            expect(declaredByTypeScript(stdout).map(({ userId }) => userId)).to.deep.equal(["svc-ci"]);
            expect(stderr).to.match(/^pulumi-courier: user "user-ada": .*allowedUserIds does not allow.*\n$/);
            expect(stderr + stdout).not.to.include(apiKey);
        });

        it("says why the stack's configuration cannot be read, and asks Courier nothing", async () => {
            pulumi.says("config", "echo \"error: no stack named 'dev' found\" >&2; exit 6");
            const { exitCode, stdout, stderr } = await runInProject({
                COURIER_API_KEY: apiKey,
                COURIER_BASE_URL: courier.url,
            });
            expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
            expect(stderr).to.match(
                /^pulumi-courier: the configuration of the stack "dev" cannot be read: .*\n$/,
            );
            expect(courier.requests).to.be.empty;
        });
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
                "svcCiWebhookUrl",
                "svcCiApnToken",
                "svcCiCustomApiKey",
                "svcCiCustomAccounts0DbPassword",
                "svcCiWebhookHeaders",
                "svcCiWebhookAuthentication",
                "svcCiExpoTokens",
                "svcCiFirebaseToken",
            ]);
            const [declared] = declaredByTypeScript(stdout);
            expect(declared?.profile.slack).to.deep.equal({
                access_token: { secret: "svcCiSlackAccessToken" },
                channel: "C1",
            });
            expect(stdout).to.include(
                'requireSecretObject<{ mode: string; username: string }>("svcCiWebhookAuthentication")',
            );
        });

        const hidden = [
            ..."secretKey APIKey apikey API-KEY x_api_key signing_key passwd jwt bearer webhook_url".split(
                " ",
            ),
            ..."clientSecret REFRESH_TOKEN authtoken private_key_prod sessionCookie otp".split(" "),
            ..."db_password databaseUrl connectionString recovery_code encryption.key hook-url oauth".split(
                " ",
            ),
        ];
        const printed = "monkey keyboard turkey key secretary tokenizer author url homepage".split(" ");
        for (const args of [[], ["--yaml"], ["--python"]]) {
            it(`are never printed, however their keys are spelt${args.map((arg) => `: ${arg}`).join("")}`, async () => {
                const values = (names: readonly string[], value: string) =>
                    Object.fromEntries(names.map((name, index) => [name, `${value}-${index}`]));
                courier.profiles.set("svc-ci", {
                    ...values(hidden, "HIDDEN-top"),
                    custom: {
                        ...values(printed, "SHOWN"),
                        list: [values(hidden, "HIDDEN-deep")],
                        objects: Object.fromEntries(hidden.map((name) => [name, { value: "HIDDEN-object" }])),
                        arrays: Object.fromEntries(hidden.map((name) => [name, ["HIDDEN-item"]])),
                    },
                });
                const { exitCode, stdout } = await run([...args, "svc-ci"]);
                expect(exitCode).to.equal(0);
                expect(stdout.match(/HIDDEN[-\w]*/g)).to.equal(null);
                for (const [index] of printed.entries()) {
                    expect(stdout).to.include(`SHOWN-${index}`);
                }
            });
        }

        it("are in plain text with --show-secrets", async () => {
            courier.profiles.set("svc-ci", secret);
            const { stdout } = await run(["svc-ci", "--show-secrets"]);
            expect(declaredByTypeScript(stdout)).to.deep.equal([
                { name: "svc-ci", userId: "svc-ci", profile: secret },
            ]);
            expect(stdout).not.to.include("config");
        });

        it("are none where a value is empty or a boolean, or only part of the word matches", async () => {
            courier.profiles.set("svc-ci", plain);
            const { stdout } = await run(["svc-ci"]);
            expect(declaredByTypeScript(stdout)).to.deep.equal([
                { name: "svc-ci", userId: "svc-ci", profile: plain },
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
