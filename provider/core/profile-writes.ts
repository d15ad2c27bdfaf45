import type { CourierApi } from "./courier-api";
import { namedKeys, namedUser, nothingSecret, type Secrecy } from "./messages/names";
import { Refusal } from "./messages/refusal";
import type { ProfileOptions } from "./profile-options";
import { compare, isSame } from "./values/compare";
import { project } from "./values/declared-keys";
import type { ExactObject } from "./values/exact-json";
import { presentKeys, type JsonObject } from "./values/json";
import { keyPaths, mergeDeclared, withoutDeclared } from "./values/undeclared-keys";

/** What a resource makes of one user's profile. */
export interface ProfileWrite {
    readonly userId: string;
    /** The declared keys as last written or read; undefined for a profile that the resource does not have yet. */
    readonly before: JsonObject | undefined;
    /** The keys that the program declares now. */
    readonly after: JsonObject;
    readonly options: ProfileOptions;
    readonly secrecy?: Secrecy;
    /**
     * What the stack has declared of this user until now, where it gives the profile to a new resource (`--replace`):
     * what is so in Courier is its own.
     */
    readonly lastDeclared?: JsonObject | undefined;
}

/** A profile that a resource takes away. */
export type ProfileRemoval = Pick<ProfileWrite, "userId" | "options" | "secrecy"> & {
    /** The declared keys as last written or read. */
    readonly before: JsonObject;
    /** Whether the profile leaves a set whose options hold already; else it goes with its resource. */
    readonly leavesSet?: boolean;
};

/** Shows a line about a write. */
export type Tell = (line: string) => Promise<void>;

/**
 * Writes a profile in one full PUT. One that a resource is to have, and that is as declared already, is taken over
 * without a write where it has been read.
 *
 * @throws Refusal where an option forbids it
 */
export async function writeProfile(courier: CourierApi, write: ProfileWrite, tell: Tell): Promise<void> {
    if (!readsBeforeWriting(write)) {
        await courier.put(write.userId, write.after);
        return;
    }
    const server = await readOrEmpty(courier, write.userId);
    refuseWrite(server, write);
    const own = ownIn(server, write);
    const body = bodyOf(server, { ...write, before: own });
    if (write.before === undefined && isTakenOver(server, body)) {
        return;
    }
    if (own === undefined) {
        await tellTakeOver(server, body, write, tell);
    }
    await courier.put(write.userId, body);
}

/** Throws the {@link Refusal} that this write would end in; without an option that refuses, reads nothing. */
export async function previewWrite(courier: CourierApi, write: ProfileWrite): Promise<void> {
    const { before, options } = write;
    const mayRefuse =
        options.undeclaredKeys === "fail" || (before === undefined && options.ifExists === "fail");
    if (mayRefuse) {
        refuseWrite(await readOrEmpty(courier, write.userId), write);
    }
}

/** Throws the {@link Refusal} that taking the profile away would end in; without an option that refuses, reads nothing. */
export async function previewRemoval(courier: CourierApi, removal: ProfileRemoval): Promise<void> {
    const { userId, options } = removal;
    if (options.onDelete === "retain") {
        return;
    }
    refuseRemoval(removal);
    if (options.undeclaredKeys === "fail") {
        refuseUndeclared(await readOrEmpty(courier, userId), { ...removal, after: {} });
    }
}

/**
 * Takes a profile away: all of it or, with `undeclaredKeys: "keep"`, what the program has declared. With
 * `onDelete: "retain"` nothing is done.
 *
 * @throws Refusal where an option forbids it
 */
export async function removeProfile(courier: CourierApi, removal: ProfileRemoval): Promise<void> {
    const { userId, before, options } = removal;
    if (options.onDelete === "retain") {
        return;
    }
    refuseRemoval(removal);
    const server = options.undeclaredKeys === "remove" ? {} : await readOrEmpty(courier, userId);
    refuseUndeclared(server, { ...removal, after: {} });
    const rest = bodyOf(server, { before, after: {}, options });
    // DELETE would take what others wrote as well.
    if (options.onDelete === "delete" && presentKeys(rest).length === 0) {
        await courier.delete(userId);
    } else {
        await courier.put(userId, rest);
    }
}

function refuseRemoval({ userId, options, secrecy, leavesSet = false }: ProfileRemoval): void {
    if (options.onDelete !== "fail") {
        return;
    }
    throw refusal(
        { userId, secrecy },
        leavesSet
            ? 'is no longer declared, and onDelete is "fail", so it was left as it is. To take it away, set onDelete to ' +
                  '"empty" or "delete"; to let it go as it is, set onDelete to "retain".'
            : 'would be taken away with its resource, and onDelete is "fail", so it was left as it is. To take it away, ' +
                  'set onDelete to "empty" or "delete" and run `pulumi up` first; to let it go as it is, set onDelete to ' +
                  '"retain" and run `pulumi up` first.',
    );
}

/** Whether a profile is looked at before a resource gets it. */
export function readsBeforeCreating({ ifExists, undeclaredKeys }: ProfileOptions): boolean {
    return undeclaredKeys !== "remove" || ifExists === "fail";
}

function readsBeforeWriting({ before, options }: ProfileWrite): boolean {
    return before === undefined ? readsBeforeCreating(options) : options.undeclaredKeys !== "remove";
}

async function readOrEmpty(courier: CourierApi, userId: string): Promise<ExactObject> {
    return (await courier.get(userId)) ?? {};
}

function bodyOf(
    server: ExactObject,
    { before = {}, after, options }: Pick<ProfileWrite, "before" | "after" | "options">,
): ExactObject {
    return options.undeclaredKeys === "keep" ? mergeDeclared(withoutDeclared(server, before), after) : after;
}

/** The declared keys that the resource has in Courier, or has from the one that it replaces; undefined where it has none. */
function ownIn(server: ExactObject, { before, lastDeclared }: ProfileWrite): JsonObject | undefined {
    const isOwn =
        presentKeys(lastDeclared ?? {}).length > 0 &&
        isSame(lastDeclared, project(lastDeclared ?? {}, server));
    return before ?? (isOwn ? lastDeclared : undefined);
}

function isTakenOver(server: ExactObject, body: ExactObject): boolean {
    // An empty profile may be one that does not exist, which only a PUT creates.
    return presentKeys(server).length > 0 && isSame(server, body);
}

async function tellTakeOver(
    server: ExactObject,
    body: ExactObject,
    { userId, secrecy = nothingSecret }: ProfileWrite,
    tell: Tell,
): Promise<void> {
    const lost = compare(server, body).filter(({ kind }) => kind !== "add");
    if (lost.length > 0) {
        const keys = namedKeys(
            lost.map(({ path }) => path),
            secrecy,
        );
        await tell(
            `takes over the profile that ${namedUser(userId, secrecy)} has already; replaces or removes: ${keys}`,
        );
    }
}

function refuseWrite(server: ExactObject, write: ProfileWrite): void {
    const { options, secrecy = nothingSecret } = write;
    const found = presentKeys(server);
    if (
        options.ifExists === "fail" &&
        found.length > 0 &&
        ownIn(server, write) === undefined &&
        !isTakenOver(server, bodyOf(server, write))
    ) {
        throw refusal(
            write,
            "exists already and differs from what is declared; it has " +
                `${namedKeys(
                    found.map((key) => [key]),
                    secrecy,
                )}; ifExists is "fail", so it was left as it is. ` +
                'To take it over, set ifExists to "replace" (with undeclaredKeys: "keep" nothing in it is lost). If it ' +
                "is this stack's own under another resource name, add that name to the resource's aliases; if the run " +
                "is to replace it (--replace), run `pulumi up` without that first.",
        );
    }
    refuseUndeclared(server, { ...write, before: ownIn(server, write) });
}

function refuseUndeclared(
    server: ExactObject,
    { userId, before = {}, after, options, secrecy = nothingSecret }: ProfileWrite,
): void {
    if (options.undeclaredKeys !== "fail") {
        return;
    }
    const found = keyPaths(withoutDeclared(withoutDeclared(server, before), after));
    if (found.length > 0) {
        throw refusal(
            { userId, secrecy },
            `has keys that the program does not declare: ${namedKeys(found, secrecy)}; undeclaredKeys is "fail", so it was left as it is. Declare ` +
                'them, or set undeclaredKeys to "keep" or "remove" and run `pulumi up`.',
        );
    }
}

/** @param why it is not done, behind the profile, which the message of one user's refusal names by the user */
function refusal(
    { userId, secrecy = nothingSecret }: Pick<ProfileWrite, "userId" | "secrecy">,
    why: string,
): Refusal {
    const named = `the profile of ${namedUser(userId, secrecy)}`;
    return new Refusal(`${named} ${why}`, `the profile ${why}`);
}
