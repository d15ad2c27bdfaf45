import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { type CompilerError, expectMarkedRefusals, typedPrograms } from "../support/typed-programs";
import { installedProject } from "./support/package-managers";
import { REPOSITORY_SDK } from "./support/versions";

const compilers = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];

/** The compiler's module systems, each with the type of package whose programs it is for. */
const systems = { commonjs: "commonjs", nodenext: "module" };

describe("the types of the packed package", function () {
    this.timeout(300_000);

    for (const version of compilers) {
        for (const [module, type] of Object.entries(systems)) {
            for (const exactOptionalPropertyTypes of [false, true]) {
                const options = { module, exactOptionalPropertyTypes };
                it(`take what can be a profile and refuse what cannot: TypeScript ${version}, ${JSON.stringify(options)}`, async () => {
                    const typescript = Object.fromEntries(
                        compilers.map((each) => [`typescript-${each}`, `npm:typescript@${each}`]),
                    );
                    const others = { "@types/node": "20.19.43", ...typescript };
                    const parent = await installedProject({ sdk: REPOSITORY_SDK, others });
                    const folder = await mkdtemp(path.join(parent, "project-"));
                    await writeProject(folder, type, options);

                    const tsc = path.join(parent, `node_modules/typescript-${version}/bin/tsc`);
                    expectMarkedRefusals(await errorsOf(folder, tsc));
                });
            }
        }
    }
});

async function writeProject(folder: string, type: string, options: object): Promise<void> {
    for (const [name, text] of typedPrograms) {
        const file = path.join(folder, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
    }
    await writeFile(path.join(folder, "package.json"), JSON.stringify({ type }));
    const compilerOptions = {
        target: "es2022",
        strict: true,
        skipLibCheck: false,
        types: ["node"],
        noEmit: true,
        ...options,
    };
    const tsconfig = { compilerOptions, files: [...typedPrograms.keys()] };
    await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
}

async function errorsOf(folder: string, tsc: string): Promise<CompilerError[]> {
    const printed = await new Promise<string>((resolve) => {
        const args = [tsc, "--project", folder, "--pretty", "false"];
        execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_, stdout, stderr) => {
            resolve(stdout + stderr);
        });
    });
    return printed
        .split("\n")
        .filter((line) => /^\S/.test(line))
        .map((line) => {
            const [, file, number, code] = /^(\S+)\((\d+),\d+\): error TS(\d+): /.exec(line) ?? [];
            return { place: `${file}:${number}`, code: Number(code), message: line };
        });
}
