import { expect } from "chai";
import { mkdirSync } from "node:fs";
import type { MessageError } from "../../../provider/core/messages/message-error";
import { readStackConfiguration } from "../../../cli/stack-configuration";
import { useTemporaryFolder } from "../../emulator/support/temporary-folder";
import { FakePulumi } from "./support/fake-pulumi";

describe("The configuration of a stack", () => {
    const inFolder = useTemporaryFolder();
    let pulumi: FakePulumi;
    let cwd: string;
    beforeEach(() => {
        pulumi = new FakePulumi(inFolder("bin"));
        cwd = inFolder("project");
        mkdirSync(cwd);
    });

    const read = (stack = "dev") => readStackConfiguration(stack, { cwd, env: { PATH: pulumi.searchPath } });

    async function failure(script: string): Promise<string> {
        pulumi.says("config", script);
        return read().then(
            () => "it was read",
            (error: unknown) => (error as MessageError).sentence,
        );
    }

    it("is what the Pulumi CLI says of it in the command's folder, with what is encrypted", async () => {
        pulumi.configuration({ "courier:apiKey": ["key"], "courier:maxRetries": "3" });
        expect(await read("acme/accounts/dev")).to.deep.equal(
            new Map([
                ["courier:apiKey", { text: "key", isSecret: true }],
                ["courier:maxRetries", { text: "3", isSecret: false }],
            ]),
        );
        expect(pulumi.calls).to.deep.equal([
            `${cwd}: config --show-secrets --json --stack acme/accounts/dev --non-interactive`,
        ]);
    });

    it("is not waited for on standard input, which is the command's", async () => {
        expect(await failure('read line; echo "error: read $? and $line" >&2; exit 1')).to.contain(
            "read 1 and",
        );
    });

    const mistakes = [
        {
            name: "no Pulumi.yaml",
            said: "error: no Pulumi.yaml project file found (searching upwards from /somewhere)",
            reason: /there is no Pulumi\.yaml in .*project or above it; run this in the project's folder$/,
        },
        {
            name: "an unknown stack",
            said: "error: no stack named 'dev' found",
            reason: /there is no such stack in this project; `pulumi stack ls` shows/,
        },
        {
            name: "no passphrase",
            said: "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE",
            reason: /encrypted with a passphrase: set PULUMI_CONFIG_PASSPHRASE or/,
        },
        {
            name: "a wrong passphrase",
            said: "error: incorrect passphrase",
            reason: /the passphrase in PULUMI_CONFIG_PASSPHRASE or .* is not the stack's$/,
        },
        {
            name: "no log-in",
            said: "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
            reason: /Pulumi is not logged in: run `pulumi login`, or set/,
        },
        {
            name: "anything else",
            said: "warning: something\nerror: the backend\n  is on fire",
            reason: /pulumi config failed: the backend is on fire$/,
        },
    ];
    for (const { name, said, reason } of mistakes) {
        it(`is refused in one line that says what to do: ${name}`, async () => {
            const message = await failure(`printf '%s\\n' "${said}" >&2; exit 6`);
            expect(message).to.match(/^the configuration of the stack "dev" cannot be read: /);
            expect(message).to.match(reason).and.not.to.contain("\n");
        });
    }

    it("is refused where there is no CLI, or one that does not know of JSON", async () => {
        expect(await failure("echo key: value")).to.contain("did not print it as JSON: install a newer one");
        const error = await readStackConfiguration("dev", { cwd, env: { PATH: cwd } }).catch(
            (reason: unknown) => reason,
        );
        expect(error)
            .to.be.an("error")
            .with.property("message")
            .that.contains("the Pulumi CLI is not on PATH");
    });

    it("is not quoted where its file is damaged: what stands there may be the key", async () => {
        const said = "error: yaml: line 1: cannot unmarshal !!str `pk_live...` into map[string]config.Value";
        expect(await failure(`cat >&2 <<'END'\n${said}\nEND\nexit 1`))
            .to.contain("cannot unmarshal !!str … into")
            .and.not.to.contain("pk_live");
    });
});
