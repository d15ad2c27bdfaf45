import path from "node:path";
import { version } from "../../../package.json";
import { callHelpPage } from "../../core/messages/help-links";
import { standardErrorLog } from "../../run/log";
import { engineProcess } from "../../run/register/engine-process";
import { ProcessRegister } from "../../run/register/process-register";
import { RegisterFolder } from "../../run/register/register-folder";
import { createCalls } from "./calls";
import { createEngineLog } from "./engine-log";
import { Provider } from "./provider";
import { startServer } from "./server";

// What `plugin/` starts: serves the engine for as long as it lives.

const { answers, end } = createCalls({
    connect,
    // The engine gives its own address as the last argument.
    engineAddress: /^[\w.[\]:-]+:\d+$/.exec(process.argv.slice(2).at(-1) ?? "")?.[0],
    version,
    schema: async () => (await import("./schema.json")).default,
});

if (!__dirname.endsWith(path.join("node_modules", "pulumi-courier", "plugin"))) {
    callHelpPage("pulumi-courier's docs/troubleshooting.md");
}

void startServer(answers).then(({ port, close }) => {
    // As the engine expects it.
    process.stdout.write(`${port}\n`);
    // The engine holds the other end, so this is how its death is heard, after `kill -9` too.
    process.stdin.resume().once("end", () => {
        end();
        void close().then(() => process.exit());
    });
});

function connect(engineAddress: string | undefined): Provider {
    if (engineAddress === undefined) {
        return new Provider({ log: standardErrorLog });
    }
    const folder = new RegisterFolder(engineAddress, engineProcess());
    return new Provider({
        log: createEngineLog(engineAddress),
        register: new ProcessRegister({ folder }),
    });
}
