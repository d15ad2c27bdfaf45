import { MessageError } from "../../core/messages/message-error";
import { eitherSecret, nothingSecret, type Secrecy } from "../../core/messages/names";
import {
    isSameWorkspace,
    standing,
    type ProcessEntries,
    type ProgramEntries,
    type Standing,
    type UserIdRegister,
    type Workspace,
} from "../../core/user-ids/user-id-register";
import { hashOf, type RegisterFileReader, type RegisterFileWriter, type UserEntry } from "./register-file";
import type { RegisterFolder } from "./register-folder";

interface Entry extends Omit<UserEntry, "of"> {
    readonly resource: string | undefined;
}

export interface ProcessRegisterOptions {
    /** What the processes of this run share; undefined where there is no engine, and so no other process. */
    readonly folder?: RegisterFolder | undefined;
    /** Whether every resource of this process comes from a program that keeps a register too, as the dynamic face's do. */
    readonly expectsProgram?: boolean;
}

/** The register of one provider process, which takes into account what the program and the other processes have entered. */
export class ProcessRegister implements UserIdRegister {
    readonly #folder: RegisterFolder | undefined;
    readonly #expectsProgram: boolean;
    readonly #entries = new Map<string, Entry>();
    readonly #resourceNumbers = new Map<string, number>();
    #workspace: Workspace = {};
    #file: RegisterFileWriter | undefined;
    #hasChecked = false;
    #waiting = 0;

    constructor({ folder, expectsProgram = false }: ProcessRegisterOptions = {}) {
        this.#folder = folder;
        this.#expectsProgram = expectsProgram;
    }

    /** Takes what can tell this process's workspace from another one. */
    configure(workspace: Workspace): void {
        this.#workspace = workspace;
        if (this.#file) {
            this.#file.append([{ workspace }]);
        }
    }

    enterCheck(): void {
        if (!this.#hasChecked) {
            this.#hasChecked = true;
            this.#writer()?.append([{ checked: true }]);
        }
    }

    enterRead(userId: string): void {
        if (!this.#entries.has(userId)) {
            this.#note(userId, { resource: undefined, isNew: false, isRead: true });
        }
    }

    enter(userId: string, resource: string | undefined, isNew: boolean): readonly string[] {
        const own = this.#entries.get(userId);
        if (own?.resource !== undefined && resource !== undefined && own.resource !== resource) {
            return [own.resource];
        }
        this.#note(userId, {
            resource: resource ?? own?.resource,
            isNew: isNew || (own?.isNew ?? false),
            isRead: false,
        });
        const other = this.#readers("process").find(
            (reader) =>
                reader.entriesOf(userId).some(({ isRead }) => !isRead) &&
                isSameWorkspace(this.#workspace, reader.workspace),
        );
        if (!other) {
            return [];
        }
        const known = resourceIn(other, userId);
        const declaring = known === undefined ? this.#declaringInPrograms(userId) : [known];
        return declaring.length > 0 ? declaring : ["another resource"];
    }

    enterWaiting(): void {
        this.#waiting++;
        this.#writer()?.append([{ waiting: 1 }]);
    }

    standingOf(userId: string, resource?: string): Standing {
        const programs = this.#readers("program");
        const processes = [this.#ownEntries(), ...this.#readers("process").map(processEntries)] as const;
        const isProgramMissing = programs.length === 0 && processes.some(({ hasChecked }) => hasChecked);
        if (this.#expectsProgram && this.#folder && isProgramMissing) {
            throw new MessageError(
                `cannot find what the program has noted of its user ids in ${this.#folder.path}: the program and Pulumi's ` +
                    "command line must see the same folder of temporary files (TMPDIR, on Windows TEMP), so nothing was " +
                    "taken away.",
                "temporary-folder",
                { concern: "everyone" },
            );
        }
        const [own, ...others] = processes;
        return standing(userId, own, others, programs.map(programEntries), resource);
    }

    resourceOf(userId: string): string | undefined {
        return (
            this.#entries.get(userId)?.resource ??
            this.#readers("program")
                .map((reader) => resourceIn(reader, userId))
                .find((urn) => urn !== undefined)
        );
    }

    secrecyOf(userId: string): Secrecy {
        return this.#readers("program")
            .flatMap((reader) => reader.entriesOf(userId).map(({ of }) => secrecyIn(reader, of)))
            .reduce(eitherSecret, nothingSecret);
    }

    /** Removes what this run has left: its engine is gone. */
    removeRun(): void {
        this.#folder?.removeRun();
    }

    #note(userId: string, entry: Entry): void {
        const known = this.#entries.get(userId);
        const { resource, ...flags } = entry;
        if (known?.resource === resource && known?.isNew === flags.isNew && known.isRead === flags.isRead) {
            return;
        }
        this.#entries.set(userId, entry);
        const file = this.#writer();
        file?.append([{ user: hashOf(userId, file.salt), of: this.#numberOf(resource, file), ...flags }]);
    }

    /** The resources that the programs have for it, but those that only read it. */
    #declaringInPrograms(userId: string): string[] {
        const urns = this.#readers("program").flatMap((reader) =>
            reader
                .entriesOf(userId)
                .filter(({ isRead }) => !isRead)
                .map((entry) => urnOf(reader, entry)),
        );
        return [...new Set(urns.filter((urn) => urn !== undefined))];
    }

    #numberOf(resource: string | undefined, file: RegisterFileWriter): number | undefined {
        if (resource === undefined) {
            return undefined;
        }
        const known = this.#resourceNumbers.get(resource);
        if (known !== undefined) {
            return known;
        }
        const number = this.#resourceNumbers.size;
        this.#resourceNumbers.set(resource, number);
        file.append([{ resource: number, urn: resource }]);
        return number;
    }

    #writer(): RegisterFileWriter | undefined {
        if (!this.#file && this.#folder) {
            this.#file = this.#folder.open("process");
            this.#file.append([{ workspace: this.#workspace }]);
        }
        return this.#file;
    }

    #readers(kind: "program" | "process"): readonly RegisterFileReader[] {
        return (this.#folder?.readOthers(this.#file) ?? []).filter((reader) => reader.kind === kind);
    }

    #ownEntries(): ProcessEntries {
        return {
            ...this.#workspace,
            hasChecked: this.#hasChecked,
            waiting: this.#waiting,
            entryOf: (userId) => this.#entries.get(userId),
        };
    }
}

function processEntries(reader: RegisterFileReader): ProcessEntries {
    return {
        ...reader.workspace,
        hasChecked: reader.hasChecked,
        waiting: reader.waiting,
        entryOf: (userId) => {
            const entries = reader.entriesOf(userId);
            return entries.length === 0
                ? undefined
                : { resource: resourceIn(reader, userId), isNew: entries.some(({ isNew }) => isNew) };
        },
    };
}

function programEntries(reader: RegisterFileReader): ProgramEntries {
    return {
        waiting: reader.waiting,
        hasCameBack: reader.hasCameBack,
        entriesOf: (userId) =>
            reader.entriesOf(userId).map(({ of }) => {
                const resource = of === undefined ? undefined : reader.resources.get(of);
                return { resource: resource?.urn, ...resource?.workspace };
            }),
    };
}

function urnOf(reader: RegisterFileReader, { of }: UserEntry): string | undefined {
    return of === undefined ? undefined : reader.resources.get(of)?.urn;
}

function resourceIn(reader: RegisterFileReader, userId: string): string | undefined {
    return reader
        .entriesOf(userId)
        .map((entry) => urnOf(reader, entry))
        .find((urn) => urn !== undefined);
}

function secrecyIn(reader: RegisterFileReader, of: number | undefined): Secrecy {
    return (of === undefined ? undefined : reader.resources.get(of)?.secrecy) ?? nothingSecret;
}
