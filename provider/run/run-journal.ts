import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { MessageError } from "../core/messages/message-error";
import type { SharedUserIds } from "../core/user-id-register";

/**
 * Shares declared user ids among the provider processes of one run. There is more than one where the engine
 * replaces its default provider (`--replace '**'`): the new process then sees the checks, and the old one is
 * told to delete.
 *
 * Each process writes a file of its own, named after the engine and itself; the files of dead processes do not
 * count. They hold hashes, as a user id may be personal data.
 */
export class RunJournal implements SharedUserIds {
    readonly #directory: string;
    readonly #prefix: string;
    #file: { readonly name: string; readonly descriptor: number } | undefined;

    /**
     * @param engineAddress where the engine of this run listens, the same for all its provider processes
     * @param directory where the files are; a directory of this user alone
     */
    constructor(engineAddress: string, directory = path.join(os.tmpdir(), `pulumi-courier-${userName()}`)) {
        this.#directory = directory;
        this.#prefix = `${engineAddress.replace(/[^\w.-]/g, "_")}-`;
    }

    add(userId: string): void {
        try {
            this.#file ??= this.#open();
            fs.writeSync(this.#file.descriptor, `${hash(userId)}\n`);
        } catch (error) {
            throw new MessageError(
                `cannot keep note of the declared user ids in ${this.#directory}: ${(error as Error).message}. ` +
                    "Name a folder that can be written in the environment variable TMPDIR.",
                "temporary-folder",
            );
        }
    }

    has(userId: string): boolean {
        const line = `${hash(userId)}\n`;
        return this.#filesOfOthers().some((file) => readIfThere(file).includes(line));
    }

    /** Removes this process's file. */
    close(): void {
        if (this.#file) {
            fs.closeSync(this.#file.descriptor);
            fs.rmSync(this.#file.name, { force: true });
            this.#file = undefined;
        }
    }

    #open(): { name: string; descriptor: number } {
        const name = path.join(this.#directory, `${this.#prefix}${process.pid}`);
        fs.mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
        this.#requireOwnDirectory();
        this.#removeDead();
        return { name, descriptor: fs.openSync(name, "w", 0o600) };
    }

    /** Somebody else's folder of this name could make profiles look undeclared. */
    #requireOwnDirectory(): void {
        const stat = fs.lstatSync(this.#directory);
        if (!stat.isDirectory() || (process.getuid && stat.uid !== process.getuid())) {
            throw new Error("it is not a folder of this user");
        }
    }

    #filesOfOthers(): string[] {
        return this.#names()
            .filter(
                (name) =>
                    name.startsWith(this.#prefix) && pidOf(name) !== process.pid && isAlive(pidOf(name)),
            )
            .map((name) => path.join(this.#directory, name));
    }

    /** By age as well: containers that share the folder do not see each other's processes. */
    #removeDead(): void {
        for (const name of this.#names().filter((entry) => !isAlive(pidOf(entry)))) {
            const file = path.join(this.#directory, name);
            const stat = fs.statSync(file, { throwIfNoEntry: false });
            if (stat && Date.now() - stat.mtimeMs > abandonedAfterMs) {
                fs.rmSync(file, { force: true });
            }
        }
    }

    #names(): string[] {
        return fs.existsSync(this.#directory) ? fs.readdirSync(this.#directory) : [];
    }
}

/** A process that ends removes its file, and counts no more. */
function readIfThere(file: string): string {
    try {
        return fs.readFileSync(file, "latin1");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return "";
        }
        throw error;
    }
}

const abandonedAfterMs = 24 * 60 * 60 * 1000;

function hash(userId: string): string {
    return createHash("sha256").update(userId).digest("base64url");
}

function pidOf(name: string): number {
    return Number(name.slice(name.lastIndexOf("-") + 1));
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        // A process that may not be signalled is there.
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

function userName(): string {
    return process.getuid ? String(process.getuid()) : os.userInfo().username.replace(/\W/g, "_");
}
