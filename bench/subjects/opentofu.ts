import { copyFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { OpenTofu } from "../opentofu/build";
import { API_KEY, isChangedIn, type Operation, type Subject } from "../subject";

const commands: Readonly<Record<Operation, readonly string[]>> = {
    firstUp: ["apply"],
    unchangedUp: ["apply"],
    oneChanged: ["apply"],
    refresh: ["apply", "-refresh-only"],
    destroy: ["destroy"],
};

/** OpenTofu with the restapi provider, so many operations at a time (its own default is 10). */
export function openTofuSubject({ command, binDir }: OpenTofu, parallelism: number): Subject {
    return {
        name: `opentofu-${parallelism}`,
        title: `OpenTofu + restapi, ${parallelism} at a time`,
        sendsRequests: true,
        async start(folder, size, courierUrl) {
            await copyFile(path.resolve(__dirname, "../opentofu/main.tf"), path.join(folder, "main.tf"));
            // In place of `tofu init`, which would fetch the provider from a registry.
            const settings = `provider_installation {
  dev_overrides { "Mastercard/restapi" = ${JSON.stringify(binDir)} }
}
`;
            await writeFile(path.join(folder, "settings.tfrc"), settings);
            return {
                command: (operation) => ({
                    file: command,
                    args: [
                        ...commands[operation],
                        "-auto-approve",
                        "-no-color",
                        "-input=false",
                        `-parallelism=${parallelism}`,
                    ],
                    cwd: folder,
                    env: {
                        HOME: folder,
                        TF_CLI_CONFIG_FILE: path.join(folder, "settings.tfrc"),
                        CHECKPOINT_DISABLE: "1",
                        TF_VAR_size: String(size),
                        TF_VAR_changed: String(isChangedIn(operation)),
                        TF_VAR_base_url: courierUrl,
                        TF_VAR_api_key: API_KEY,
                    },
                }),
                stateBytes: async () => (await stat(path.join(folder, "terraform.tfstate"))).size,
            };
        },
    };
}
