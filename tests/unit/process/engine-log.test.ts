import { Server, ServerCredentials, type handleUnaryCall } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { expect } from "chai";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

type LogHandler = handleUnaryCall<LogRequest, ReturnType<typeof EngineService.log.responseDeserialize>>;

describe("A line for the person who runs Pulumi", function () {
    this.timeout(60_000);

    let received: LogRequest.AsObject[] = [];
    let engine: Server;
    let port: number;
    beforeEach(async () => {
        received = [];
        const log: LogHandler = ({ request }, answer) => {
            received.push(request.toObject());
            answer(null, EngineService.log.responseDeserialize(Buffer.alloc(0)));
        };
        engine = new Server();
        engine.addService({ log: EngineService.log }, { log });
        port = await new Promise((resolve, reject) => {
            engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
                if (error) {
                    reject(error);
                } else {
                    resolve(bound);
                }
            });
        });
    });
    afterEach(() => {
        engine.forceShutdown();
    });

    function logProcess(face: string, address: string): Promise<{ stdout: string; stderr: string }> {
        const program = path.join(__dirname, "support/log-process.ts");
        return run(process.execPath, ["--import", "tsx", program, face, address]);
    }

    for (const face of ["dynamic", "native"]) {
        it(`has reached the engine when the ${face} face says that it is delivered, under its resource or the stack`, async () => {
            const { stdout } = await logProcess(face, `127.0.0.1:${port}`);

            expect(stdout).to.equal("delivered");
            expect(received.map(({ severity, urn, message }) => [severity, urn, message])).to.deep.equal([
                [2, "urn:ada", "mind this"],
                [1, "", "for the stack"],
            ]);
        });
    }

    it("is no failure of the work where the engine cannot be reached any more", async () => {
        engine.forceShutdown();
        expect((await logProcess("native", `127.0.0.1:${port}`)).stdout).to.equal("delivered");
    });

    it("goes to standard error where there is no engine", async () => {
        const { stdout, stderr } = await logProcess("dynamic", "");

        expect(stdout).to.equal("delivered");
        expect(stderr).to.equal("warning: mind this\nfor the stack\n");
    });
});
