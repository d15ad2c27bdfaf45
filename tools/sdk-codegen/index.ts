import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { cacheFolder, fillCache } from "../pulumi-cli/cache";
import { Go } from "../pulumi-cli/go";
import { findExecutable } from "../pulumi-cli/installation";
import type { Log } from "../pulumi-cli/progress";

const EXECUTABLE = process.platform === "win32" ? "sdk-codegen.exe" : "sdk-codegen";

export interface SdkOptions {
    /** The file with the package's schema, which must have a version. */
    schema: string;
    language: "nodejs" | "python" | "go";
    /** The folder to write the SDK into; what is there stays, but for files of the same names. */
    folder: string;
    /** Environment in which to look and build. Default: `process.env`. */
    env?: NodeJS.ProcessEnv;
    /** Takes each line of progress. Default: standard error. */
    log?: Log;
}

/**
 * Writes the SDK that `pulumi package add` makes of a schema, also where the language's host cannot make any. What
 * writes it is Pulumi's own code, built from its Go module once and kept beside the CLI.
 *
 * @throws Error that says what is wrong with the schema, or why nothing could be built.
 *
 * @example
 * ```ts
 * await generateSdk({ schema: "plugin/schema.json", language: "python", folder: "sdks/courier" });
 * ```
 */
export async function generateSdk({
    schema,
    language,
    folder,
    env = process.env,
    log = (line) => process.stderr.write(`${line}\n`),
}: SdkOptions): Promise<void> {
    const command = await program(env, log);
    try {
        await promisify(execFile)(command, [schema, language, folder]);
    } catch (error) {
        const { message, stderr } = error as Error & { stderr: string };
        throw new Error(`${EXECUTABLE}: ${stderr.trim() || message}`, { cause: error });
    }
}

/** The program from the cache, else built into it. */
async function program(env: NodeJS.ProcessEnv, log: Log): Promise<string> {
    const root = path.join(cacheFolder(env), `sdk-codegen-${await sourceHash()}`);
    const find = async (folder: string) => {
        const found = await findExecutable(EXECUTABLE, [folder]);
        if (found === undefined) throw new Error(`${folder} has no ${EXECUTABLE}`);
        return found;
    };
    return find(root).catch(async () => {
        const go = await Go.find(env, log);
        log(`tools: building ${EXECUTABLE} from its Go modules; this takes up to two minutes, once`);
        const source = { folder: __dirname, package: "." };
        return fillCache(root, (staging) => go.build(source, path.join(staging, EXECUTABLE)), find);
    });
}

/** Names what is kept, so that it is built anew once its source or the version of Pulumi in go.mod is another. */
async function sourceHash(): Promise<string> {
    const hash = createHash("sha256");
    for (const file of ["main.go", "go.mod"]) hash.update(await readFile(path.join(__dirname, file)));
    return hash.digest("hex").slice(0, 12);
}
