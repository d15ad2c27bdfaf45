import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { symlinkSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";

interface Answer {
    readonly answer?: unknown;
    readonly error?: string;
}

/** A program or a provider process, which does what it is told. */
export class EngineChild {
    readonly #socket: Socket;
    readonly #lines: AsyncIterator<string>;

    constructor(socket: Socket, lines: AsyncIterator<string>) {
        this.#socket = socket;
        this.#lines = lines;
    }

    /** @throws Error with the message with which it failed */
    async tell(command: string, argument = ""): Promise<unknown> {
        this.#socket.write(`${JSON.stringify([command, argument])}\n`);
        const { value } = (await this.#lines.next()) as { value: string };
        const { answer, error } = JSON.parse(value) as Answer;
        if (error !== undefined) {
            throw new Error(error);
        }
        return answer;
    }

    get hasEnded(): Promise<unknown> {
        return this.#socket.closed ? Promise.resolve() : once(this.#socket, "close");
    }
}

/** A process that is named as Pulumi's engine, with a program and provider processes below it. */
export class FakeEngine {
    readonly #shell: ChildProcessWithoutNullStreams;
    readonly #server: Server;
    readonly #socketPath: string;
    readonly #waiting = new Map<string, (child: EngineChild) => void>();

    private constructor(folder: string, server: Server, socketPath: string) {
        this.#server = server;
        this.#socketPath = socketPath;
        const executable = path.join(folder, "pulumi");
        this.#shell = spawn(executable, ["-c", 'while read -r line; do eval "$line" & done'], {
            env: { ...process.env, TMPDIR: folder },
        });
        this.#shell.stderr.pipe(process.stderr);
        server.on("connection", (socket) => void this.#arrive(socket));
    }

    /** @param folder its folder of temporary files */
    static async start(folder: string): Promise<FakeEngine> {
        const socketPath = path.join(folder, `${Math.random().toString(36).slice(2)}.sock`);
        try {
            symlinkSync("/bin/sh", path.join(folder, "pulumi"));
        } catch {
            // Another engine of the same test has made it.
        }
        const server = createServer();
        server.listen(socketPath);
        await once(server, "listening");
        return new FakeEngine(folder, server, socketPath);
    }

    /** @param name begins with "program" or "process" */
    async child(name: string, address = "127.0.0.1:1001"): Promise<EngineChild> {
        const arrived = new Promise<EngineChild>((resolve) => this.#waiting.set(name, resolve));
        const script = path.join(__dirname, "register-process.ts");
        const command = [process.execPath, "--import", "tsx", script, this.#socketPath, name, address];
        this.#shell.stdin.write(`exec ${command.map((word) => `'${word}'`).join(" ")}\n`);
        return arrived;
    }

    /** Ends as an engine that is killed does: with its children for later. */
    async kill(): Promise<void> {
        if (this.#shell.exitCode === null && this.#shell.signalCode === null) {
            const exit = once(this.#shell, "exit");
            this.#shell.kill("SIGKILL");
            await exit;
        }
    }

    async end(): Promise<void> {
        await this.kill();
        this.#children.forEach((socket) => socket.destroy());
        this.#server.close();
    }

    readonly #children: Socket[] = [];

    async #arrive(socket: Socket): Promise<void> {
        this.#children.push(socket);
        const lines = createInterface(socket)[Symbol.asyncIterator]();
        const { value } = (await lines.next()) as { value: string };
        const name = JSON.parse(value) as string;
        this.#waiting.get(name)?.(new EngineChild(socket, lines));
    }
}
