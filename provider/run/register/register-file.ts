import { createHash } from "node:crypto";
import fs from "node:fs";
import { StringDecoder } from "node:string_decoder";
import type { Secrecy } from "../../core/messages/names";
import type { Workspace } from "../../core/user-ids/user-id-register";

/** The first line of a file: who writes it. */
export interface RegisterHeader {
    readonly kind: "program" | "process";
    /** The process of the engine, where it can be told. */
    readonly engine?: string | undefined;
    /** The process that writes, where it can be told. */
    readonly writer?: string | undefined;
    /** User ids may be personal data, so a file has them as hashes only, with a salt of its own. */
    readonly salt: string;
}

/** Every other line: one thing that its writer has come to know. */
export type RegisterRecord =
    /** This process checks resources. */
    | { readonly checked: true }
    /** A resource came back from the engine with an id. */
    | { readonly cameBack: true }
    /** So many more (or fewer) resources wait for user ids. */
    | { readonly waiting: number }
    /** The workspace of this process. */
    | { readonly workspace: Workspace }
    /** A resource, by a number of its own; again where its URN is known better. */
    | { readonly resource: number; readonly urn: string; readonly workspace?: Workspace }
    /** What of a resource's user ids is secret. */
    | { readonly secrecy: Secrecy; readonly of: number }
    /** A user id that a resource declares or reads. */
    | ({ readonly user: string } & Partial<UserEntry>);

/** What is known of a user id beside its hash. */
export interface UserEntry {
    /** The resource's number. */
    readonly of: number | undefined;
    /** Whether the resource has not had this user until now. */
    readonly isNew: boolean;
    /** Whether the profile is read only, and may be declared elsewhere. */
    readonly isRead: boolean;
}

/** How a user id stands in the file with this salt. */
export function hashOf(userId: string, salt: string): string {
    return createHash("sha256").update(salt).update(userId).digest("base64url").slice(0, 22);
}

/** Appends to a file that this process alone writes. */
export class RegisterFileWriter {
    readonly salt: string;
    /** Undefined once it is closed: the number may then be another file's. */
    #descriptor: number | undefined;

    constructor(
        readonly file: string,
        header: RegisterHeader,
    ) {
        this.salt = header.salt;
        this.#descriptor = fs.openSync(file, "wx", 0o600);
        this.#write([header]);
    }

    append(records: readonly RegisterRecord[]): void {
        this.#write(records);
    }

    /** What is appended later is dropped: the run is over. */
    close(): void {
        if (this.#descriptor !== undefined) {
            fs.closeSync(this.#descriptor);
            this.#descriptor = undefined;
        }
    }

    #write(lines: readonly object[]): void {
        if (this.#descriptor === undefined) {
            return;
        }
        // Unlike writeSync this writes all of it or fails: half a line on a full disk would be an id that nobody sees.
        fs.appendFileSync(this.#descriptor, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    }
}

/** What a process of this run has written, read on from where the last reading ended. */
export class RegisterFileReader {
    readonly #descriptor: number;
    readonly #decoder = new StringDecoder();
    #position = 0;
    #rest = "";
    #isPastHeader = false;

    readonly kind: RegisterHeader["kind"];
    readonly salt: string;
    readonly resources = new Map<number, { urn: string; workspace: Workspace; secrecy?: Secrecy }>();
    readonly users = new Map<string, UserEntry[]>();
    workspace: Workspace = {};
    hasChecked = false;
    hasCameBack = false;
    waiting = 0;

    constructor(file: string, { kind, salt }: RegisterHeader) {
        this.kind = kind;
        this.salt = salt;
        // Stays readable where the file is removed.
        this.#descriptor = fs.openSync(file, "r");
    }

    readOn(): void {
        const { size } = fs.fstatSync(this.#descriptor);
        if (size === this.#position) {
            return;
        }
        const buffer = Buffer.alloc(size - this.#position);
        this.#position += fs.readSync(this.#descriptor, buffer, 0, buffer.length, this.#position);
        const lines = `${this.#rest}${this.#decoder.write(buffer)}`.split("\n");
        this.#rest = lines.pop() ?? "";
        for (const line of lines) {
            if (this.#isPastHeader) {
                this.#take(JSON.parse(line) as RegisterRecord);
            }
            this.#isPastHeader = true;
        }
    }

    entriesOf(userId: string): readonly UserEntry[] {
        return this.users.get(hashOf(userId, this.salt)) ?? [];
    }

    close(): void {
        fs.closeSync(this.#descriptor);
    }

    #take(record: RegisterRecord): void {
        if ("user" in record) {
            const { user, of, isNew = false, isRead = false } = record;
            const entries = this.users.get(user) ?? [];
            if (
                !entries.some((entry) => entry.of === of && entry.isNew === isNew && entry.isRead === isRead)
            ) {
                entries.push({ of, isNew, isRead });
            }
            this.users.set(user, entries);
        } else if ("resource" in record) {
            const known = this.resources.get(record.resource);
            this.resources.set(record.resource, {
                ...known,
                urn: record.urn,
                workspace: record.workspace ?? known?.workspace ?? {},
            });
        } else if ("secrecy" in record) {
            const known = this.resources.get(record.of);
            if (known) {
                known.secrecy = record.secrecy;
            }
        } else if ("workspace" in record) {
            this.workspace = record.workspace;
        } else if ("waiting" in record) {
            this.waiting += record.waiting;
        } else if ("checked" in record) {
            this.hasChecked = true;
        } else {
            this.hasCameBack = true;
        }
    }
}

/** Undefined where the file is gone, or is none of these. */
export function readHeader(file: string): RegisterHeader | undefined {
    try {
        const descriptor = fs.openSync(file, "r");
        try {
            const buffer = Buffer.alloc(1024);
            const length = fs.readSync(descriptor, buffer, 0, buffer.length, 0);
            const [line = ""] = buffer.subarray(0, length).toString("utf8").split("\n", 1);
            return JSON.parse(line) as RegisterHeader;
        } finally {
            fs.closeSync(descriptor);
        }
    } catch {
        return undefined;
    }
}
