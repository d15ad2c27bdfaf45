import { expect } from "chai";
import { Refusal } from "../../../provider/core/messages/refusal";
import { ProviderRun, workspaceOf } from "../../../provider/run/provider-run";
import { SettingsError } from "../../../provider/run/settings";

const key = { COURIER_API_KEY: "pk_test_1" };

function runWith(environment: NodeJS.ProcessEnv): ProviderRun {
    return new ProviderRun({ log: () => Promise.resolve(), environment });
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

    it("takes another configuration for another one, settings that could not be used included", () => {
        const run = runWith({});
        expect(run.settingsProblems()).to.have.length(1);

        run.configure((name) => (name === "courier:apiKey" ? "pk_test_1" : undefined));
        expect(run.settingsProblems()).to.be.empty;
        const first = run.courierFor("ada");

        run.configure((name) => (name === "courier:apiKey" ? "pk_test_2" : undefined));
        expect(run.courierFor("ada")).not.to.equal(first);
    });

    it("touches no user that the stack does not allow, and says which setting to widen", () => {
        const run = runWith({ ...key, COURIER_ALLOWED_USER_IDS: "svc-.*" });

        expect(run.settingsProblems()).to.be.empty;
        expect(run.userIdRefusal("svc-ci")).to.equal(undefined);
        expect(run.userIdRefusal("ada")).to.match(/^is "ada", which COURIER_ALLOWED_USER_IDS does not allow/);
        expect(() => run.courierFor("ada")).to.throw(Refusal, /^userId is "ada"/);
    });

    it("says so without the user id where many users are told of at once, or an id is secret", () => {
        const run = runWith({ ...key, COURIER_ALLOWED_USER_IDS: "svc-.*" });
        const reasonFor = (userId: string): string | undefined => {
            try {
                run.courierFor(userId);
            } catch (error) {
                return (error as Refusal).reason;
            }
            return undefined;
        };

        expect(reasonFor("ada"))
            .to.match(/COURIER_ALLOWED_USER_IDS does not allow/)
            .and.not.contain("ada");
        expect(reasonFor("eve"), "one reason for all").to.equal(reasonFor("ada"));
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
        const run = new ProviderRun({
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

describe("What tells two Courier workspaces apart", () => {
    const of = (apiKey: string, baseUrl: string): string =>
        workspaceOf({ apiKey, baseUrl: new URL(baseUrl) });

    it("is the key and the base URL, neither of which can be read from it", () => {
        const workspace = of("pk_test_1", "https://api.courier.com");

        expect(of("pk_test_1", "https://api.courier.com/")).to.equal(workspace);
        expect(of("pk_test_2", "https://api.courier.com")).not.to.equal(workspace);
        expect(of("pk_test_1", "https://api.eu.courier.com")).not.to.equal(workspace);
        expect(workspace).not.to.match(/pk_test|courier/);
    });
});
