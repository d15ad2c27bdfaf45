import { expect } from "chai";
import { readFile } from "node:fs/promises";
import { optionNames, optionValues, readOptions } from "../../../../provider/core/profile-options";
import schema from "../../../../provider/process/native/schema.json";
import { settingVariables } from "../../../../provider/run/settings";
import { DocComments } from "../../../../tools/schema/doc-comments";
import { exampleFile, exampleNames, type Language } from "../../../../tools/schema/examples";
import { packageSchema } from "../../../../tools/schema/schema";

interface Property {
    readonly description?: string;
    readonly default?: unknown;
    readonly $ref?: string;
}

type Properties = Readonly<Record<string, Property>>;

describe("The schema of the native provider", function () {
    // Reads every type of the package.
    this.timeout(60_000);

    const { "courier:index:Profile": profile, "courier:index:ProfileSet": set } = schema.resources;

    let docs: DocComments;
    before(() => {
        docs = new DocComments();
    });

    it("is what npm run schema makes of the types now", async () => {
        expect(schema, "run npm run schema").to.deep.equal(JSON.parse(JSON.stringify(await packageSchema())));
    });

    for (const [name, resource, args] of [
        ["Profile", profile, "ProfileArgs"],
        ["ProfileSet", set, "ProfileSetArgs"],
    ] as const) {
        it(`has the inputs of a ${name} in TypeScript, with their documentation, and the same of them required`, () => {
            const members = docs.membersOf(args);
            const inputs: Properties = resource.inputProperties;
            expect(Object.keys(inputs)).to.have.members(members.map((member) => member.name));
            for (const member of members) {
                expect(inputs[member.name]?.description, member.name).to.contain(member.documentation);
                expect(member.documentation, member.name).not.to.equal("");
            }
            expect(resource.requiredInputs).to.deep.equal(
                members.filter(({ isRequired }) => isRequired).map((member) => member.name),
            );
        });

        it(`has the outputs of a ${name} in TypeScript, with their documentation`, () => {
            const outputs: Properties = resource.properties;
            const members = docs.outputsOf(name);
            expect(Object.keys(outputs)).to.have.members(members.map((member) => member.name));
            for (const member of members) {
                expect(outputs[member.name]?.description).to.equal(member.documentation);
            }
        });

        it(`has the defaults and the values of a ${name}'s options, as the types and the provider have them`, () => {
            const inputs: Properties = resource.inputProperties;
            const types: Readonly<Record<string, { readonly enum: readonly { readonly value: string }[] }>> =
                schema.types;
            for (const option of optionNames) {
                expect(inputs[option]?.default).to.equal(readOptions({})[option]);
                expect(docs.membersOf(args).find((member) => member.name === option)?.default).to.equal(
                    JSON.stringify(readOptions({})[option]),
                );
                const type = types[(inputs[option]?.$ref ?? "").replace("#/types/", "")];
                const values = type?.enum.map(({ value }) => value);
                expect(values).to.deep.equal(optionValues[option]);
                expect(values).to.have.members(docs.literalsOf("ProfileOptionsArgs", option));
            }
        });

        it(`takes over a ${name} of the dynamic provider`, () => {
            expect(resource.aliases).to.deep.equal([{ type: `pulumi-nodejs:dynamic/courier:${name}` }]);
        });
    }

    it("describes each key that Courier knows as the types do", () => {
        const { description } = profile.inputProperties.profile;
        const keys = docs.membersOf("CourierProfile");
        expect(keys).to.have.length.above(20);
        for (const { name, documentation } of keys) {
            expect(description).to.contain(`\n- \`${name}\`: ${documentation}`);
        }
    });

    it("has every setting as an input of the provider, and the key as a secret", () => {
        const inputs: Readonly<Record<string, { readonly secret?: boolean; readonly description: string }>> =
            schema.provider.inputProperties;
        expect(Object.keys(inputs)).to.have.members(Object.keys(settingVariables));
        expect(schema.config.variables).to.deep.equal(inputs);
        for (const [name, variables] of Object.entries(settingVariables)) {
            expect(inputs[name]?.secret ?? false).to.equal(name === "apiKey");
            for (const variable of variables) expect(inputs[name]?.description).to.contain(`\`${variable}\``);
        }
    });

    it("has examples in every language of Pulumi", async () => {
        const texts = JSON.stringify(schema);
        for (const name of exampleNames) {
            for (const language of ["typescript", "python", "go", "csharp", "java", "yaml"] as Language[]) {
                const code = await readFile(exampleFile(name, language), "utf8");
                expect(texts).to.contain(
                    JSON.stringify(`\`\`\`${language}\n${code.trimEnd()}\n\`\`\``).slice(1, -1),
                );
            }
        }
    });
});
