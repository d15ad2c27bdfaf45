import { expect } from "chai";
import { complaints, contents, expectSettled, writes } from "../support/runs";
import { profile, profileSet, secret, useYamlStack } from "../support/yaml-stack";

/** What `--diff` shows of a resource, a change a line, without spaces. */
function changesIn(output: string): string[] {
    const lines = output.split("\n").map((line) => line.trim().replace(/^([~+-]) +(.*?) *: /, "$1 $2: "));
    return lines.filter((line) => /^[~+-] \S+:/.test(line) && !line.startsWith("~ courier:"));
}

describe("A program in YAML", () => {
    const test = useYamlStack();

    const ada = {
        email: "ada@example.com",
        custom: { team: "core", "a.b": 1, 'quo"te': { deep: 1, same: 1 } },
    };
    const lin = { email: "lin@example.com" };

    it("leads a profile and a set through a life: created, unchanged, updated, refreshed, destroyed", async () => {
        const { courier, stack, program } = test;
        const resources = {
            one: profile({ userId: "ada", profile: ada }),
            all: profileSet({ profiles: { lin, eve: JSON.stringify(lin) } }),
        };
        await program({
            resources,
            outputs: { userId: "${one.userId}", team: "${one.profile.custom.team}" },
        });
        const preview = await stack.preview();
        expect(preview.changes).to.deep.equal({ create: 2 });
        expect(courier.requests).to.be.empty;
        expect((await stack.up()).changes).to.deep.equal({ create: 2 });
        expect(contents(courier)).to.deep.equal({ ada, lin, eve: lin });
        expect(await stack.outputs()).to.deep.equal({ userId: "ada", team: "core" });
        await expectSettled(test);

        courier.profiles.set("ada", { ...ada, email: "drifted", theirs: 1 });
        courier.profiles.set("eve", {});
        const refresh = await stack.refresh({ args: ["--diff"] });
        expect(changesIn(refresh.output)).to.include('~ email: "ada@example.com" => "drifted"');
        expect((await stack.up()).changes).to.deep.equal({ update: 2 });
        expect(contents(courier)).to.deep.equal({ ada, lin, eve: lin });

        await stack.destroy();
        expect(contents(courier)).to.deep.equal({ ada: {}, lin: {}, eve: {} });
    });

    it("shows the changed keys alone, at every depth, with dots, quotes and brackets in keys and ids", async () => {
        const { stack, resources } = test;
        const userId = 'a.d["a"]';
        await resources({
            one: profile({ userId: "ada", profile: ada }),
            all: profileSet({ profiles: { [userId]: ada, lin } }),
        });
        await stack.up();
        const changed = { ...ada, custom: { ...ada.custom, "a.b": 2, 'quo"te': { deep: 2, same: 1 } } };
        await resources({
            one: profile({ userId: "ada", profile: changed }),
            all: profileSet({ profiles: { [userId]: changed, lin } }),
        });
        const { output } = await stack.preview({ args: ["--diff"] });
        const ofProfile = ["~ custom: {", "~ a.b: 1 => 2", '~ quo"te: {', "~ deep: 1 => 2"];
        expect(changesIn(output)).to.have.members([
            "~ profile: {",
            ...ofProfile,
            "~ profiles: {",
            `~ ${userId}: {`,
            ...ofProfile,
        ]);
    });

    it("keeps the profile of a resource that is renamed, replaced, or moved into a set", async () => {
        const { courier, stack, resources } = test;
        await resources({
            one: profile({ userId: "ada", profile: ada }),
            all: profileSet({ profiles: { lin } }),
        });
        await stack.up();
        await resources({
            two: profile({ userId: "ada", profile: ada }),
            others: profileSet({ profiles: { lin } }),
        });
        const renamed = await stack.up();
        expect(renamed.changes).to.deep.equal({ create: 2, delete: 2 });
        expect(complaints(renamed)).to.be.empty;
        expect(renamed.diagnostics.map(({ name, message }) => [name, message.trim()])).to.deep.include([
            "one",
            'the profile of user "ada" stays as it is: Profile "two" declares it',
        ]);
        await stack.up({ args: ["--replace", "**"] });
        await resources({ others: profileSet({ profiles: { lin, ada } }) });
        await stack.up();
        expect(contents(courier)).to.deep.equal({ ada, lin });
        await expectSettled(test);
    });

    it("is told of bad inputs at preview, by their paths and under their resource, and nothing is sent", async () => {
        const { courier, stack, resources } = test;
        for (const [one, problem] of [
            [profile({ userId: "..", profile: { email: "private@example.com" } }), 'userId is ".."'],
            [
                profile({ userId: "ada", profile: { custom: { n: 2 ** 60 }, email: "private@example.com" } }),
                "profile.custom.n is a whole number beyond 2^53",
            ],
            [profileSet({ profiles: { "": { email: "private@example.com" } } }), 'profiles[""] is empty'],
        ] as const) {
            await resources({ one });
            const failed = await stack.preview({ fails: true });
            expect(complaints(failed).one?.join()).to.contain(problem);
            expect(failed.output).not.to.contain("private@example.com");
        }
        expect(courier.requests).to.be.empty;
    });

    it("shows a failure under its resource as one message, and nothing of a stack", async () => {
        const { courier, stack, resources } = test;
        courier.fail({ userId: "ada", status: 401, message: "Unauthorized", times: Infinity });
        await resources({ one: profile({ userId: "ada", profile: ada }) });
        const failed = await stack.up({ fails: true });
        const { one = [] } = complaints(failed);
        expect(one).to.have.length(1);
        expect(one[0]).to.match(/^PUT \/profiles\/ada: 401 .*Unauthorized\. Check the API key/);
        expect(failed.output).not.to.match(/\n\s+at /);
    });

    it("reads by id, and by the function, also what another resource has just written", async () => {
        const { courier, stack, program } = test;
        courier.profiles.set("stranger", { email: "s@example.com", theirs: [1] });
        await program({
            resources: {
                read: { type: "courier:Profile", get: { id: "stranger" } },
                one: profile({ userId: "ada", profile: { email: "${read.profile.email}" } }),
            },
            variables: {
                found: {
                    "fn::invoke": { function: "courier:getProfile", arguments: { userId: "stranger" } },
                },
                own: { "fn::invoke": { function: "courier:getProfile", arguments: { userId: "${one.id}" } } },
            },
            outputs: { found: "${found.profile.theirs[0]}", own: "${own.profile.email}" },
        });
        await stack.preview();
        await stack.up();
        expect(await stack.outputs()).to.deep.equal({ found: 1, own: "s@example.com" });
        await stack.destroy();
        expect(courier.profiles.get("stranger")).to.deep.equal({ email: "s@example.com", theirs: [1] });
        expect(courier.profiles.get("ada")).to.deep.equal({});
    });

    it("holds a set that could be written in part, in the state and in what is sent next", async () => {
        const { courier, stack, resources } = test;
        courier.fail({ userId: "eve", status: 400, message: "no", times: 1 });
        await resources({
            all: profileSet({ profiles: { ada: { email: secret("hidden-1") }, eve: lin, lin } }),
        });
        const { all = [] } = complaints(await stack.up({ fails: true }));
        expect(all.join()).to.contain("1 of 3 profiles could not be written:");
        expect(await stack.stateText()).not.to.contain("hidden-1");
        courier.clearRequests();
        expect((await stack.up()).changes).to.deep.equal({ update: 1 });
        expect(writes(courier)).to.have.length(1);
        await expectSettled(test);
    });
});
