import { expect } from "chai";
import { typescript } from "../../../../../cli/export/formats/typescript";
import { declaredByTypeScript } from "../../support/exported-programs";
describe("The program in TypeScript", () => {
    it("has only names that each compiler knows, also of a letter whose capital is new in Unicode 16", () => {
        const profiles = new Map([
            ["一 ɤ", {}],
            ["ɤ-é ÿ", {}],
        ]);
        const program = typescript.print(profiles, { showSecrets: true });
        expect(declaredByTypeScript(program).map(({ userId }) => userId)).to.deep.equal([...profiles.keys()]);
        expect(Array.from(program.matchAll(/^const (\S+)/gm), ([, name]) => name)).to.deep.equal([
            "user",
            "éŸ",
        ]);
    });

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
        const program = typescript.print(new Map(userIds.map((userId) => [userId, {}])), {
            showSecrets: false,
        });
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
        expect(declaredByTypeScript(program).map(({ userId }) => userId)).to.deep.equal(userIds);
    });

    it("shows characters that would reorder or hide text as escapes", () => {
        const profile = { name: "a\u202eb\u0085\u2028" };
        const program = typescript.print(new Map([["ada", profile]]), { showSecrets: false });
        expect(program).to.include(String.raw`"a\u202eb\u0085\u2028"`);
        expect(declaredByTypeScript(program)[0]?.profile).to.deep.equal(profile);
    });

    describe("reads its secrets", () => {
        const profiles = new Map(
            ["svc-ci", "svc.ci"].map((userId) => [
                userId,
                {
                    apn: { token: `SECRET of ${userId}` },
                    webhook: { headers: { "X-Key": "SECRET" } },
                    firebaseToken: ["SECRET", "SECRET"],
                },
            ]),
        );
        const program = typescript.print(profiles, { showSecrets: false });

        it("before it declares the first resource, so that a forgotten one ends it with nothing written", () => {
            const seen: string[] = [];
            const declared = declaredByTypeScript(program, (key) => {
                seen.push(key);
                return { secret: key };
            });
            expect(declared).to.have.length(2);
            expect(seen).to.have.length(6);
            for (const forgotten of seen) {
                const attempt = () =>
                    declaredByTypeScript(program, (key) => {
                        if (key === forgotten) {
                            throw new Error(`Missing required configuration variable '${key}'`);
                        }
                    });
                expect(attempt).to.throw(`Missing required configuration variable '${forgotten}'`);
            }
            expect(program.lastIndexOf("config.require")).to.be.below(program.indexOf("new Profile("));
        });

        it("each under its own key, also where the users' names look alike", () => {
            expect(declaredByTypeScript(program).map(({ profile }) => profile.apn)).to.deep.equal([
                { token: { secret: "svcCiApnToken" } },
                { token: { secret: "svcCiApnToken2" } },
            ]);
        });

        it("and says with the commands that set them which want JSON, and of what type", () => {
            const [texts = "", json = ""] = program.split(
                "// These want JSON, of the type that stands below:",
            );
            const keys = (text: string) =>
                Array.from(text.matchAll(/^\/\/ pulumi config set --secret (\w+)$/gm), ([, key]) => key);
            expect(keys(texts)).to.deep.equal(["svcCiApnToken", "svcCiApnToken2"]);
            expect(keys(json)).to.deep.equal([
                "svcCiWebhookHeaders",
                "svcCiFirebaseToken",
                "svcCiWebhookHeaders2",
                "svcCiFirebaseToken2",
            ]);
            expect(json).to.include('requireSecretObject<{ "X-Key": string }>("svcCiWebhookHeaders")');
            expect(json).to.include('requireSecretObject<string[]>("svcCiFirebaseToken")');
            expect(program).not.to.include("SECRET");
        });
    });
});
