import { withHelp, type HelpTopic } from "./help-links";

/** What is wrong with one input, for the person who wrote it. */
export interface Problem {
    /** The input's path, such as `profile.custom.team` or `userId`. Empty where no single input is at fault. */
    readonly property: string;
    /** Why it is refused and what to do, as a sentence without its subject: "is a Date; write …". */
    readonly reason: string;
    /** Where the documentation explains it. */
    readonly topic: HelpTopic;
}

/** A problem of what a program declares. */
export function inputProblem(property: string, reason: string): Problem {
    return { property, reason, topic: "inputs" };
}

/** A problem of something inside of a secret: of its path only that of the secret is shown. */
export function insideSecret(property: string, problem: Problem): Problem {
    const reason = `has something inside, which is not named as it is secret, that ${problem.reason}`;
    return problem.property === property ? problem : { ...problem, property, reason };
}

/** The problem as one sentence. */
export function problemSentence({ property, reason }: Problem): string {
    return `${property} ${reason}`.trim();
}

/** The problems as a person reads them, a text each; the last one of each topic says where that is explained. */
export function problemTexts(problems: readonly Problem[]): string[] {
    const lastOfTopic = new Map(problems.map((problem) => [problem.topic, problem]));
    return problems.map((problem) =>
        lastOfTopic.get(problem.topic) === problem
            ? withHelp(problemSentence(problem), problem.topic)
            : problemSentence(problem),
    );
}
