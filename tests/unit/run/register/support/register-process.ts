import { connect } from "node:net";
import { createInterface } from "node:readline";
import { engineProcess } from "../../../../../provider/run/register/engine-process";
import { ProcessRegister } from "../../../../../provider/run/register/process-register";
import { ProgramRegister } from "../../../../../provider/run/register/program-register";
import { RegisterFolder } from "../../../../../provider/run/register/register-folder";

// The program or a provider process of a fake engine: does what the test tells it, a line of JSON each.

const [socketPath = "", name = "", address = ""] = process.argv.slice(2);

const folder = new RegisterFolder(address, engineProcess());
const work = name.startsWith("program") ? programWork() : processWork();
const socket = connect(socketPath, () => {
    socket.write(`${JSON.stringify(name)}\n`);
});
createInterface(socket).on("line", (line) => {
    const [command, argument] = JSON.parse(line) as [string, string];
    socket.write(`${JSON.stringify(answerTo(command, argument))}\n`);
});
socket.once("close", () => process.exit());

function answerTo(command: string, argument: string): unknown {
    try {
        return { answer: work[command]?.(argument) };
    } catch (error) {
        return { error: (error as Error).message };
    }
}

function programWork(): Record<string, (argument: string) => unknown> {
    const register = new ProgramRegister(folder);
    const resource = register.addResource("urn:resource", "urn:resource", undefined, { isDefault: true });
    return {
        declare: (userId) => register.enter(resource, [userId]),
        exit: () => {
            setImmediate(() => process.exit());
        },
    };
}

function processWork(): Record<string, (argument: string) => unknown> {
    const register = new ProcessRegister({ folder, expectsProgram: true });
    register.configure({ settings: "key" });
    return {
        check: (userId) => {
            register.enterCheck();
            return register.enter(userId, undefined, true);
        },
        standing: (userId) => register.standingOf(userId).kind,
    };
}
