import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { MessageError } from "../../core/messages/message-error";
import { isRunning, thisProcess } from "./engine-process";
import { readHeader, RegisterFileReader, RegisterFileWriter, type RegisterHeader } from "./register-file";

/** Files of which nobody can tell whose they were are removed by their age. */
const abandonedAfterMs = 24 * 60 * 60 * 1000;

const settledAfterNs = 2_000_000_000n;

/**
 * The folder of this user alone in which the processes of a run leave what they know of user ids, each in a file of its
 * own, named by the address at which their engine listens.
 */
export class RegisterFolder {
    readonly path: string;
    readonly #prefix: string;
    readonly #engine: string | undefined;
    readonly #readers = new Map<string, RegisterFileReader | undefined>();
    readonly #writers: RegisterFileWriter[] = [];
    #seenAt = -1n;
    /** What was read in this turn of the event loop, in which a set may ask for each of its users. */
    #readInTurn: readonly RegisterFileReader[] | undefined;

    /**
     * @param engineAddress where the engine of this run listens, the same for all its processes
     * @param engine the engine's process, where it can be told
     */
    constructor(engineAddress: string, engine: string | undefined, folder = defaultFolder()) {
        this.path = folder;
        this.#prefix = `${engineAddress.replace(/[^\w.-]/g, "_")}-`;
        this.#engine = engine;
    }

    /** @throws MessageError where the folder cannot be written, or is somebody else's */
    open(kind: RegisterHeader["kind"]): RegisterFileWriter {
        return this.#explaining(() => {
            fs.mkdirSync(this.path, { recursive: true, mode: 0o700 });
            this.#requireOwn();
            this.#removeAbandoned();
            const file = path.join(this.path, `${this.#prefix}${process.pid}-${randomUUID()}`);
            const writer = new RegisterFileWriter(file, {
                kind,
                engine: this.#engine,
                writer: thisProcess(),
                salt: randomUUID(),
            });
            this.#writers.push(writer);
            return writer;
        });
    }

    /**
     * What the other processes of this run have written up to now.
     *
     * @throws MessageError where the folder cannot be read, or is somebody else's
     */
    readOthers(own: RegisterFileWriter | undefined): readonly RegisterFileReader[] {
        if (!this.#readInTurn) {
            this.#readInTurn = this.#readOthers(own);
            queueMicrotask(() => {
                this.#readInTurn = undefined;
            });
        }
        return this.#readInTurn;
    }

    #readOthers(own: RegisterFileWriter | undefined): readonly RegisterFileReader[] {
        return this.#explaining(() => {
            const stat = fs.statSync(this.path, { bigint: true, throwIfNoEntry: false });
            if (stat && stat.mtimeNs !== this.#seenAt) {
                this.#requireOwn();
                const isWhole = this.#openNew(own);
                // The clock of a file system ticks slowly: two files may come within one tick.
                const isSettled = BigInt(Date.now()) * 1_000_000n - stat.mtimeNs > settledAfterNs;
                this.#seenAt = isWhole && isSettled ? stat.mtimeNs : -1n;
            }
            const readers = [...this.#readers.values()].filter((reader) => reader !== undefined);
            for (const reader of readers) {
                reader.readOn();
            }
            return readers;
        });
    }

    /** Closes what is open, and removes what the processes of this run have left: the run is over. */
    removeRun(): void {
        this.#close();
        for (const name of this.#names().filter((name) => name.startsWith(this.#prefix))) {
            const header = readHeader(path.join(this.path, name));
            if (header && this.#isOfThisRun(header)) {
                this.#remove(name);
            }
        }
    }

    #close(): void {
        for (const file of [...this.#writers, ...this.#readers.values()]) {
            file?.close();
        }
        this.#writers.length = 0;
        this.#readers.clear();
    }

    /** Answers whether every file that is there could be read. */
    #openNew(own: RegisterFileWriter | undefined): boolean {
        let isWhole = true;
        for (const name of this.#names().filter((name) => name.startsWith(this.#prefix))) {
            const file = path.join(this.path, name);
            if (!this.#readers.has(name) && file !== own?.file) {
                const header = readHeader(file);
                if (header) {
                    this.#readers.set(
                        name,
                        this.#isOfThisRun(header) ? new RegisterFileReader(file, header) : undefined,
                    );
                } else {
                    // Its writer has just made it.
                    isWhole = false;
                }
            }
        }
        return isWhole;
    }

    /** Ports come again, so another engine may have listened at the same address. */
    #isOfThisRun({ engine, writer }: RegisterHeader): boolean {
        if (this.#engine === undefined) {
            return true;
        }
        // A program of the Automation API, above its engine and not below it, lives as long as the run does.
        return engine === undefined
            ? writer === undefined || isRunning(writer) !== false
            : engine === this.#engine;
    }

    /** Somebody else's folder of this name could make profiles look undeclared. */
    #requireOwn(): void {
        const stat = fs.lstatSync(this.path);
        if (!stat.isDirectory() || (process.getuid && stat.uid !== process.getuid())) {
            throw new Error("it is not a folder of this user");
        }
    }

    #removeAbandoned(): void {
        for (const name of this.#names()) {
            const file = path.join(this.path, name);
            const stat = fs.statSync(file, { throwIfNoEntry: false });
            if (stat?.isFile() && isAbandoned(readHeader(file), stat)) {
                this.#remove(name);
            }
        }
    }

    #names(): string[] {
        return fs.existsSync(this.path) ? fs.readdirSync(this.path) : [];
    }

    #remove(name: string): void {
        fs.rmSync(path.join(this.path, name), { force: true });
    }

    #explaining<T>(work: () => T): T {
        try {
            return work();
        } catch (error) {
            throw new MessageError(
                `cannot keep note of the declared user ids in ${this.path}: ${(error as Error).message}. ` +
                    "Name a folder that can be written in the environment variable TMPDIR (on Windows TEMP).",
                "temporary-folder",
                { concern: "everyone" },
            );
        }
    }
}

function isAbandoned(header: RegisterHeader | undefined, { mtimeMs }: fs.Stats): boolean {
    const isEngineRunning = header?.engine === undefined ? undefined : isRunning(header.engine);
    return isEngineRunning === undefined ? Date.now() - mtimeMs > abandonedAfterMs : !isEngineRunning;
}

function defaultFolder(): string {
    const user = process.getuid ? String(process.getuid()) : os.userInfo().username.replace(/\W/g, "_");
    return path.join(os.tmpdir(), `pulumi-courier-${user}`);
}
