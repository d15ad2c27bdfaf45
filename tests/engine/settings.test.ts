import { expect } from "chai";
import { program } from "./support/programs";
import { complaints } from "./support/runs";
import { useStack } from "./support/use-stack";

const account = program(`new Profile("ci", { userId: "svc-ci", profile: { nickname: "c" } });`);

describe("a setting that would be ignored or refused", () => {
    const test = useStack({ shared: true });

    it("is an error at preview where the configuration nearly spells it, and any other key is left alone", async () => {
        const { courier, stack } = test;
        await stack.program(account);
        await stack.setConfig("courier:region", "eu");
        await stack.preview();

        await stack.setConfig("courier:allowedUserId", "test-.*");
        const said = Object.values(complaints(await stack.preview({ fails: true }))).flat();
        await stack.run(["config", "rm", "courier:allowedUserId"]);

        expect(said.join()).to.match(
            /courier:allowedUserId is no setting, and would be ignored; use courier:allowedUserIds /,
        );
        expect(courier.requests).to.be.empty;
    });

    it("is a warning, once, where an environment variable nearly spells it", async () => {
        const { stack } = test;
        await stack.program(
            program(
                `for (const n of [1, 2, 3]) new Profile("p" + n, { userId: "p" + n, profile: { nickname: "n" } });`,
            ),
        );
        const env = { COURIER_MAX_RETRY: "3", COURIER_LOG: "debug" };
        const said = Object.values(complaints(await stack.preview({ env }))).flat();

        expect(said).to.have.length(1);
        expect(said[0]).to.match(
            /^the environment variable COURIER_MAX_RETRY is ignored; is COURIER_MAX_RETRIES meant\?/,
        );
    });

    it("is refused at preview, before any request and unseen, where the key was pasted with quotes", async () => {
        const { courier, stack } = test;
        await stack.program(account);
        await stack.setConfig("courier:apiKey", '"hunter2-hunter2"', { secret: true });
        const { output } = await stack.preview({ fails: true });
        await stack.run(["config", "rm", "courier:apiKey"]);

        expect(output).to.contain("courier:apiKey is in quotes; set the key without them");
        expect(output).to.not.contain("hunter2");
        expect(courier.requests).to.be.empty;
    });
});
