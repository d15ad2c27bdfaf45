import { withHelp, type HelpTopic } from "./help-links";

/** What is wrong with one input, for the person who wrote it. */
export interface Problem {
    /** The input's path, such as `profile.custom.team` or `userId`. Empty where no single input is at fault. */
    readonly property: string;
    /** Why it is refused and what to do, as a sentence without its subject: "is a Date; write …". */
    readonly reason: string;
    /** Where the documentation explains it, if not under the inputs. */
    readonly topic?: HelpTopic;
}

/** The problems as a person reads them, a text each; the last one of each topic says where that is explained. */
export function problemTexts(problems: readonly Problem[]): string[] {
    const lastOfTopic = new Map(problems.map((problem) => [topicOf(problem), problem]));
    return problems.map((problem) => {
        const text = `${problem.property} ${problem.reason}`.trim();
        const topic = topicOf(problem);
        return lastOfTopic.get(topic) === problem ? withHelp(text, topic) : text;
    });
}

function topicOf({ topic = "inputs" }: Problem): HelpTopic {
    return topic;
}
