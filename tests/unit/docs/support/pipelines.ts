import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";

export const repository = path.resolve(__dirname, "../../../..");
const run = promisify(execFile);

export const githubFile = path.join(repository, "examples/pipelines/github-actions.yml");
export const gitlabFile = path.join(repository, "examples/pipelines/gitlab-ci.yml");
export const ownScript = path.join(repository, ".ci/run");
/** The folder of the workflows that GitHub runs for this repository. */
export const ownWorkflows = path.join(repository, ".github/workflows");

/** What has happened in the forge: a pull or merge request was opened, main has changed, or the night has come. */
export type Occasion = "request" | "main" | "night";

interface GithubWorkflow {
    readonly on: Readonly<Record<string, unknown>>;
    readonly jobs: {
        readonly pulumi: {
            readonly env: Readonly<Record<string, string>>;
            readonly steps: readonly { readonly if?: string; readonly run?: string }[];
        };
    };
}

type GitlabJob = Readonly<Record<"before_script" | "script", readonly string[]>>;

/** The workflow, of which these tests must understand every condition. */
export async function githubWorkflow(): Promise<GithubWorkflow> {
    return parse(await readFile(githubFile, "utf8")) as GithubWorkflow;
}

/** The shell commands that GitHub would run. */
export async function githubCommands(occasion: Occasion): Promise<string[]> {
    const conditions: Record<string, Occasion> = {
        "github.event_name == 'pull_request'": "request",
        "github.event_name == 'push'": "main",
        "github.event_name == 'schedule'": "night",
    };
    return (await githubWorkflow()).jobs.pulumi.steps.flatMap(({ if: condition, run: command }) => {
        if (condition !== undefined && conditions[condition] === undefined) {
            throw new Error(`the tests do not know the condition "${condition}"`);
        }
        const isRun = condition === undefined || conditions[condition] === occasion;
        return isRun && command !== undefined ? [command] : [];
    });
}

/** What GitHub's own parser of workflows finds wrong with this one. */
export async function githubProblems(text: string): Promise<string[]> {
    const { NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
    const { context } = parseWorkflow({ name: "workflow.yml", content: text }, new NoOperationTraceWriter());
    return context.errors.getErrors().map(({ message }) => message);
}

/**
 * The names of the jobs that GitLab would run, by gitlab-ci-local, which checks the file by GitLab's schema first.
 *
 * @throws Error with what is wrong with the file
 */
export async function gitlabJobs(occasion: Occasion, file = gitlabFile): Promise<string[]> {
    const source = { request: "merge_request_event", main: "push", night: "schedule" }[occasion];
    const variables = {
        CI_PIPELINE_SOURCE: source,
        CI_COMMIT_BRANCH: occasion === "request" ? "" : "main",
        CI_DEFAULT_BRANCH: "main",
    };
    const folder = await mkdtemp(path.join(os.tmpdir(), "pulumi-courier-gitlab-"));
    try {
        await copyFile(file, path.join(folder, ".gitlab-ci.yml"));
        await mkdir(path.join(folder, ".git"));
        const tool = path.join(
            path.dirname(require.resolve("gitlab-ci-local/package.json")),
            "dist/index.js",
        );
        // It needs this method, which Node.js 20 lacks.
        const union = "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };";
        const { stdout } = await run(
            process.execPath,
            [
                `--import=data:text/javascript,${encodeURIComponent(union)}`,
                tool,
                "--list-json",
                ...Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]),
                ...["--ignore-predefined-vars", Object.keys(variables).join(",")],
            ],
            { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } },
        );
        const jobs = JSON.parse(stdout) as { name: string; when: string }[];
        return jobs.filter(({ when }) => when !== "never").map(({ name }) => name);
    } finally {
        await rm(folder, { recursive: true });
    }
}

/** The shell commands that GitLab would run. */
export async function gitlabCommands(occasion: Occasion): Promise<string[]> {
    const pipeline = parse(await readFile(gitlabFile, "utf8")) as Readonly<Record<string, GitlabJob>>;
    return (await gitlabJobs(occasion)).flatMap((name) => [
        ...(pipeline.default?.before_script ?? []),
        ...(pipeline[name]?.script ?? []),
    ]);
}
