import type { Context } from "../core/run-services";
import type { CourierProfiles } from "../core/courier-api";
import { DeclaredUserIds, type SharedUserIds } from "../core/user-id-register";
import type { Problem } from "../core/messages/problem";
import { Refusal } from "../core/messages/refusal";
import { UserLocks } from "../core/user-locks";
import { CourierClient } from "../courier/client";
import type { Log } from "../process/engine-log";
import { readSettings, SettingsError, type Settings } from "./settings";

export interface RunOptions {
    /** Shows the person who runs Pulumi a line. */
    readonly log: Log;
    /** What the provider processes of this run share; undefined where there is but one. */
    readonly journal?: SharedUserIds | undefined;
    /** Aborted when the run ends early; undefined where that is not told. */
    readonly cancellation?: AbortSignal;
    /** Where settings are that the configuration does not have. Default: that of this process. */
    readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** One run of the provider process: its settings, its connections, and the user ids it has seen declared. */
export class Run implements Context {
    readonly declared: DeclaredUserIds;
    readonly locks = new UserLocks();
    readonly #log: Log;
    readonly #cancellation: AbortSignal | undefined;
    readonly #environment: NodeJS.ProcessEnv;
    #config: (key: string) => string | undefined = () => undefined;
    #settings: Settings | SettingsError | undefined;
    #client: CourierClient | undefined;

    constructor({ log, journal, cancellation, environment = process.env }: RunOptions) {
        this.#log = log;
        this.#cancellation = cancellation;
        this.#environment = environment;
        this.declared = new DeclaredUserIds(journal);
    }

    /** Takes the stack's configuration, in which `courier:apiKey` and the others are looked up. */
    configure(config: (key: string) => string | undefined): void {
        this.#config = config;
    }

    settingsProblems(): readonly Problem[] {
        const settings = this.#readSettings();
        return settings instanceof SettingsError
            ? settings.problems.map((problem) => ({ ...problem, topic: "settings" }))
            : [];
    }

    userIdRefusal(userId: string): string | undefined {
        const settings = this.#readSettings();
        return settings instanceof SettingsError || (settings.allowedUserIds?.test(userId) ?? true)
            ? undefined
            : `is "${userId}", which courier:allowedUserIds does not allow; choose another user id, or widen that setting`;
    }

    courierFor(userId: string): CourierProfiles {
        const settings = this.#readSettings();
        if (settings instanceof SettingsError) {
            throw new SettingsError(settings.problems); // Its own, as the caller adds to its message.
        }
        const refusal = this.userIdRefusal(userId);
        if (refusal) {
            throw new Refusal(`userId ${refusal}`);
        }
        return (this.#client ??= new CourierClient(settings, { cancellation: this.#cancellation }));
    }

    warn(message: string, resource?: string): Promise<void> {
        return this.#log("warn", message, resource);
    }

    inform(message: string, resource?: string): Promise<void> {
        return this.#log("info", message, resource);
    }

    #readSettings(): Settings | SettingsError {
        if (!this.#settings) {
            try {
                this.#settings = readSettings(this.#config, this.#environment);
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
