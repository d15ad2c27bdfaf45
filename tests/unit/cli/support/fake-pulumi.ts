import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A `pulumi` for the PATH of a command, in a folder of its own. */
export class FakePulumi {
    readonly #folder: string;

    constructor(folder: string) {
        this.#folder = folder;
        mkdirSync(folder, { recursive: true });
        this.says("version", "echo v3.274.1");
        const script = `#!/bin/sh\necho "$PWD: $*" >> '${folder}/calls'\n. "${folder}/$1.sh"\n`;
        writeFileSync(path.join(folder, "pulumi"), script);
        chmodSync(path.join(folder, "pulumi"), 0o755);
    }

    /** A PATH that has it. */
    get searchPath(): string {
        return [this.#folder, "/usr/bin", "/bin"].join(path.delimiter);
    }

    /** What a command of it does, as a shell script. */
    says(command: string, script: string): void {
        writeFileSync(path.join(this.#folder, `${command}.sh`), script);
    }

    /** What the stack has in its configuration; a value in an array is encrypted. */
    configuration(values: Readonly<Record<string, string | [string]>>): void {
        const json = Object.entries(values).map(([key, value]) => [
            key,
            { value: [value].flat()[0], secret: Array.isArray(value) },
        ]);
        writeFileSync(path.join(this.#folder, "config.json"), JSON.stringify(Object.fromEntries(json)));
        this.says("config", `cat '${this.#folder}/config.json'`);
    }

    /** Each call: the folder that it was made in, and its arguments. */
    get calls(): string[] {
        return readFileSync(path.join(this.#folder, "calls"), "utf8").trimEnd().split("\n");
    }
}
