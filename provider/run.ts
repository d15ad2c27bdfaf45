import type { Context } from "./core/context";
import type { CourierProfiles } from "./core/courier-profiles";
import { DeclaredUserIds } from "./core/declared-user-ids";
import type { Problem } from "./core/problem";
import { Refusal } from "./core/refusal";
import { UserLocks } from "./core/user-locks";
import { CourierClient } from "./courier/client";
import { readSettings, SettingsError, type Settings } from "./settings";

/** One run of the provider process: its settings, its connections, and the user ids it has seen declared. */
export class Run implements Context {
    readonly declared = new DeclaredUserIds();
    readonly locks = new UserLocks();
    #config: (key: string) => string | undefined = () => undefined;
    #settings: Settings | SettingsError | undefined;
    #client: CourierClient | undefined;

    /** Takes the stack's configuration, in which `courier:apiKey` and the others are looked up. */
    configure(config: (key: string) => string | undefined): void {
        this.#config = config;
        this.#settings = undefined;
    }

    settingsProblems(): readonly Problem[] {
        const settings = this.#readSettings();
        return settings instanceof SettingsError ? settings.problems : [];
    }

    userIdRefusal(userId: string): string | undefined {
        const { allowedUserIds } = this.#usableSettings();
        return !allowedUserIds || allowedUserIds.test(userId)
            ? undefined
            : `is "${userId}", which courier:allowedUserIds does not allow; choose another user id, or widen that setting`;
    }

    courierFor(userId: string): CourierProfiles {
        const refusal = this.userIdRefusal(userId);
        if (refusal) {
            throw new Refusal(`userId ${refusal}`);
        }
        return (this.#client ??= new CourierClient(this.#usableSettings()));
    }

    warn(message: string): void {
        // The engine shows what a provider writes to its standard error under the run's diagnostics.
        process.stderr.write(`warning: ${message}\n`);
    }

    #usableSettings(): Settings {
        const settings = this.#readSettings();
        if (settings instanceof SettingsError) {
            throw settings;
        }
        return settings;
    }

    #readSettings(): Settings | SettingsError {
        if (!this.#settings) {
            try {
                this.#settings = readSettings(this.#config, process.env);
            } catch (error) {
                if (!(error instanceof SettingsError)) {
                    throw error;
                }
                this.#settings = error;
            }
        }
        return this.#settings;
    }
}
