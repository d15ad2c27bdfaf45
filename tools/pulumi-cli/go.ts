import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { findExecutable, searchPath } from "./installation";
import { withProgress, type Log } from "./progress";

/** The oldest Go that builds all the programs here. */
export const MINIMUM_GO_VERSION = "1.26.6";

export interface GoProgram {
    /** Folder of the Go module that pins the program and all it is made of. */
    folder: string;
    /** The program's package, as `go build` takes it. */
    package: string;
    /** The variable from which the program knows its version, and the module whose version that is. */
    version?: { variable: string; module: string };
}

/** The `go` on PATH, for programs of pinned modules. */
export class Go {
    private constructor(
        private readonly command: string,
        private readonly env: NodeJS.ProcessEnv,
        private readonly log: Log,
    ) {}

    /** @throws Error where there is none. */
    static async find(env: NodeJS.ProcessEnv, log: Log): Promise<Go> {
        const command = await findExecutable(process.platform === "win32" ? "go.exe" : "go", searchPath(env));
        if (command === undefined)
            throw new Error(`go is not on PATH; Go >= ${MINIMUM_GO_VERSION} is needed`);
        // A go.work in a folder above would replace the pinned modules.
        return new Go(command, { ...env, CGO_ENABLED: "0", GOWORK: "off" }, log);
    }

    /**
     * Builds a program into the file `output`.
     *
     * @throws Error that names the program, with the last line that Go printed; the others are logged.
     */
    async build(program: GoProgram, output: string): Promise<void> {
        const executable = path.basename(output);
        try {
            const args = [
                ...["build", "-mod=readonly", "-trimpath", "-tags", "osusergo grpcnotrace"],
                ...["-ldflags", await this.linkerFlags(program)],
                ...["-o", output, program.package],
            ];
            await withProgress(this.log, `building ${executable}`, this.run(program.folder, args));
        } catch (error) {
            const { message, stderr } = error as Error & { stderr: string };
            const lines = stderr
                .split("\n")
                .filter((line) => line !== "" && !line.startsWith("go: downloading "));
            for (const line of lines.slice(-40)) this.log(`tools: ${executable}: ${line}`);
            throw new Error(`go build of ${executable} failed: ${lines.at(-1) ?? message}`, { cause: error });
        }
    }

    /** The folder with the source of a module that the module in `folder` pins, once something was built of it. */
    sourceFolder(folder: string, module: string): Promise<string> {
        return this.list(folder, module, "{{.Dir}}");
    }

    private async linkerFlags({ folder, version }: GoProgram): Promise<string> {
        if (version === undefined) return "-s -w";
        return `-s -w -X ${version.variable}=${await this.list(folder, version.module, "{{.Version}}")}`;
    }

    private async list(folder: string, module: string, format: string): Promise<string> {
        return (await this.run(folder, ["list", "-mod=readonly", "-m", "-f", format, module])).trim();
    }

    private async run(cwd: string, args: readonly string[]): Promise<string> {
        const options = { cwd, env: this.env, maxBuffer: 64 * 1024 * 1024 };
        return (await promisify(execFile)(this.command, args, options)).stdout;
    }
}
