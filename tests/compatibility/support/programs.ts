/** A program in one of the ways in which people write them. */
export interface Program {
    readonly files: Readonly<Record<string, string>>;
    /** What its package.json has. */
    readonly packageJson: Readonly<Record<string, unknown>>;
}

/** Written as a secret into the set; a test must not find it in the state. */
export const SECRET = "only-for-courier";

/** What each of the programs leaves in Courier. */
export const declared = {
    "svc-ci": { email: "ci@example.com", custom: { team: "platform" } },
    "test-ada": { email: "ada@example.com", custom: { plan: "team" } },
    "test-lin": { slack: { access_token: SECRET } },
};

const body = `
    const ci = new Profile("ci", {
        userId: "svc-ci",
        profile: { email: "ci@example.com", custom: { team: "platform" } },
    });
    new ProfileSet("fixtures", {
        profiles: {
            "test-ada": { email: "ada@example.com", custom: { plan: "team" } },
            "test-lin": { slack: { access_token: pulumi.secret("${SECRET}") } },
        },
    });
`;

const imports = `
    import * as pulumi from "@pulumi/pulumi";
    import { version } from "@pulumi/pulumi/version.js";
    import { Profile, ProfileSet } from "pulumi-courier";
`;

const javascript = `
    ${imports}
    ${body}
    export const userId = ci.userId;
    export const node = process.versions.node;
    export const sdk = version;
`;

/** It does without the types of Node.js, as the TypeScript that Pulumi has is older than they are. */
const typescript = `
    ${imports}
    ${body}
    export const userId: pulumi.Output<string> = ci.userId;
    export const node: string = (globalThis as any).process.versions.node;
    export const sdk: string = version;
`;

const tsconfig = JSON.stringify({
    compilerOptions: {
        target: "es2022",
        module: "nodenext",
        moduleResolution: "nodenext",
        types: [],
        strict: true,
    },
    files: ["index.ts"],
});

export const programs = {
    "JavaScript as CommonJS": {
        packageJson: { main: "index.js" },
        files: {
            "index.js": `
                const pulumi = require("@pulumi/pulumi");
                const { Profile, ProfileSet } = require("pulumi-courier");
                ${body}
                exports.userId = ci.userId;
                exports.node = process.versions.node;
                exports.sdk = require("@pulumi/pulumi/version").version;
            `,
        },
    },
    "JavaScript as ES module": {
        packageJson: { main: "index.js", type: "module" },
        files: { "index.js": javascript },
    },
    "TypeScript without a tsconfig.json": {
        packageJson: { main: "index.ts" },
        files: { "index.ts": typescript },
    },
    "TypeScript as CommonJS": {
        packageJson: { main: "index.ts" },
        files: { "index.ts": typescript, "tsconfig.json": tsconfig },
    },
    "TypeScript as ES module": {
        packageJson: { main: "index.ts", type: "module" },
        files: { "index.ts": typescript, "tsconfig.json": tsconfig },
    },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;
