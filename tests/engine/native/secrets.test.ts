import { expect } from "chai";
import { complaints } from "../support/runs";
import { expectNoSecrets, filesBelow } from "../support/secrets";
import { profile, profileSet, provider, secret, useYamlStack } from "../support/yaml-stack";

describe("Secrets of a YAML program", () => {
    const test = useYamlStack();

    const token = "xoxb-secret-of-yaml-1";
    const changed = "xoxb-secret-of-yaml-2";
    const drifted = "xoxb-secret-of-others";
    const kept = "xoxb-secret-kept-1";

    it("are in plain text nowhere: output, events, state and its history, after whatever happens", async () => {
        const { courier, stack, resources } = test;
        const declare = (value: string, all: object) => ({
            one: profile({ userId: "ada", profile: { slack: { access_token: secret(value) }, name: "Ada" } }),
            all: profileSet(all as Record<string, unknown>),
            hidden: profileSet({ profiles: secret({ [`id-${kept}`]: { [`key-${kept}`]: value } }) }),
        });
        const runs = [];
        await resources(
            declare(token, { profiles: { lin: { slack: { access_token: secret(kept) } }, eve: {} } }),
        );
        runs.push(await stack.preview(), await stack.up());
        const { resources: state = [] } = await stack.exportState();
        const one = state.find(({ urn }) => urn.endsWith("::one"));
        expect(one?.outputs?.profile).to.have.property("name", "Ada");

        courier.profiles.set("ada", { slack: { access_token: drifted }, name: "Ada" });
        runs.push(await stack.refresh({ args: ["--diff"] }), await stack.preview({ args: ["--diff"] }));

        await resources(declare(changed, { profiles: { lin: { email: "plain" }, eve: { email: "e" } } }));
        const quoting = {
            method: "PUT",
            status: 400,
            message: `what is ${changed}?`,
            times: Infinity,
        } as const;
        courier.fail({ ...quoting, userId: "ada" });
        courier.fail({ userId: "lin", method: "PUT", status: 400, times: Infinity });
        courier.fail({ ...quoting, userId: `id-${kept}` });
        runs.push(await stack.preview({ args: ["--diff"] }));
        runs.push(await stack.up({ args: ["--continue-on-error"], fails: true }));
        runs.push(await stack.refresh());
        courier.clearFaults();
        runs.push(await stack.up(), await stack.destroy());

        const outputs = Object.fromEntries(runs.map(({ output }, run) => [`output of run ${run}`, output]));
        const files = await filesBelow(stack.folder);
        delete files["Pulumi.yaml"];
        // The path of a request has the user id; see docs/limits.md.
        expectNoSecrets({ ...outputs, ...files }, [token, changed, drifted]);
        expect(Object.keys(files).some((name) => name.includes("history"))).to.equal(true);
    });

    it("that become some later are encrypted by the next up, for which nothing is sent", async () => {
        const { courier, stack, resources } = test;
        await resources({ one: profile({ userId: "ada", profile: { slack: { access_token: token } } }) });
        await stack.up();
        expect(await stack.stateText()).to.contain(token);
        courier.clearRequests();
        await resources({
            one: profile({ userId: "ada", profile: { slack: { access_token: secret(token) } } }),
        });
        expect((await stack.up()).changes).to.deep.equal({ update: 1 });
        expect(await stack.stateText()).not.to.contain(token);
        expect((await stack.up()).changes).to.deep.equal({ same: 1 });
        expect(courier.requests).to.be.empty;
    });

    it("may be a provider's key, in plain text too: the state has it encrypted", async () => {
        const { courier, stack, resources } = test;
        const key = "test-api-key";
        await resources({
            eu: provider({ apiKey: key, baseUrl: courier.url }),
            one: profile({ userId: "ada", profile: {} }, { provider: "${eu}" }),
        });
        const up = await stack.up();
        expect(complaints(up)).to.be.empty;
        expect(await stack.stateText()).not.to.contain(key);
    });

    it("in a whole profile that is handed on are what YAML makes of them, an empty object; their values are handed on well", async () => {
        // What Pulumi's YAML does with secrets inside of outputs; see docs/limits.md.
        const { courier, stack, resources } = test;
        const one = profile({ userId: "ada", profile: { slack: { access_token: secret(token) } } });
        await resources({
            one,
            whole: profile({ userId: "whole", profile: "${one.profile}" }),
            value: profile({ userId: "value", profile: { slack: "${one.profile.slack.access_token}" } }),
        });
        await stack.up();
        expect(courier.profiles.get("whole")).to.deep.equal({ slack: { access_token: {} } });
        expect(courier.profiles.get("value")).to.deep.equal({ slack: token });
    });
});
