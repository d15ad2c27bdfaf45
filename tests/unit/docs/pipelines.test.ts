import { expect } from "chai";
import { readdirSync } from "node:fs";
import { access, constants, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import {
    githubCommands,
    githubFile,
    githubProblems,
    githubWorkflow,
    gitlabCommands,
    gitlabFile,
    gitlabJobs,
    ownScript,
    ownWorkflows,
    repository,
} from "./support/pipelines";

const readRepositoryFile = (name: string) => readFile(path.join(repository, name), "utf8");

const START = ["npm ci", 'npx pulumi-courier doctor --stack "$PULUMI_STACK"'];
const PREVIEW = [...START, "pulumi preview --refresh"];
const UP = [...START, "pulumi up --yes --refresh"];
const DRIFT = [...START, "pulumi preview --refresh --expect-no-changes"];

describe("the GitHub Actions workflow", () => {
    it("is one by GitHub's own parser, which would have seen a mistake", async () => {
        const text = await readFile(githubFile, "utf8");

        expect(await githubProblems(text)).to.be.empty;
        expect(await githubProblems(text.replace("branches:", "branchs:"))).to.have.length(1);
        expect(await githubProblems(text.replace("github.ref }}", "github.ref( }}"))).to.have.length(1);
    });

    it("previews pull requests, deploys main, looks for drift at night, and does nothing else", async () => {
        const { schedule, ...others } = (await githubWorkflow()).on;
        expect(others).to.deep.equal({ pull_request: null, push: { branches: ["main"] } });
        expect(schedule).to.have.length(1);
        expect(await githubCommands("request")).to.deep.equal(PREVIEW);
        expect(await githubCommands("main")).to.deep.equal(UP);
        expect(await githubCommands("night")).to.deep.equal(DRIFT);
    });

    it("takes its keys from secrets", async () => {
        const { env } = (await githubWorkflow()).jobs.pulumi;

        for (const name of ["COURIER_API_KEY", "PULUMI_ACCESS_TOKEN"]) {
            expect(env[name]).to.equal(`\${{ secrets.${name} }}`);
        }
    });
});

describe("the project's own workflows", () => {
    for (const file of readdirSync(ownWorkflows)) {
        it(`are each one by GitHub's own parser: ${file}`, async () => {
            expect(await githubProblems(await readFile(path.join(ownWorkflows, file), "utf8"))).to.be.empty;
        });
    }
});

describe("the next release", () => {
    it("is counted from the version that package.json has, of which the CHANGELOG speaks", async () => {
        const { version } = JSON.parse(await readRepositoryFile("package.json")) as { version: string };
        const manifest = JSON.parse(
            await readRepositoryFile(".github/release-please-manifest.json"),
        ) as object;
        expect(manifest).to.deep.equal({ ".": version });
        expect(await readRepositoryFile("CHANGELOG.md")).to.match(
            new RegExp(`^## \\[?${version.replaceAll(".", "\\.")}\\b`, "m"),
        );
    });
});

describe("the project's own script for continuous integration", () => {
    it("runs the tests that the README names, then all the others, and fails where any does", async () => {
        await access(ownScript, constants.X_OK);
        const lines = (await readFile(ownScript, "utf8")).trimEnd().split("\n");
        expect(lines[0]).to.equal("#!/usr/bin/env bash");
        expect(lines).to.include("set -euo pipefail");
        expect(lines.slice(-3)).to.deep.equal([
            "npm test",
            "npm run test:soak",
            "npm run test:compatibility",
        ]);
    });
});

describe("the GitLab pipeline", () => {
    it("is one by GitLab's schema, which would have seen a mistake", async () => {
        const folder = await mkdtemp(path.join(os.tmpdir(), "pulumi-courier-gitlab-"));
        try {
            const wrong = path.join(folder, "wrong.yml");
            const text = await readFile(gitlabFile, "utf8");
            await writeFile(
                wrong,
                text.replace("resource_group: courier-profiles", "resource_group: [courier]"),
            );

            const error = await gitlabJobs("main", wrong).catch((reason: unknown) => reason);
            expect(error).to.be.an("error").with.property("message").that.contains("resource_group");
        } finally {
            await rm(folder, { recursive: true });
        }
    });

    it("previews merge requests, deploys the default branch, and looks for drift at night", async () => {
        expect(await gitlabCommands("request")).to.deep.equal(PREVIEW);
        expect(await gitlabCommands("main")).to.deep.equal(UP);
        expect(await gitlabCommands("night")).to.deep.equal(DRIFT);
    });

    it("has no key in it", async () => {
        expect(await readFile(gitlabFile, "utf8")).not.to.match(
            /^[^#]*(COURIER_API_KEY|PULUMI_ACCESS_TOKEN)/m,
        );
    });
});
