import { expect } from "chai";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { generateSdk, type SdkOptions } from "../../tools/sdk-codegen";
import { runFolder } from "../engine/support/run-folder";
import { installedProject } from "./support/package-managers";
import { run } from "./support/tools";
import { NEWEST_SDK } from "./support/versions";

const schema = {
    name: "lamps",
    version: "1.2.3",
    resources: {
        "lamps:index:Lamp": {
            description: "A lamp.",
            properties: { colour: { type: "string" } },
            required: ["colour"],
            inputProperties: { colour: { type: "string" } },
            requiredInputs: ["colour"],
        },
    },
};

describe("the SDK that is made of a schema", function () {
    // The first one waits for the program that makes them.
    this.timeout(1_200_000);

    /** The folder that has the SDK as `sdk`. */
    async function sdk(
        language: SdkOptions["language"],
        { ofSchema = schema, parent = runFolder() }: { ofSchema?: object; parent?: string } = {},
    ): Promise<string> {
        const folder = await mkdtemp(path.join(parent, `sdk-${language}-`));
        const file = path.join(folder, "schema.json");
        await writeFile(file, JSON.stringify(ofSchema));
        await generateSdk({ schema: file, language, folder: path.join(folder, "sdk") });
        return folder;
    }

    it("gives programs in TypeScript its types", async () => {
        // What is made calls functions that came with the SDK 3.269.
        const others = { typescript: "6.0.3", "@types/node": "20.19.43" };
        const parent = await installedProject({ sdk: NEWEST_SDK, others });
        const folder = await sdk("nodejs", { parent });
        const compile = async (inputs: string) => {
            const program = `import { Lamp } from "./sdk"; export const { colour } = new Lamp("l", ${inputs});`;
            await writeFile(path.join(folder, "program.ts"), program);
            const tsc = path.join(parent, "node_modules/typescript/bin/tsc");
            const options = ["--module", "nodenext", "--types", "node", "--strict", "--noEmit"];
            await run(folder, process.execPath, [tsc, ...options, "program.ts"]);
        };

        await compile('{ colour: "red" }');
        const error = await compile("{ colour: 1 }").catch((reason: unknown) => reason);
        expect(error).to.be.an("error").with.property("message").that.contains("program.ts(1,");
    });

    it("gives programs in Python a class with its inputs", async () => {
        const folder = await sdk("python");
        const check = `
            import ast
            tree = ast.parse(open("sdk/pulumi_lamps/lamp.py").read())
            lamp = next(node for node in tree.body if getattr(node, "name", "") == "Lamp")
            init = next(node for node in lamp.body if getattr(node, "name", "") == "_internal_init")
            assert "colour" in [arg.arg for arg in init.args.args], ast.dump(init)
        `;
        await run(folder, "python3", ["-c", check.replaceAll(/^ {12}/gm, "")]);
    });

    it("is a module for programs in Go", async () => {
        const folder = await sdk("go");
        await run(folder, "gofmt", ["-e", "sdk"]);
        expect(await readFile(path.join(folder, "sdk/go.mod"), "utf8")).to.contain("/pulumi/sdk/v3 v3.");
        expect(await readFile(path.join(folder, "sdk/lamps/lamp.go"), "utf8")).to.contain(
            "Colour pulumi.StringInput",
        );
    });

    it("is refused where the schema is not one, in words that name the file and the reason", async () => {
        const message = (ofSchema: object) =>
            sdk("go", { ofSchema }).then(
                () => undefined,
                (error: unknown) => (error as Error).message.replace(/\/.*schema\.json/, "schema.json"),
            );

        expect(await message({ ...schema, version: undefined })).to.equal(
            "sdk-codegen: schema.json: package version is required",
        );
        const reference = { $ref: "/aws/v7.0.0/schema.json#/types/aws:index:Tags" };
        const inputs = { inputProperties: { tags: reference } };
        expect(await message({ ...schema, resources: { "lamps:index:Lamp": inputs } })).to.contain(
            'refers to the package "aws", and may refer to none',
        );
    });
});
