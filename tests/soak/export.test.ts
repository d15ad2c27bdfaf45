import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { JsonObject, JsonValue } from "../../emulator";
import { repository } from "../engine/support/packed-package";
import { contents, writes } from "../engine/support/runs";
import { API_KEY, useStack } from "../engine/support/use-stack";
import { awkwardProfile } from "../unit/cli/support/awkward-texts";

const profiles: Readonly<Record<string, JsonObject>> = {
    "svc-ci": {
        email: "ci@example.com",
        slack: { access_token: "xoxb-SECRET-1", channel: "C01" },
        webhook: {
            url: "https://hooks.example.com/SECRET-0",
            authentication: { mode: "basic", username: "ci", password: "SECRET-2", tries: 3, realm: null },
        },
        custom: {
            "given name": 'Zoë "Z" 🙂\n',
            numbers: [0, -1.5, 1e-7, 9007199254740991],
            nothing: null,
            deep: { list: [{ a: [] }, {}, [[null, true]]] },
        },
    },
    "user/ada@example.com": { firebaseToken: ["SECRET-3", "SECRET-4"], apn: { token: "SECRET-5" } },
    new: { email: "", address: {}, phone_number_verified: false },
    // Not of the types that Courier documents, which it takes nevertheless.
    odd: { phone_number: 15551234567, address: { country: 44 }, expo: { token: 5, tokens: "SECRET-6" } },
    empty: {},
};

/** What Pulumi YAML takes for something else where it is a value of the configuration. */
const pins = { firebaseToken: ["0123", "123456", "true", "1e5", '{"a":1}', '"q"', "SECRET-7"] };

/** What a person would set, by configuration key. */
const secrets: Readonly<Record<string, string>> = {
    svcCiSlackAccessToken: "xoxb-SECRET-1",
    svcCiWebhookUrl: "https://hooks.example.com/SECRET-0",
    svcCiWebhookAuthentication:
        '{"mode":"basic","username":"ci","password":"SECRET-2","tries":3,"realm":null}',
    userAdaExampleComFirebaseToken: '["SECRET-3","SECRET-4"]',
    userAdaExampleComApnToken: "SECRET-5",
    oddExpoToken: "5",
    oddExpoTokens: "SECRET-6",
};

/** The same for Pulumi YAML, text by text. */
const yamlSecrets: Readonly<Record<string, string>> = {
    svcCiSlackAccessToken: "xoxb-SECRET-1",
    svcCiWebhookUrl: "https://hooks.example.com/SECRET-0",
    svcCiWebhookAuthenticationMode: "basic",
    svcCiWebhookAuthenticationUsername: "ci",
    svcCiWebhookAuthenticationPassword: "SECRET-2",
    svcCiWebhookAuthenticationTries: "3",
    // A key of the awkward texts.
    userAwkwardCustomSecret: "${secret}",
    ...Object.fromEntries(
        pins.firebaseToken.map((text, index) => [
            `pinsFirebaseToken${index}`,
            text.startsWith("SECRET") ? text : JSON.stringify(text),
        ]),
    ),
};

describe("What pulumi-courier export prints", () => {
    const test = useStack({ package: "linked" });

    /** Runs the built command as its users do. */
    async function run(...args: string[]): Promise<string> {
        const { stdout, stderr } = await promisify(execFile)(
            process.execPath,
            [path.join(repository, "dist/cli/main.js"), "export", ...args],
            { env: { COURIER_API_KEY: API_KEY, COURIER_BASE_URL: test.courier.url } },
        );
        expect(stderr.replace(/^.* the profile is empty.*\n/, "")).to.equal("");
        return stdout;
    }

    /** Runs `up` and shows that it has changed nothing on the server, and that nothing is left to do. */
    async function expectNothingChanges(before: string): Promise<void> {
        const { courier, stack } = test;
        await stack.up();
        expect(canonical(contents(courier))).to.equal(before);
        courier.clearRequests();
        await stack.preview({ args: ["--expect-no-changes"] });
        await stack.refresh({ args: ["--expect-no-changes"] });
        await stack.up({ args: ["--expect-no-changes"] });
        expect(writes(courier)).to.be.empty;
        expect(canonical(contents(courier))).to.equal(before);
    }

    it("is a program whose up leaves every profile as it was, with the secrets from the configuration", async () => {
        const { courier, stack } = test;
        for (const [userId, profile] of Object.entries(profiles)) {
            courier.profiles.set(userId, profile);
        }
        const before = canonical(contents(courier));

        const program = await run(...Object.keys(profiles));

        expect(program).not.to.include("SECRET");
        const keys = [...program.matchAll(/^\/\/ pulumi config set --secret (\S+)$/gm)].map(([, key]) => key);
        expect(keys).to.have.members(Object.keys(secrets));
        for (const [key, value] of Object.entries(secrets)) {
            await stack.setConfig(key, value, { secret: true });
        }
        await writeFile(path.join(stack.folder, "index.ts"), program);
        await writeFile(path.join(stack.folder, "package.json"), JSON.stringify({ main: "index.ts" }));
        await writeFile(path.join(stack.folder, "tsconfig.json"), tsconfig);

        await expectNothingChanges(before);
        expect(await stack.stateText()).not.to.include("SECRET");
    });

    it("is with --yaml a program whose up leaves every profile as it was, with awkward texts and secrets", async () => {
        const { courier, stack } = test;
        // Pulumi's host for YAML leaves out keys that are null, which to Courier are as good as absent.
        courier.profiles.set("svc-ci", withoutNulls(profiles["svc-ci"] ?? {}));
        courier.profiles.set("pins", pins);
        courier.profiles.set("user/awkward", awkwardProfile);
        const before = canonical(contents(courier));

        const program = await run("--yaml", ...courier.profiles.all().keys());

        expect(program).not.to.include("SECRET");
        const keys = [...program.matchAll(/^# pulumi config set --secret (\S+)$/gm)].map(([, key]) => key);
        expect(keys).to.have.members(Object.keys(yamlSecrets));
        for (const [key, value] of Object.entries(yamlSecrets)) {
            await stack.setConfig(key, value, { secret: true });
        }
        const packages = { courier: path.join(repository, "plugin") };
        const project = { name: "test-project", runtime: "yaml", packages };
        await writeFile(path.join(stack.folder, "Pulumi.yaml"), JSON.stringify(project));
        await writeFile(path.join(stack.folder, "Main.yaml"), program);

        await expectNothingChanges(before);
        expect(await stack.stateText()).not.to.include("SECRET");
    });

    it("is with --json a file whose ProfileSet leaves every profile as it was", async () => {
        const { courier, stack } = test;
        for (const userId of ["svc-ci", "user/ada@example.com", "new", "empty"]) {
            courier.profiles.set(userId, profiles[userId] ?? {});
        }
        const before = canonical(contents(courier));

        const json = await run("--json", "--show-secrets", ...courier.profiles.all().keys());
        await writeFile(path.join(stack.folder, "users.json"), json);
        expect(JSON.parse(await readFile(path.join(stack.folder, "users.json"), "utf8"))).to.have.keys([
            ...courier.profiles.all().keys(),
        ]);
        await stack.program(`
            const { ProfileSet, profilesFromFile } = require("pulumi-courier");
            new ProfileSet("users", { profiles: profilesFromFile("users.json") });
        `);

        await expectNothingChanges(before);
    });
});

const tsconfig = JSON.stringify({
    compilerOptions: { target: "es2022", module: "node16", strict: true, noEmit: true, types: ["node"] },
    files: ["index.ts"],
});

/** The object without keys that are null. */
function withoutNulls(object: JsonObject): JsonObject {
    return JSON.parse(JSON.stringify(object), (_key, item: JsonValue) =>
        typeof item === "object" && item !== null && !Array.isArray(item)
            ? Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null))
            : item,
    ) as JsonObject;
}

/** JSON with the keys of objects in one order: the engine keeps none. */
function canonical(value: JsonValue): string {
    return JSON.stringify(value, (_key, item: JsonValue) =>
        typeof item === "object" && item !== null && !Array.isArray(item)
            ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
            : item,
    );
}
