/** One user as a file has it, not checked yet. */
export interface UserRow {
    /** Where the user is in the file, counted from 1. */
    readonly line: number;
    readonly userId: unknown;
    readonly profile: unknown;
}

/** Takes a file's text apart. Throws a FileProblem where it is not in the format. */
export type UserReader = (text: string) => Iterable<UserRow>;
