import * as pulumi from "@pulumi/pulumi";
import { nothingSecret, type Secrecy } from "../../core/messages/names";

/** Is told what turns out to be a secret, as soon as it does, and every time that something does. */
export type OnSecret = (secrecy: Secrecy) => void;

const value: Secrecy = { ...nothingSecret, values: true };
const wholeProfile: Secrecy = { userIds: false, keys: true, values: true };
const wholeMap: Secrecy = { userIds: true, keys: true, values: true };

/** Finds what of a `Profile`'s declared keys comes as a secret. */
export function findSecretsOfProfile(profile: unknown, onSecret: OnSecret): void {
    findSecrets(profile, [wholeProfile], onSecret);
}

/** Finds what of a `ProfileSet`'s profiles comes as a secret: the map itself, one profile as a whole, or a value. */
export function findSecretsOfProfiles(profiles: unknown, onSecret: OnSecret): void {
    findSecrets(profiles, [wholeMap, wholeProfile], onSecret);
}

/** Whether the value is an output that is a secret; one that fails or never comes is none. */
export async function isSecret(value: unknown): Promise<boolean> {
    return pulumi.Output.isInstance(value) && (await pulumi.isSecret(value).then(Boolean, () => false));
}

/** @param levels what it means that something is a secret, from the top; further down it is a value */
function findSecrets(root: unknown, levels: readonly Secrecy[], onSecret: OnSecret): void {
    const seen = new Set<object>();

    function visit(node: unknown, depth: number): void {
        if (typeof node !== "object" || node === null || seen.has(node)) {
            return;
        }
        seen.add(node);
        if (pulumi.Output.isInstance(node)) {
            void isSecret(node).then((isOne) => {
                if (isOne) {
                    onSecret(levels[depth] ?? value);
                }
            });
            // In what it turns out to be there may be others.
            node.apply((known: unknown) => {
                visit(known, depth);
            });
        } else if (node instanceof Promise) {
            node.then(
                (known) => {
                    visit(known, depth);
                },
                () => undefined,
            );
        } else {
            for (const item of Object.values(node)) {
                visit(item, depth + 1);
            }
        }
    }

    visit(root, 0);
}
