/** What is wrong with one input, for the person who wrote it. */
export interface Problem {
    /** The input's path, such as `profile.custom.team` or `userId`. Empty where no single input is at fault. */
    readonly property: string;
    /** Why it is refused and what to do, as a sentence without its subject: "is a Date; write …". */
    readonly reason: string;
}
