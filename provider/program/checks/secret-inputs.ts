import * as pulumi from "@pulumi/pulumi";
import { nothingSecret, type Secrecy } from "../../core/messages/names";

/** What of a `Profile`'s declared keys came as a secret. */
export async function secrecyOfProfile(profile: unknown): Promise<Secrecy> {
    if (await isSecret(profile)) {
        return { userIds: false, keys: true, values: true };
    }
    return (await holdsSecret(profile)) ? { ...nothingSecret, values: true } : nothingSecret;
}

/** What of a `ProfileSet`'s profiles came as a secret: the map itself, one profile as a whole, or a value. */
export async function secrecyOfProfiles(profiles: unknown): Promise<Secrecy> {
    if (await isSecret(profiles)) {
        return { userIds: true, keys: true, values: true };
    }
    const members = typeof profiles === "object" && profiles !== null ? Object.values(profiles) : [];
    const areSecret = await Promise.all(members.filter(isOutput).map(isSecret));
    if (areSecret.includes(true)) {
        return { userIds: false, keys: true, values: true };
    }
    return (await holdsSecret(profiles)) ? { ...nothingSecret, values: true } : nothingSecret;
}

/** Whether the value is an output that is a secret; one that fails or never comes is none. */
export async function isSecret(value: unknown): Promise<boolean> {
    return isOutput(value) && (await pulumi.isSecret(value).then(Boolean, () => false));
}

async function holdsSecret(value: unknown): Promise<boolean> {
    const outputs: pulumi.Output<unknown>[] = [];
    collectOutputs(value, outputs, new Set());
    return (await Promise.all(outputs.map(isSecret))).includes(true);
}

function collectOutputs(value: unknown, found: pulumi.Output<unknown>[], seen: Set<object>): void {
    if (isOutput(value)) {
        found.push(value);
    } else if (
        typeof value === "object" &&
        value !== null &&
        !(value instanceof Promise) &&
        !seen.has(value)
    ) {
        seen.add(value);
        for (const item of Object.values(value)) {
            collectOutputs(item, found, seen);
        }
    }
}

function isOutput(value: unknown): value is pulumi.Output<unknown> {
    return pulumi.Output.isInstance(value);
}
