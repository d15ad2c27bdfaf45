import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { SetRootResourceResponse } from "@pulumi/pulumi/proto/engine_pb";
import { expect } from "chai";
import { nothingSecret } from "../../../provider/core/messages/names";
import { declareUserIds, readUserId } from "../../../provider/program/declared-user-ids";
import { ProcessRegister } from "../../../provider/run/register/process-register";
import { RegisterFolder } from "../../../provider/run/register/register-folder";

const type = "pulumi-nodejs:dynamic/courier:Profile";

function declare(name: string, userIds: string[] | pulumi.Output<string[]>, opts = {}) {
    return declareUserIds({ type, name, opts }, userIds, `Profile "${name}": userId`);
}

/** Programs from now on run under mocks, for an engine that listens at this address; under none where it is empty. */
async function useMocks(address: string): Promise<void> {
    pulumi.runtime.resetOptions("project", "stack", 1, address, "", false, "");
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
        call: () => ({}),
    });
}

async function runProgram(program: () => void): Promise<void> {
    await pulumi.runtime.runInPulumiStack(() => {
        program();
        return Promise.resolve(undefined);
    });
}

class OtherProvider extends pulumi.ProviderResource {}

describe("The user ids that a program declares", () => {
    const engines: grpc.Server[] = [];
    let folder: string;
    const temporary = process.env.TMPDIR;

    before(() => {
        folder = mkdtempSync(path.join(os.tmpdir(), "declared-user-ids-"));
        process.env.TMPDIR = folder;
    });

    after(async () => {
        if (temporary === undefined) {
            delete process.env.TMPDIR;
        } else {
            process.env.TMPDIR = temporary;
        }
        rmSync(folder, { recursive: true });
        engines.forEach((engine) => {
            engine.forceShutdown();
        });
        // The run of the last program is over for the tests that come after in this process.
        await useMocks("");
    });

    /** A new engine, as far as a program needs one. Answers its address. */
    async function useEngine(): Promise<string> {
        const engine = new grpc.Server();
        engine.addService(EngineService, {
            setRootResource: (_call: unknown, callback: grpc.sendUnaryData<SetRootResourceResponse>) => {
                callback(null, new SetRootResourceResponse());
            },
        });
        engines.push(engine);
        const port = await new Promise<number>((resolve, reject) => {
            engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
                if (error) {
                    reject(error);
                } else {
                    resolve(bound);
                }
            });
        });
        const address = `127.0.0.1:${port}`;
        await useMocks(address);
        return address;
    }

    /** What a provider process of the same engine finds. */
    function provider(address: string): ProcessRegister {
        return new ProcessRegister({ folder: new RegisterFolder(address, undefined) });
    }

    it("are known to the provider processes of the run, also those of outputs and those only read", async () => {
        const address = await useEngine();
        await runProgram(() => {
            declare("plain", ["ada"])?.setSecrecy(Promise.resolve({ ...nothingSecret, keys: true }));
            declare("output", pulumi.output(["eve"]));
            readUserId({ type, name: "read", opts: {} }, "lin");
        });

        const register = provider(address);
        for (const userId of ["ada", "eve", "lin"]) {
            expect(register.standingOf(userId), userId).to.have.property("kind", "declared");
        }
        expect(register.standingOf("sam")).to.deep.equal({ kind: "free" });
        expect(register.resourceOf("ada")).to.equal(`urn:pulumi:stack::project::${type}::plain`);
        expect(register.secrecyOf("ada").keys).to.equal(true);
        expect(register.secrecyOf("eve").keys).to.equal(false);
    });

    it("that never come to be known keep everyone's profile", async () => {
        const address = await useEngine();
        await runProgram(() => {
            declare("never", pulumi.output(new Promise<string[]>(() => undefined)));
        });

        expect(provider(address).standingOf("anybody")).to.deep.equal({ kind: "waiting" });
    });

    it("are those of its own run, where one process runs several programs in turn", async () => {
        const first = await useEngine();
        await runProgram(() => {
            declare("first", ["first"]);
        });
        const second = await useEngine();
        await runProgram(() => {
            declare("second", ["second"]);
        });

        expect(provider(second).standingOf("first")).to.deep.equal({ kind: "free" });
        expect(provider(first).standingOf("first")).to.have.property("kind", "declared");
    });

    it("are refused where two resources declare the same one, and both are named", async () => {
        await useEngine();
        let refused: unknown;
        await runProgram(() => {
            declare("one", ["ada"]);
            try {
                declare("two", ["eve", "ada"]);
            } catch (error) {
                refused = error;
            }
        });

        expect(pulumi.RunError.isInstance(refused)).to.equal(true);
        expect((refused as Error).message).to.match(
            /is "ada", which urn:\S+::one declares as well \(this is urn:\S+::two\)/,
        );
    });

    it("may be declared once for each explicit provider", async () => {
        await useEngine();
        await runProgram(() => {
            const provider = new OtherProvider("pulumi-nodejs", "other", {});
            declare("one", ["ada"]);
            declare("two", ["ada"], { provider });
        });
    });

    it("are nobody's business in a unit test under mocks, where nothing is taken away", async () => {
        await useMocks("");
        await runProgram(() => {
            expect(declare("one", ["ada"])).to.equal(undefined);
            expect(declare("two", ["ada"])).to.equal(undefined);
        });
    });
});
