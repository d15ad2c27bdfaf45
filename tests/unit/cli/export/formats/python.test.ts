import { expect } from "chai";
import { python } from "../../../../../cli/export/formats/python";

describe("The program in Python", () => {
    it("gives each profile a variable of its own that no keyword and no import has", () => {
        const userIds = [
            "svc-ci",
            "svc_ci",
            "import",
            "None",
            "pulumi",
            "42",
            "🙂",
            "API-user",
            "a.b@c",
            "é",
        ];
        const program = python.print(new Map(userIds.map((userId) => [userId, {}])), { showSecrets: false });
        expect(Array.from(program.matchAll(/^(\S+) = courier\.Profile/gm), ([, name]) => name)).to.deep.equal(
            [
                "svc_ci",
                "svc_ci_2",
                "import_2",
                "none",
                "pulumi_2",
                "user_42",
                "user",
                "api_user",
                "a_b_c",
                "é",
            ],
        );
    });

    it("reads its secrets before the first resource, and says which want JSON", () => {
        const profile = { apn: { token: "SECRET" }, firebaseToken: ["SECRET"], email: "ada@example.com" };
        expect(python.print(new Map([["user-ada", profile]]), { showSecrets: false })).to.equal(`import pulumi
import pulumi_courier as courier

# Before the first \`pulumi up\`, set the secrets; each command asks for its value:
# pulumi config set --secret userAdaApnToken
# These want JSON:
# pulumi config set --secret userAdaFirebaseToken
config = pulumi.Config()
secrets = {
    "userAdaApnToken": config.require_secret("userAdaApnToken"),
    "userAdaFirebaseToken": config.require_secret_object("userAdaFirebaseToken"),
}

user_ada = courier.Profile(
    "user-ada",
    user_id="user-ada",
    profile={
        "apn": {"token": secrets["userAdaApnToken"]},
        "firebaseToken": secrets["userAdaFirebaseToken"],
        "email": "ada@example.com",
    },
)
`);
    });
});
