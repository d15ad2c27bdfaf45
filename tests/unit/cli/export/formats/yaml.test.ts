import { expect } from "chai";
import { yaml } from "../../../../../cli/export/formats/yaml";
import type { JsonObject } from "../../../../../provider/core/values/json";
import { declaredByYaml } from "../../support/exported-programs";

describe("The program in YAML", () => {
    it("is a Main.yaml that one can read, with its secrets in the configuration", () => {
        const profile = {
            email: "ada@example.com",
            phone_number: "+15551234567",
            custom: { "given name": "Ada", note: "costs $5, ${x}", empty: [] },
            webhook: { authentication: { mode: "basic", tries: 3, isOn: true, realm: "" } },
        };
        const program = yaml.print(
            new Map<string, JsonObject>([
                ["user-ada", profile],
                ["svc-ci", {}],
            ]),
            { showSecrets: false },
        );
        expect(program).to.equal(`\
# Main.yaml, beside a Pulumi.yaml that has \`runtime: yaml\` and names the plugin of pulumi-courier.
# Before the first \`pulumi up\`, set the secrets; each command asks for its value:
# pulumi config set --secret userAdaWebhookAuthenticationMode
# pulumi config set --secret userAdaWebhookAuthenticationTries

config:
  userAdaWebhookAuthenticationMode:
    type: string
    secret: true
  userAdaWebhookAuthenticationTries:
    type: integer
    secret: true
resources:
  user-ada:
    type: courier:Profile
    properties:
      userId: user-ada
      profile:
        email: ada@example.com
        phone_number: "+15551234567"
        custom:
          given name: Ada
          note: "costs $5, $\${x}"
          empty: []
        webhook:
          authentication:
            mode: \${userAdaWebhookAuthenticationMode}
            tries: \${userAdaWebhookAuthenticationTries}
            isOn: true
            realm: ""

  svc-ci:
    type: courier:Profile
    properties:
      userId: svc-ci
      profile: {}
`);
    });

    it("asks for double quotes around a secret text that Pulumi YAML would take for something else", () => {
        const bare = ["xoxb-1", "abc", "true story", "nano"];
        const quoted = [
            "123456",
            "0123",
            "1e5",
            "-1",
            ".5",
            " 7",
            "true",
            "T",
            "null",
            "NaN",
            "Inf",
            '"q"',
            "[1]",
            "{}",
        ];
        const profile = { firebaseToken: [...bare, ...quoted] };
        const program = yaml.print(new Map([["a", profile]]), { showSecrets: false });
        const [first = "", second = ""] = program.split("# These in double quotes");
        const keys = (text: string) =>
            Array.from(text.matchAll(/^# pulumi config set --secret aFirebaseToken(\d+)$/gm), ([, index]) =>
                Number(index),
            ).map((index) => profile.firebaseToken[index]);
        expect(keys(first)).to.deep.equal(bare);
        expect(keys(second)).to.deep.equal(quoted);
        for (const text of ["xoxb", "story", "123456"]) {
            expect(program).not.to.include(text);
        }
    });

    it('has no name twice: resources and the configuration share theirs, and "pulumi" is taken', () => {
        const token = { apn: { token: "SECRET" } };
        const profiles = new Map<string, JsonObject>([
            ["a", token],
            ["aApnToken", token],
            ["pulumi", {}],
        ]);
        const program = yaml.print(profiles, { showSecrets: false });
        expect(declaredByYaml(program)).to.deep.equal([
            { name: "a", userId: "a", profile: { apn: { token: { secret: "aApnToken2" } } } },
            {
                name: "aApnToken",
                userId: "aApnToken",
                profile: { apn: { token: { secret: "aApnTokenApnToken" } } },
            },
            { name: "pulumi-2", userId: "pulumi", profile: {} },
        ]);
    });

    it("refuses a key that Pulumi YAML takes for a function, at any depth", () => {
        for (const key of ["fn::secret", "FN::stringAsset", "fn::anything"]) {
            const refusal = yaml.refusal(
                "svc-ci",
                { custom: { list: [{ [key]: "x" }] } },
                { showSecrets: true },
            );
            expect(refusal).to.include(
                `profile.custom.list["0"]["${key}"] has a name that Pulumi YAML takes`,
            );
        }
        expect(
            yaml.refusal("svc-ci", { custom: { "my fn::x": "fn::secret" } }, { showSecrets: true }),
        ).to.equal(undefined);
    });
});
