import { forEachUser } from "../../provider/core/profile-set/bulk-operation";
import type { JsonObject } from "../../provider/core/values/json";
import { copyProfile } from "../../provider/core/values/copy-json";
import { problemSentence, type Problem } from "../../provider/core/messages/problem";
import { Refusal } from "../../provider/core/messages/refusal";
import { count, listed, oneLine } from "../../provider/core/messages/wording";
import { formatPath, type Path } from "../../provider/core/values/key-path";
import { createLookUp } from "../../provider/run/profile-look-up";
import type { CommandProcess } from "../command-process";
import type { SettingPlaces } from "../command-settings";

/** Profiles by user id, and for each of the other users a line that says why there is none. */
export interface ReadProfiles {
    readonly profiles: ReadonlyMap<string, JsonObject>;
    readonly failures: readonly string[];
}

/** Reads the users' profiles, many at a time. */
export async function readProfiles(
    userIds: readonly string[],
    { config, env }: SettingPlaces,
    say: CommandProcess["say"],
): Promise<ReadProfiles> {
    const lookUp = createLookUp(config, env, refuseRounded);
    const found = new Map<string, JsonObject>();
    const { failed, untried } = await forEachUser(
        userIds,
        async (userId) => {
            const profile = await lookUp(userId);
            refuseUndeclarable(profile);
            found.set(userId, profile);
            if (Object.keys(profile).length === 0) {
                // Courier may answer so for a user that it does not know.
                say(`pulumi-courier: ${describeUser(userId, "the profile is empty; is the user id right?")}`);
            }
        },
        say,
    );
    const failures = userIds.flatMap((userId) => {
        const failure = failed.get(userId);
        return failure ? [describeUser(userId, failure.message)] : [];
    });
    if (untried.length > 0) {
        failures.push(`${count(untried.length)} more were not tried.`);
    }
    // In the order of the command line, whatever the order of the answers.
    const inOrder = userIds.flatMap((userId) => {
        const profile = found.get(userId);
        return profile ? [[userId, profile] as const] : [];
    });
    return { profiles: new Map(inOrder), failures };
}

/** A line about one user. */
export function describeUser(userId: string, reason: string): string {
    return `user ${JSON.stringify(oneLine(userId))}: ${oneLine(reason, 1000)}`;
}

/** @throws Refusal where a program with this profile would be refused */
function refuseUndeclarable(profile: JsonObject): void {
    const problems: Problem[] = [];
    copyProfile(profile, "profile", problems);
    const [problem] = problems;
    if (problem) {
        throw new Refusal(problemSentence(problem));
    }
}

/** @throws Refusal where a program would write other numbers than there are */
function refuseRounded(_userId: string, paths: readonly Path[]): void {
    const at = listed(paths.map((path) => formatPath(["profile", ...path])));
    throw new Refusal(`has numbers that JavaScript cannot hold exactly (${at}); make them texts in Courier`);
}
