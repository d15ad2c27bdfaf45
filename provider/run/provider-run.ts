import { createHmac } from "node:crypto";
import type { CourierApi } from "../core/courier-api";
import { withoutUserId } from "../core/messages/names";
import type { Problem } from "../core/messages/problem";
import { Refusal } from "../core/messages/refusal";
import type { RunServices } from "../core/run-services";
import type { Workspace } from "../core/user-ids/user-id-register";
import { UserLocks } from "../core/user-ids/user-locks";
import { CourierClient } from "../courier/client";
import type { Log } from "./log";
import { ProcessRegister } from "./register/process-register";
import { readSettings, SettingsError, type Settings } from "./settings";

export interface ProviderRunOptions {
    /** Shows the person who runs Pulumi a line. */
    readonly log: Log;
    /** The register of this process. Default: one that knows of no other process. */
    readonly register?: ProcessRegister;
    /** Aborted when the run ends early; undefined where that is not told. */
    readonly cancellation?: AbortSignal;
    /** Where settings are that the configuration does not have. Default: that of this process. */
    readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** One run of the provider process: its settings, its connections, and the user ids it has seen declared. */
export class ProviderRun implements RunServices {
    readonly register: ProcessRegister;
    readonly locks = new UserLocks();
    readonly #log: Log;
    readonly #cancellation: AbortSignal | undefined;
    readonly #environment: NodeJS.ProcessEnv;
    #config: (key: string) => string | undefined = () => undefined;
    #settings: Settings | SettingsError | undefined;
    #client: CourierClient | undefined;

    constructor({
        log,
        register = new ProcessRegister(),
        cancellation,
        environment = process.env,
    }: ProviderRunOptions) {
        this.#log = log;
        this.#cancellation = cancellation;
        this.#environment = environment;
        this.register = register;
    }

    /**
     * Takes the stack's configuration, in which `courier:apiKey` and the others are looked up.
     *
     * @param provider what the engine tells of the provider resource
     */
    configure(config: (key: string) => string | undefined, provider: Omit<Workspace, "settings"> = {}): void {
        this.#config = config;
        this.#settings = undefined;
        this.#client = undefined;
        const settings = this.#readSettings();
        this.register.configure({
            ...provider,
            settings: settings instanceof SettingsError ? undefined : workspaceOf(settings),
        });
    }

    settingsProblems(): readonly Problem[] {
        const settings = this.#readSettings();
        return settings instanceof SettingsError ? settings.problems : [];
    }

    userIdRefusal(userId: string): string | undefined {
        const settings = this.#readSettings();
        return settings instanceof SettingsError ? undefined : settings.allowedUserIds?.refusal(userId);
    }

    courierFor(userId: string): CourierApi {
        const settings = this.#readSettings();
        if (settings instanceof SettingsError) {
            throw settings;
        }
        const refusal = this.userIdRefusal(userId);
        if (refusal) {
            throw new Refusal(`userId ${refusal}`, `userId ${withoutUserId(refusal, userId)}`);
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

/** The same for the same key and base URL, from which neither can be found out. */
export function workspaceOf({ apiKey, baseUrl }: Pick<Settings, "apiKey" | "baseUrl">): string {
    return createHmac("sha256", apiKey).update(`workspace ${baseUrl.href}`).digest("base64url");
}
