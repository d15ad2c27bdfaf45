// Runs mocha with these arguments, then says how much of provider/ the tests have run; too little is a failure.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { withoutAddedCode, type KeptMap, type Script } from "./added-code";

const repository = path.resolve(__dirname, "../..");
const measured = path.join(repository, "provider");
const counts = path.join(repository, "coverage/tmp");
const thresholds = ["--lines=95", "--branches=95"];

/** Runs a program of a package in node_modules; resolves to its exit code. */
async function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const started = spawn(process.execPath, [path.join(repository, "node_modules", program), ...args], {
        cwd: repository,
        env: { ...process.env, ...environment },
        stdio: "inherit",
    });
    const [code] = (await once(started, "exit")) as [number | null];
    return code ?? 1;
}

/** Leaves in what Node.js has written only what tells of the source files that are measured. */
async function clean(file: string): Promise<void> {
    const { result, "source-map-cache": maps = {} } = JSON.parse(await readFile(file, "utf8")) as {
        result: Script[];
        "source-map-cache"?: Record<string, KeptMap>;
    };
    const scripts = result.flatMap((script) => {
        const map = maps[script.url];
        return map && script.url.startsWith(`${pathToFileURL(measured).href}/`)
            ? [withoutAddedCode(script, map)]
            : [];
    });
    await writeFile(file, JSON.stringify({ result: scripts, "source-map-cache": maps }));
}

/** The source files with nothing but types in them: they are never loaded, as no code comes of them. */
async function filesOfTypes(): Promise<string[]> {
    const compilerOptions = { module: ts.ModuleKind.ESNext, removeComments: true };
    const files: string[] = [];
    for (const file of ts.sys.readDirectory(measured, [".ts"])) {
        const { outputText } = ts.transpileModule(await readFile(file, "utf8"), { compilerOptions });
        if (file.endsWith(".d.ts") || outputText.trim() === "export {};") {
            files.push(path.relative(repository, file));
        }
    }
    return files;
}

async function main(): Promise<void> {
    await rm(counts, { recursive: true, force: true });
    const finishWriting = path.join(__dirname, "finish-writing.cjs");
    const tests = await run("mocha/bin/mocha.js", ["--require", finishWriting, ...process.argv.slice(2)], {
        NODE_V8_COVERAGE: counts,
    });
    for (const file of await readdir(counts)) {
        await clean(path.join(counts, file));
    }
    const report = await run("c8/bin/c8.js", [
        ...["report", "--temp-directory", counts, "--reporter", "text"],
        ...["--all", "--include", "provider/**/*.ts"],
        ...(await filesOfTypes()).flatMap((file) => ["--exclude", file]),
        ...["--check-coverage", ...thresholds],
    ]);
    process.exitCode = tests || report;
}

void main();
