import type { CourierApi } from "./courier-api";
import { namedKeys, namedUser, nothingSecret, type Secrecy } from "./messages/names";
import { Refusal } from "./messages/refusal";
import type { ProfileOptions } from "./profile-options";
import { compare, isSame } from "./values/compare";
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
}

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
    const body = bodyOf(server, write);
    if (write.before === undefined) {
        if (isTakenOver(server, body)) {
            return;
        }
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

/**
 * Takes a profile away: all of it or, with `undeclaredKeys: "keep"`, what the program has declared. With
 * `onDelete: "retain"` nothing is done.
 *
 * @throws Refusal where an option forbids it
 */
export async function removeProfile(
    courier: CourierApi,
    removal: Pick<ProfileWrite, "userId" | "options" | "secrecy"> & { readonly before: JsonObject },
): Promise<void> {
    const { userId, before, options } = removal;
    if (options.onDelete === "retain") {
        return;
    }
    refuseRemoval(removal);
    const write = { ...removal, after: {} };
    const server = options.undeclaredKeys === "remove" ? {} : await readOrEmpty(courier, userId);
    refuseUndeclared(server, write);
    const rest = bodyOf(server, { before, after: {}, options });
    // DELETE would take what others wrote as well.
    if (options.onDelete === "delete" && presentKeys(rest).length === 0) {
        await courier.delete(userId);
    } else {
        await courier.put(userId, rest);
    }
}

/** @throws Refusal where `onDelete` forbids to take the profile away */
export function refuseRemoval({
    userId,
    options,
    secrecy = nothingSecret,
}: Pick<ProfileWrite, "userId" | "options" | "secrecy">): void {
    if (options.onDelete === "fail") {
        throw new Refusal(
            `the profile of ${namedUser(userId, secrecy)} is no longer declared, and onDelete is "fail", so it was left as it is. ` +
                'To take it away, set onDelete to "empty" or "delete" and run `pulumi up`, then remove it from the ' +
                'program; to let it go as it is, set onDelete to "retain".',
        );
    }
}

function readsBeforeWriting({ before, options }: ProfileWrite): boolean {
    return options.undeclaredKeys !== "remove" || (before === undefined && options.ifExists === "fail");
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
    const { userId, before, options, secrecy = nothingSecret } = write;
    const found = presentKeys(server);
    if (
        before === undefined &&
        options.ifExists === "fail" &&
        found.length > 0 &&
        !isTakenOver(server, bodyOf(server, write))
    ) {
        throw new Refusal(
            `the profile of ${namedUser(userId, secrecy)} exists already and differs from what is declared; it has ` +
                `${namedKeys(
                    found.map((key) => [key]),
                    secrecy,
                )}; ifExists is "fail", so it was left as it is. ` +
                'To take it over, set ifExists to "replace" (with undeclaredKeys: "keep" nothing in it is lost). If it ' +
                "is this stack's own under another resource name, add that name to the resource's aliases; if the run " +
                "is to replace it (--replace), run `pulumi up` without that first.",
        );
    }
    refuseUndeclared(server, write);
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
        throw new Refusal(
            `the profile of ${namedUser(userId, secrecy)} has keys that the program does not declare: ` +
                `${namedKeys(found, secrecy)}; undeclaredKeys is "fail", so it was left as it is. Declare ` +
                'them, or set undeclaredKeys to "keep" or "remove" and run `pulumi up`.',
        );
    }
}
