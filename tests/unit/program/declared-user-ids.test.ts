import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { noteUserId, noteUserIds, programUserIds } from "../../../provider/program/program-user-ids";

/** Runs a program, and answers what it returns. */
async function runProgram<T>(program: () => Promise<T>): Promise<T> {
    let result: Promise<T> | undefined;
    await pulumi.runtime.runInPulumiStack(() => {
        result = program();
        return result.then(() => undefined);
    });
    return result as Promise<T>;
}

describe("The user ids that a program names", () => {
    beforeEach(useMocks);
    // The run of the last program is over for the tests that come after in this process.
    after(useMocks);

    function useMocks(): Promise<void> {
        return pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
            call: () => ({}),
        });
    }

    it("are all that its code names, also further down, and as outputs that are known", async () => {
        const named = await runProgram(() => {
            noteUserId("above");
            const userIds = programUserIds();
            noteUserId("below");
            noteUserId(pulumi.output("output"));
            noteUserIds(["one", "other"]);
            noteUserIds(pulumi.output(["many"]));
            return userIds;
        });

        expect(named).to.have.members(["above", "below", "output", "one", "other", "many"]);
    });

    it("are those of this run, where one process runs several programs in turn", async () => {
        await runProgram(() => {
            noteUserId("first");
            return Promise.resolve();
        });
        const named = await runProgram(() => {
            noteUserId("second");
            return programUserIds();
        });

        expect(named).to.deep.equal(["second"]);
    });

    it("are none in a unit test under mocks, where nothing is taken away", async () => {
        noteUserId("ada");

        expect(await programUserIds()).to.be.empty;
    });
});
