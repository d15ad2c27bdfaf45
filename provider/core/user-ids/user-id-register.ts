import type { Secrecy } from "../messages/names";

/** What is known, in this run, of a user whose profile is about to be taken away. */
export type Standing =
    /** The program declares or reads it, under a resource that may not be known. */
    | {
          readonly kind: "declared";
          readonly resource: string | undefined;
          /** Whether it may be in another workspace, which only the check that is still to come tells. */
          readonly isUnclear?: true;
      }
    /** The program waits for user ids that may be this one, or that have failed. */
    | { readonly kind: "waiting" }
    | { readonly kind: "free" };

/**
 * The user ids that the program declares or reads in this run. A profile whose user is among them is wanted, under
 * another name or in another resource, and is never taken away.
 */
export interface UserIdRegister {
    /** Enters that this process checks resources: a run in which none does is a destroy or a refresh. */
    enterCheck(): void;
    /** Enters a user whose profile the program reads. */
    enterRead(userId: string): void;
    /**
     * Enters what a check has seen. Answers the resource that declares the user in the same workspace beside this one,
     * or both where it is not known which of them this is; empty where there is no other.
     *
     * @param resource undefined where the engine does not tell it
     * @param isNew whether the resource has not had this user until now, or gives it up for a replacement
     */
    enter(userId: string, resource: string | undefined, isNew: boolean): readonly string[];
    /** Enters that a resource whose user is not known is skipped, or not checked yet. */
    enterWaiting(): void;
    /** @param resource the one that is about to take the profile away, where it is known */
    standingOf(userId: string, resource?: string): Standing;
    /** The URN of the resource that declares the user, where it is known. */
    resourceOf(userId: string): string | undefined;
    /** What of the user came as a secret from the program, so that no message may name it. */
    secrecyOf(userId: string): Secrecy;
}

/** Where user ids are entered, and what can tell one Courier workspace from another. */
export interface Workspace {
    /** URN of the provider resource; undefined where it is not known. */
    readonly provider?: string | undefined;
    /** Whether it is the stack's default provider; undefined where it is not known. */
    readonly isDefault?: boolean | undefined;
    /** The same for the same key and base URL; undefined where they are not known. */
    readonly settings?: string | undefined;
}

/** The entries of one provider process. */
export interface ProcessEntries extends Workspace {
    readonly hasChecked: boolean;
    /** How many resources whose user is not known it was told of. */
    readonly waiting: number;
    /** Undefined where this process has not seen the user. */
    entryOf(userId: string): { readonly resource: string | undefined; readonly isNew: boolean } | undefined;
}

/** The entries of the program. */
export interface ProgramEntries {
    /** How many constructors wait for user ids that are not known yet, or have failed. */
    readonly waiting: number;
    /** Whether a resource that it declares came back from the engine with an id. */
    readonly hasCameBack: boolean;
    /** The resources that declare or read the user, each by its URN and in its workspace. */
    entriesOf(userId: string): readonly ({ readonly resource: string | undefined } & Workspace)[];
}

/**
 * What is known of the user, for the process that is about to take its profile away.
 *
 * The rules are those of docs/safety.md: in a run that looks like a destroy nothing counts; the same workspace protects,
 * and so does one that cannot be told from it.
 */
export function standing(
    userId: string,
    self: ProcessEntries,
    others: readonly ProcessEntries[],
    programs: readonly ProgramEntries[],
    resource?: string,
): Standing {
    const processes = [self, ...others];
    const isDestroy =
        processes.every(({ hasChecked }) => !hasChecked) && programs.some(({ hasCameBack }) => hasCameBack);
    if (isDestroy) {
        return { kind: "free" };
    }
    const declared = programs.flatMap((program) => program.entriesOf(userId));
    const checked = processes.flatMap((process) => {
        const entry = process.entryOf(userId);
        return entry ? [{ process, ...entry }] : [];
    });
    const seen = checked.find(({ process, isNew }) => mayBeOne(self, process, isNew));
    if (seen) {
        return { kind: "declared", resource: seen.resource ?? declared[0]?.resource };
    }
    // A resource that has moved to another provider: a workspace with another key may be this one, its key rotated.
    const moved = checked.find((entry) => entry.resource !== undefined && entry.resource === resource);
    if (moved) {
        return { kind: "declared", resource, isUnclear: true };
    }
    // Those that no process has checked: skipped, not targeted, or not come to yet.
    const unseen =
        declared.length > checked.length
            ? declared.find((entry) => !(self.hasChecked && isToldApart(self, entry)))
            : undefined;
    if (unseen) {
        const { resource } = unseen;
        return { kind: "declared", resource, ...(isSameWorkspace(self, unseen) ? {} : { isUnclear: true }) };
    }
    const isWaiting = [...programs, ...processes].some(({ waiting }) => waiting > 0);
    return isWaiting ? { kind: "waiting" } : { kind: "free" };
}

/** Whether what another process has checked may be in the workspace of the one that is about to delete. */
function mayBeOne(self: ProcessEntries, other: ProcessEntries, isNew: boolean): boolean {
    if (self === other || isSameWorkspace(self, other) || !isToldApart(self, other)) {
        return true;
    }
    // A process that checks nothing, and does not know whose it is, may be that of a default provider with the key
    // of the last run, told to delete what the new one has just created.
    return self.provider === undefined && !self.hasChecked && isNew;
}

/** All default providers of a stack are one workspace, whatever their key: it may be rotated within one run. */
export function isSameWorkspace(one: Workspace, other: Workspace): boolean {
    return (
        (one.provider !== undefined && one.provider === other.provider) ||
        (one.settings !== undefined && one.settings === other.settings) ||
        (one.isDefault === true && other.isDefault === true)
    );
}

/** Whether two workspaces are known to be two. */
function isToldApart(one: Workspace, other: Workspace): boolean {
    const areSettingsKnown = one.settings !== undefined && other.settings !== undefined;
    return areSettingsKnown && !isSameWorkspace(one, other);
}
