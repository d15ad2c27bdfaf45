import { MessageError } from "../provider/core/messages/message-error";
import { readSettings, SettingsError, type Settings } from "../provider/run/settings";

/**
 * The settings in the environment. A command runs outside of the engine, which alone decrypts a stack's
 * configuration.
 *
 * @throws MessageError that names every setting at fault
 */
export function environmentSettings(env: NodeJS.ProcessEnv): Settings {
    try {
        return readSettings(() => undefined, env);
    } catch (error) {
        throw error instanceof SettingsError
            ? new MessageError(`${error.message}\n${onlyEnvironment}`, "settings")
            : error;
    }
}

/** Where a command looks for settings, and where it does not. */
const onlyEnvironment =
    "This command reads the environment only, not the stack's configuration. To use the stack's key: " +
    'export COURIER_API_KEY="$(pulumi config get courier:apiKey)"';
