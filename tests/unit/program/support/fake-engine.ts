import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Server, ServerCredentials, type handleUnaryCall } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ProcessRegister } from "../../../../provider/run/register/process-register";
import { RegisterFolder } from "../../../../provider/run/register/register-folder";

type Handler = handleUnaryCall<unknown, unknown>;

/** What the engine makes of a resource: its outputs; an error where it fails. */
export type MakeResource = (args: pulumi.runtime.MockResourceArgs) => Record<string, unknown>;

/** An engine for programs to run in, each of which runs as one of Pulumi's Automation API does. */
export class FakeEngine {
    readonly #lines: string[] = [];
    readonly #events = new EventEmitter();
    readonly #server = new Server();
    #address = "";

    async start(): Promise<void> {
        const answering = (name: "log" | "setRootResource", then: (request: unknown) => void): Handler => {
            const { responseDeserialize } = EngineService[name];
            return ({ request }, answer) => {
                then(request);
                answer(null, responseDeserialize(Buffer.alloc(0)));
            };
        };
        this.#server.addService(
            { log: EngineService.log, setRootResource: EngineService.setRootResource },
            {
                log: answering("log", (request) => {
                    this.#lines.push((request as LogRequest).getMessage());
                    this.#events.emit("line");
                }),
                setRootResource: answering("setRootResource", () => undefined),
            },
        );
        const port = await new Promise<number>((resolve, reject) => {
            this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
                if (error) reject(error);
                else resolve(bound);
            });
        });
        this.#address = `127.0.0.1:${port}`;
    }

    /** Runs a program in which every resource becomes what it declares, under its name as its id. */
    async run(
        program: () => void,
        {
            isPreview = false,
            make = ({ inputs }: pulumi.runtime.MockResourceArgs) => inputs as Record<string, unknown>,
        } = {},
    ): Promise<void> {
        pulumi.runtime.resetOptions("project", "stack", -1, this.#address, "", isPreview, "");
        await pulumi.runtime.setMocks(
            {
                newResource: (args) => ({
                    // What is only previewed has no id yet.
                    id: isPreview
                        ? ""
                        : args.id === undefined || args.id === ""
                          ? `${args.name}-id`
                          : args.id,
                    state: make(args),
                }),
                call: () => ({}),
            },
            "project",
            "stack",
            isPreview,
        );
        await pulumi.runtime.runInPulumiStack(() => {
            program();
            return Promise.resolve(undefined);
        });
    }

    /** Resolves once such a line has been shown to the user. */
    async shows(pattern: RegExp): Promise<void> {
        while (!this.#lines.some((line) => pattern.test(line))) {
            await once(this.#events, "line");
        }
    }

    /** What a provider process of this engine finds. */
    register(): ProcessRegister {
        return new ProcessRegister({
            folder: new RegisterFolder(this.#address, "the engine's process"),
            expectsProgram: true,
        });
    }

    end(): void {
        this.#server.forceShutdown();
    }
}

/** An engine for each test, with a folder of temporary files of its own. */
export function useEngine(): { engine: FakeEngine; temporary: string } {
    const test = { engine: new FakeEngine(), temporary: "" };
    const { TMPDIR } = process.env;
    beforeEach(async () => {
        test.temporary = process.env.TMPDIR = mkdtempSync(path.join(os.tmpdir(), "program-"));
        test.engine = new FakeEngine();
        await test.engine.start();
    });
    afterEach(() => {
        test.engine.end();
        pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
        if (TMPDIR === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = TMPDIR;
        rmSync(test.temporary, { recursive: true });
    });
    return test;
}
