import * as pulumi from "@pulumi/pulumi";
import { KeyWarnings } from "../../core/messages/key-warnings";
import { isObject } from "../../core/values/json";
import { oncePerRun } from "../once-per-run";
import { warnOnce } from "../warn-once";
import { isSecret } from "./secret-inputs";

// Courier takes such a key without a word, and sends nothing to it.

const ofRun = oncePerRun(() => new KeyWarnings());
const ofProcess = new KeyWarnings();

/** Warns of a file's keys that are nearly known ones. */
export function warnOfKeysInFile(call: string, profiles: Iterable<Record<string, unknown>>): void {
    warn(warnings().ofFile(call, profiles));
}

/** Warns likewise of the keys that a `Profile` declares, as far as they are there, and no secret. */
export function warnOfKeysInProfile(label: string, profile: unknown): void {
    whenPlain(profile, (known) => {
        warn(warnings().ofResource(label, [known]));
    });
}

/** Warns likewise of the keys that a `ProfileSet` declares. */
export function warnOfKeysInSet(label: string, profiles: unknown): void {
    whenPlain(profiles, (known) => {
        const members = Object.values(known);
        warn(warnings().ofResource(label, members.filter(isPlainObject)));
        for (const deferred of members.filter((member) => pulumi.Output.isInstance(member))) {
            warnOfKeysInProfile(label, deferred);
        }
    });
}

function warnings(): KeyWarnings {
    return ofRun() ?? ofProcess;
}

function warn(message: string | undefined): void {
    if (message !== undefined) {
        warnOnce(message);
    }
}

/** The keys of a secret must not be named. */
function whenPlain(value: unknown, use: (known: Record<string, unknown>) => void): void {
    if (pulumi.Output.isInstance(value)) {
        void isSecret(value).then((isOne) => {
            if (!isOne) {
                value.apply((known: unknown) => {
                    whenPlain(known, use);
                });
            }
        });
    } else if (isPlainObject(value)) {
        use(value);
    }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
    return isObject(value) && !pulumi.Output.isInstance(value);
}
