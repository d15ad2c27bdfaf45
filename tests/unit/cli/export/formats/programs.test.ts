import { expect } from "chai";
import fc from "fast-check";
import type { Format } from "../../../../../cli/export/formats/format";
import { python } from "../../../../../cli/export/formats/python";
import { typescript } from "../../../../../cli/export/formats/typescript";
import { yaml } from "../../../../../cli/export/formats/yaml";
import type { JsonObject } from "../../../../../provider/core/values/json";
import { copyProfile } from "../../../../../provider/core/values/copy-json";
import type { Problem } from "../../../../../provider/core/messages/problem";
import { anyProfile, sampled } from "../../../core/support/arbitraries";
import {
    declaredByPython,
    declaredByTypeScript,
    declaredByYaml,
    type DeclaredProfile,
} from "../../support/exported-programs";
import { awkwardProfile, awkwardTexts } from "../../support/awkward-texts";

const languages: { name: string; format: Format; declaredBy: (program: string) => DeclaredProfile[] }[] = [
    { name: "TypeScript", format: typescript, declaredBy: declaredByTypeScript },
    { name: "Python", format: python, declaredBy: declaredByPython },
    { name: "YAML", format: yaml, declaredBy: declaredByYaml },
];

for (const { name, format, declaredBy } of languages) {
    describe(`The program in ${name} that export prints`, () => {
        function declares(profiles: ReadonlyMap<string, JsonObject>): DeclaredProfile[] {
            const declared = declaredBy(format.print(profiles, { showSecrets: true }));
            expect(declared.map(({ userId, profile }) => [userId, profile])).to.deep.equal([...profiles]);
            expect(new Set(declared.map((resource) => resource.name)).size).to.equal(declared.length);
            return declared;
        }

        it("declares texts and keys that are awkward in one language or another", () => {
            declares(new Map([["svc-ci", awkwardProfile]]));
        });

        it("declares users whose ids are awkward, each under a name of its own", () => {
            declares(new Map(awkwardTexts.filter((text) => text !== "").map((userId) => [userId, {}])));
        });

        it("declares any profile exactly, under any user id (property)", () => {
            const anyUserId = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
            const anyProfiles = fc.dictionary(anyUserId, anyProfile.filter(isDeclarable), {
                minKeys: 1,
                maxKeys: 3,
            });
            fc.assert(
                fc.property(anyProfiles, (profiles) => {
                    declares(
                        new Map(
                            Object.entries(
                                JSON.parse(JSON.stringify(profiles)) as Record<string, JsonObject>,
                            ),
                        ),
                    );
                }),
                sampled(250),
            );
        }).timeout(240_000);

        it("has a resource of one and the same name for each user as in the other languages", () => {
            const profiles = new Map(
                ["svc-ci", "svc ci", "svc-ci-2", "user/ada"].map((userId) => [userId, {}]),
            );
            expect(declares(profiles).map((resource) => resource.name)).to.deep.equal([
                "svc-ci",
                "svc-ci-2",
                "svc-ci-2-2",
                "user-ada",
            ]);
        });
    });
}

function isDeclarable(profile: JsonObject): boolean {
    const problems: Problem[] = [];
    copyProfile(profile, "profile", problems);
    return problems.length === 0;
}
