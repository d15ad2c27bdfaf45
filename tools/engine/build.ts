import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { EXECUTABLES, findExecutable, PINNED_VERSION, searchPath } from "./installation";
import { withProgress, type Log } from "./progress";

/** The oldest Go that builds the CLI. */
export const MINIMUM_GO_VERSION = "1.25.11";

/** The last release whose Go module has the Node.js language host in it; it serves newer CLIs as well. */
const LANGUAGE_HOST_VERSION = "3.68.0";

interface Program {
    /** Folder, beside this file, of the Go module that pins the program and all it is made of. */
    module: string;
    package: string;
    version: string;
    executable: string;
}

const PROGRAMS: Program[] = [
    {
        module: "cli",
        package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        version: PINNED_VERSION,
        executable: EXECUTABLES.cli,
    },
    {
        module: "language-nodejs",
        package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        version: LANGUAGE_HOST_VERSION,
        executable: EXECUTABLES.languageHost,
    },
];

/** Builds the CLI from its Go modules into `<root>/bin`. */
export async function buildCli(root: string, env: NodeJS.ProcessEnv, log: Log): Promise<void> {
    const go = await findExecutable(process.platform === "win32" ? "go.exe" : "go", searchPath(env));
    if (go === undefined) throw new Error("go is not on PATH");

    log(`engine: building pulumi ${PINNED_VERSION} from its Go modules; this takes about five minutes, once`);
    const binDir = path.join(root, "bin");
    await mkdir(binDir, { recursive: true });
    for (const program of PROGRAMS) {
        const work = goBuild(go, program, path.join(binDir, program.executable), env, log);
        await withProgress(log, `building ${program.executable}`, work);
    }

    const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
    const script = path.join(binDir, EXECUTABLES.dynamicProvider);
    await copyFile(path.join(sdk, EXECUTABLES.dynamicProvider), script);
    await chmod(script, 0o755);
}

async function goBuild(
    go: string,
    program: Program,
    output: string,
    env: NodeJS.ProcessEnv,
    log: Log,
): Promise<void> {
    const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
    const args = [
        ...["build", "-mod=readonly", "-trimpath", "-tags", "osusergo grpcnotrace"],
        ...["-ldflags", `-s -w -X ${versionVariable}=v${program.version}`],
        ...["-o", output, program.package],
    ];
    try {
        await promisify(execFile)(go, args, {
            cwd: path.join(__dirname, program.module),
            // A go.work in a folder above would replace the pinned modules.
            env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
            maxBuffer: 64 * 1024 * 1024,
        });
    } catch (error) {
        const { message, stderr } = error as Error & { stderr: string };
        const lines = stderr
            .split("\n")
            .filter((line) => line !== "" && !line.startsWith("go: downloading "));
        for (const line of lines.slice(-40)) log(`engine: ${program.executable}: ${line}`);
        throw new Error(`go build of ${program.executable} failed: ${lines.at(-1) ?? message}`, {
            cause: error,
        });
    }
}
