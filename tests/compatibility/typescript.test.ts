import { copyFile, mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { installedProject } from "./support/package-managers";
import { run } from "./support/tools";
import { REPOSITORY_SDK } from "./support/versions";

const program = path.join(__dirname, "fixtures/every-public-type.ts");
const compilers = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];

/** The compiler's module systems, each with the type of package whose programs it is for. */
const systems = { commonjs: "commonjs", nodenext: "module" };

describe("a program that uses every public type", function () {
    this.timeout(300_000);

    for (const version of compilers) {
        for (const [module, type] of Object.entries(systems)) {
            it(`compiles with TypeScript ${version}, strict, module ${module}`, async () => {
                const typescript = Object.fromEntries(
                    compilers.map((each) => [`typescript-${each}`, `npm:typescript@${each}`]),
                );
                const others = { "@types/node": "20.19.43", ...typescript };
                const parent = await installedProject({ sdk: REPOSITORY_SDK, others });
                const folder = await mkdtemp(path.join(parent, "project-"));
                await copyFile(program, path.join(folder, "index.ts"));
                await writeFile(path.join(folder, "package.json"), JSON.stringify({ type }));
                const compilerOptions = {
                    target: "es2022",
                    module,
                    strict: true,
                    types: ["node"],
                    noEmit: true,
                };
                const tsconfig = { compilerOptions, files: ["index.ts"] };
                await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(tsconfig));

                const tsc = path.join(parent, `node_modules/typescript-${version}/bin/tsc`);
                await run(folder, process.execPath, [tsc, "--project", folder]);
            });
        }
    }
});
