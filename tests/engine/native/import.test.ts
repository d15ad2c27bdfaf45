import { expect } from "chai";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { complaints, writes } from "../support/runs";
import { profile, useYamlStack } from "../support/yaml-stack";

describe("pulumi import", () => {
    const test = useYamlStack();

    const ada = {
        email: "ada@example.com",
        custom: { team: "${core}", "a.b": 1.5, list: [1, { x: null }], yes: true, empty: {} },
        slack: { access_token: "xoxb-1" },
    };

    it("prints a program whose next up changes nothing and sends nothing", async () => {
        const { courier, stack } = test;
        courier.profiles.set("user/ada", ada);
        const file = path.join(stack.folder, "Pulumi.yaml");
        const { stdout } = await stack.run([
            "import",
            "courier:index:Profile",
            "ada",
            "user/ada",
            "--yes",
            "--skip-preview",
        ]);
        const program = stdout.slice(stdout.indexOf("resources:\n"));
        // What is there is JSON, so it is one line of YAML too.
        const settings = JSON.parse(await readFile(file, "utf8")) as object;
        const lines = Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
        await writeFile(file, `${lines.join("\n")}\n${program}`);

        courier.clearRequests();
        const preview = await stack.preview({ args: ["--expect-no-changes"] });
        expect(preview.changes).to.deep.equal({ same: 1 });
        const up = await stack.up({ args: ["--expect-no-changes"] });
        expect(up.diagnostics).to.be.empty;
        expect(courier.requests).to.be.empty;
    });

    it("by the option of a resource takes over what is as declared, without a write", async () => {
        const { courier, stack, resources } = test;
        courier.profiles.set("ada", ada);
        const declared = { userId: "ada", profile: { ...ada, custom: { ...ada.custom, team: "$${core}" } } };
        await resources({ one: profile(declared, { import: "ada" }) });
        expect((await stack.up()).changes).to.deep.equal({ import: 1 });
        await resources({ one: profile(declared) });
        expect((await stack.up()).changes).to.deep.equal({ same: 1 });
        expect(writes(courier)).to.be.empty;
        expect(courier.profiles.get("ada")).to.deep.equal(ada);
    });

    it("by the option of a resource whose declaration differs shows the difference, and then writes it once", async () => {
        const { courier, stack, resources } = test;
        courier.profiles.set("ada", ada);
        await resources({
            one: profile({ userId: "ada", profile: { email: "new@example.com" } }, { import: "ada" }),
        });
        const up = await stack.up();
        expect(complaints(up)).to.be.empty;
        expect(courier.profiles.get("ada")).to.deep.equal({ email: "new@example.com" });
        expect(writes(courier)).to.have.length(1);
    });

    it("refuses what the program could not declare, with the place, and changes no state", async () => {
        const { courier, stack } = test;
        courier.profiles.set("ada", { crm: { id: 2 ** 60 } });
        const args = ["import", "courier:index:Profile", "ada", "ada", "--yes", "--skip-preview"];
        const { output } = await stack.run(args, { fails: true });
        expect(output).to.match(/cannot be imported: profile\.crm\.id is a whole number beyond 2\^53/);
        const { resources = [] } = await stack.exportState();
        expect(resources.map(({ type }) => type)).not.to.include("courier:index:Profile");
    });

    it("says of a set and of a user without a profile in one line what to do", async () => {
        const { stack } = test;
        for (const [type, id, line] of [
            [
                "ProfileSet",
                "all",
                'a ProfileSet has no id in Courier, so "all" cannot be read or imported: declare its',
            ],
            [
                "Profile",
                "nobody",
                'there is no profile of the user "nobody"; create it, or correct the user id',
            ],
        ] as const) {
            const args = ["import", `courier:index:${type}`, "x", id, "--yes", "--skip-preview"];
            const { output } = await stack.run(args, { fails: true });
            expect(output).to.contain(line);
        }
    });
});
