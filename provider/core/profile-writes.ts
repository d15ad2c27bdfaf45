import type { CourierProfiles } from "./courier-api";
import { presentKeys, type JsonObject } from "./values/json";
import type { ProfileOptions } from "./profile-options";
import { formatPath } from "./messages/key-path";
import { Refusal } from "./messages/refusal";
import { keyPaths, mergeDeclared, withoutDeclared } from "./values/undeclared-keys";

/** What a resource makes of one user's profile; `before` is empty for a profile it does not have yet. */
export interface ProfileChange {
    readonly userId: string;
    /** The declared keys as last written or read. */
    readonly before: JsonObject;
    /** The keys that the program declares now. */
    readonly after: JsonObject;
}

/** Writes a profile for a resource that does not have it yet. */
export async function createProfile(
    courier: CourierProfiles,
    userId: string,
    declared: JsonObject,
    options: ProfileOptions,
): Promise<void> {
    const change = { userId, before: {}, after: declared };
    const server = await readForCreate(courier, userId, options);
    refuseCreate(server, change, options);
    await courier.put(userId, profileToPut(server, change, options));
}

/** Throws the {@link Refusal} that creating this profile would end in; without an option that refuses, reads nothing. */
export async function previewCreate(
    courier: CourierProfiles,
    userId: string,
    declared: JsonObject,
    options: ProfileOptions,
): Promise<void> {
    if (options.ifExists === "fail" || options.undeclaredKeys === "fail") {
        const server = await readForCreate(courier, userId, options);
        refuseCreate(server, { userId, before: {}, after: declared }, options);
    }
}

/** Writes a profile that a resource has already. */
export async function updateProfile(
    courier: CourierProfiles,
    change: ProfileChange,
    options: ProfileOptions,
): Promise<void> {
    const server = options.undeclaredKeys === "remove" ? {} : await readOrEmpty(courier, change.userId);
    refuseUndeclared(server, change, options);
    await courier.put(change.userId, profileToPut(server, change, options));
}

/** Throws the {@link Refusal} that this update would end in; without an option that refuses, reads nothing. */
export async function previewUpdate(
    courier: CourierProfiles,
    change: ProfileChange,
    options: ProfileOptions,
): Promise<void> {
    if (options.undeclaredKeys === "fail") {
        refuseUndeclared(await readOrEmpty(courier, change.userId), change, options);
    }
}

/** Takes a profile away: all of it or, with `undeclaredKeys: "keep"`, what the program has declared. */
export async function removeProfile(
    courier: CourierProfiles,
    userId: string,
    declared: JsonObject,
    options: ProfileOptions,
): Promise<void> {
    const change = { userId, before: declared, after: {} };
    const server = options.undeclaredKeys === "remove" ? {} : await readOrEmpty(courier, userId);
    refuseUndeclared(server, change, options);
    const rest = profileToPut(server, change, options);
    // DELETE would take what others wrote as well.
    if (options.onDelete === "delete" && presentKeys(rest).length === 0) {
        await courier.delete(userId);
    } else {
        await courier.put(userId, rest);
    }
}

async function readForCreate(
    courier: CourierProfiles,
    userId: string,
    { ifExists, undeclaredKeys }: ProfileOptions,
): Promise<JsonObject> {
    return ifExists === "replace" && undeclaredKeys === "remove" ? {} : readOrEmpty(courier, userId);
}

async function readOrEmpty(courier: CourierProfiles, userId: string): Promise<JsonObject> {
    return (await courier.get(userId)) ?? {};
}

function profileToPut(
    server: JsonObject,
    { before, after }: ProfileChange,
    { undeclaredKeys }: ProfileOptions,
): JsonObject {
    return undeclaredKeys === "keep" ? mergeDeclared(withoutDeclared(server, before), after) : after;
}

function refuseCreate(server: JsonObject, change: ProfileChange, options: ProfileOptions): void {
    const found = presentKeys(server);
    if (options.ifExists === "fail" && found.length > 0) {
        throw new Refusal(
            `the profile of "${change.userId}" exists already, with the keys ${list(found.map((key) => formatPath([key])))}; ` +
                'ifExists is "fail", so it was left as it is. To take it over, set ifExists to "replace" ' +
                '(with undeclaredKeys: "keep" nothing in it is lost); if this stack had it under another resource ' +
                "name, add that name to the resource's aliases.",
        );
    }
    refuseUndeclared(server, change, options);
}

function refuseUndeclared(
    server: JsonObject,
    { userId, before, after }: ProfileChange,
    { undeclaredKeys }: ProfileOptions,
): void {
    if (undeclaredKeys !== "fail") {
        return;
    }
    const found = keyPaths(withoutDeclared(withoutDeclared(server, before), after));
    if (found.length > 0) {
        throw new Refusal(
            `the profile of "${userId}" has keys that the program does not declare: ${list(found)}; ` +
                'undeclaredKeys is "fail", so it was left as it is. Declare them, or set undeclaredKeys to "keep" ' +
                'or "remove" and run `pulumi up`.',
        );
    }
}

/** So many names fit a message that a person still reads. */
const maxListed = 20;

function list(names: readonly string[]): string {
    const more = names.length - maxListed;
    return names.slice(0, maxListed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
