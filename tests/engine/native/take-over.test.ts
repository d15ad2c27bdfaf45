import { expect } from "chai";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { program } from "../support/programs";
import { contents, expectSettled } from "../support/runs";
import type { Stack } from "../support/stack";
import { useStack } from "../support/use-stack";
import { profile, profileSet, secret, writeYamlProgram } from "../support/yaml-stack";

describe("A stack of the dynamic face", () => {
    // The YAML program is of the same project, in the same folder.
    const test = useStack();

    const settings = { name: "test-project", runtime: { name: "nodejs", options: { typescript: false } } };
    const lin = { email: "lin@example.com" };
    const everything = {
        ada: { email: "ada@example.com", slack: { access_token: "xoxb-taken-over" } },
        lin,
        eve: lin,
    };

    it("becomes one of the native face, and back, without a request, and its secrets stay secret", async () => {
        const { courier, stack } = test;
        const dynamic = program(`
            const slack = { access_token: pulumi.secret("xoxb-taken-over") };
            new Profile("one", { userId: "ada", profile: { email: "ada@example.com", slack } });
            new ProfileSet("all", { profiles: { lin: ${JSON.stringify(lin)}, eve: '${JSON.stringify(lin)}' } });
        `);
        await stack.program(dynamic);
        await stack.up();
        expect(contents(courier)).to.deep.equal(everything);

        await writeYamlProgram(stack.folder, {
            resources: {
                one: profile({
                    userId: "ada",
                    profile: { email: "ada@example.com", slack: { access_token: secret("xoxb-taken-over") } },
                }),
                all: profileSet({ profiles: { lin, eve: JSON.stringify(lin) } }),
            },
        });
        courier.clearRequests();
        const taken = await stack.up();
        expect(taken.changes).to.deep.equal({ update: 2 });
        expect(courier.requests).to.be.empty;
        expect(await typesIn(stack)).to.have.members(["courier:index:Profile", "courier:index:ProfileSet"]);
        expect(await stack.stateText()).not.to.contain("xoxb-taken-over");
        await expectSettled(test);

        await writeFile(path.join(stack.folder, "Pulumi.yaml"), JSON.stringify(settings));
        await stack.program(
            dynamic
                .replace("} });", '} }, { aliases: [{ type: "courier:index:Profile" }] });')
                .replace("' } });", '\' } }, { aliases: [{ type: "courier:index:ProfileSet" }] });'),
        );
        courier.clearRequests();
        const back = await stack.up();
        expect(back.changes).to.deep.equal({ update: 2 });
        expect(courier.requests).to.be.empty;
        expect(await stack.stateText()).not.to.contain("xoxb-taken-over");
        await stack.destroy();
        expect(contents(courier)).to.deep.equal({ ada: {}, lin: {}, eve: {} });
    });

    async function typesIn(stack: Stack): Promise<string[]> {
        const { resources = [] } = await stack.exportState();
        return resources.map(({ type }) => type).filter((type) => type.startsWith("courier:"));
    }
});
