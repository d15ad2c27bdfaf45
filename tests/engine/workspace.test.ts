import { expect } from "chai";
import { repository } from "./support/packed-package";
import { useStack } from "./support/use-stack";

describe("a project of the workspace, where pulumi-courier is a link to the repository", () => {
    const test = useStack({ package: "linked" });

    it("is served by the repository's own build, with a state as small as elsewhere", async () => {
        const { courier, stack } = test;
        await stack.program(`
            const { Profile } = require("pulumi-courier");
            new Profile("ci", { userId: "svc-ci", profile: { email: "ci@example.com" } });
            exports.entryPoint = require.resolve("pulumi-courier");
        `);

        await stack.up();
        expect(courier.profiles.get("svc-ci")).to.deep.equal({ email: "ci@example.com" });
        expect((await stack.outputs()).entryPoint).to.equal(`${repository}/dist/provider/index.js`);

        const { resources = [] } = await stack.exportState();
        const profile = resources.find(({ id }) => id === "svc-ci");
        expect(profile?.inputs?.__provider).to.be.a("string").with.length.at.most(80);

        await stack.destroy();
        expect(courier.profiles.get("svc-ci")).to.deep.equal({});
    });
});

describe("the project in the repository's root", () => {
    const test = useStack({ package: "linked", files: ["Pulumi.yaml", "examples/quickstart"] });

    it("runs the quickstart as it is: three profiles, unchanged at the second up, then emptied", async () => {
        const { courier, stack } = test;

        expect((await stack.up()).changes).to.deep.equal({ create: 3 });
        expect(courier.profiles.all()).to.have.keys("svc-pipeline", "test-shopper", "test-driver");
        expect(courier.profiles.get("svc-pipeline")).to.deep.equal({
            email: "pipeline@example.com",
            custom: { team: "platform" },
        });
        expect((await stack.up({ args: ["--expect-no-changes"] })).changes).to.deep.equal({ same: 3 });

        expect((await stack.destroy()).changes).to.deep.equal({ delete: 3 });
        expect([...courier.profiles.all().values()]).to.deep.equal([{}, {}, {}]);
    });
});
