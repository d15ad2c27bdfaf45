import { expect } from "chai";
import { Refusal } from "../../../provider/core/messages/refusal";
import { Run } from "../../../provider/run/provider-run";
import { SettingsError } from "../../../provider/run/settings";

const key = { COURIER_API_KEY: "pk_test_1" };

function runWith(environment: NodeJS.ProcessEnv): Run {
    return new Run({ log: () => Promise.resolve(), environment });
}

describe("One run of the provider", () => {
    it("explains settings that cannot be used, and asks Courier for nobody", () => {
        const run = runWith({ ...key, COURIER_MAX_RETRIES: "many", COURIER_ALLOWED_USER_IDS: "svc-.*" });

        expect(run.settingsProblems().map(({ property, topic }) => [property, topic])).to.deep.equal([
            ["COURIER_MAX_RETRIES", "settings"],
        ]);
        expect(run.userIdRefusal("ada")).to.equal(undefined);
        expect(() => run.courierFor("svc-ci")).to.throw(SettingsError);
    });

    it("explains them to each resource in an error of its own, as a caller adds to it", () => {
        const run = runWith({});
        const error = (): Error => {
            try {
                run.courierFor("ada");
            } catch (thrown) {
                return thrown as Error;
            }
            throw new Error("nothing was thrown");
        };
        const { message } = error();
        error().message += " (see the documentation)";
        expect(error().message).to.equal(message);
    });

    it("touches no user that the stack does not allow, and says which setting to widen", () => {
        const run = runWith({ ...key, COURIER_ALLOWED_USER_IDS: "svc-.*" });

        expect(run.settingsProblems()).to.be.empty;
        expect(run.userIdRefusal("svc-ci")).to.equal(undefined);
        expect(run.userIdRefusal("ada")).to.match(/^is "ada", which courier:allowedUserIds does not allow/);
        expect(() => run.courierFor("ada")).to.throw(Refusal, /^userId is "ada"/);
    });

    it("has one client for all its users, so that they share connections", () => {
        const run = runWith(key);

        expect(run.courierFor("ada")).to.equal(run.courierFor("eve"));
    });

    it("takes the stack's configuration before the environment", () => {
        const run = runWith({ ...key, COURIER_ALLOWED_USER_IDS: "ada" });
        run.configure((name) => (name === "courier:allowedUserIds" ? "eve" : undefined));

        expect(run.userIdRefusal("eve")).to.equal(undefined);
        expect(run.userIdRefusal("ada")).to.be.a("string");
    });

    it("shows warnings as warnings, each under its resource", async () => {
        const shown: unknown[] = [];
        const run = new Run({
            log: (...line) => {
                shown.push(line);
                return Promise.resolve();
            },
        });
        await run.warn("mind this", "urn:ada");
        await run.inform("1 of 2");

        expect(shown).to.deep.equal([
            ["warn", "mind this", "urn:ada"],
            ["info", "1 of 2", undefined],
        ]);
    });
});
