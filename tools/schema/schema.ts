import { optionValues, type ProfileOptions } from "../../provider/core/profile-options";
import { settingVariables, type SettingName } from "../../provider/run/settings";
import { DocComments, type Member } from "./doc-comments";
import { examples } from "./examples";

/** A profile, or the profiles of a set: whatever JSON has, with what is secret or not known yet at any depth. */
const anyObject = { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } };

/** That of a `Profile`: in C# no member has the name of its class. */
const ownProfile = { ...anyObject, language: { csharp: { name: "ProfileKeys" } } };

/** How the settings are described; each falls back on the environment by itself, so no default stands in a program's inputs. */
const settings: Readonly<Record<SettingName, { readonly type: string; readonly description: string }>> = {
    apiKey: { type: "string", description: "Courier's API key." },
    baseUrl: {
        type: "string",
        description:
            "The address of Courier's API: `https://api.courier.com`, or `https://api.eu.courier.com` for the EU's data store. " +
            "https only, except for loopback addresses.",
    },
    allowedUserIds: {
        type: "string",
        description:
            "A regular expression. A user id that it does not match whole is refused at preview, so that a test stack can never touch a real user.",
    },
    timeoutSeconds: {
        type: "number",
        description: "The longest that one request may take with all its retries, in seconds. Default: 120.",
    },
    maxRetries: {
        type: "integer",
        description:
            "How often a request is repeated: after 408, 409, 425, 429, 5xx, connection errors and time-outs. Default: 5.",
    },
};

/**
 * The schema of the native provider, but for its version: names, defaults and documentation are those of the types that
 * programs in TypeScript have.
 */
export async function packageSchema(): Promise<object> {
    const docs = new DocComments();
    const options = docs.membersOf("ProfileOptionsArgs");
    const knownKeys = docs
        .membersOf("CourierProfile")
        .flatMap((key) => [keyLine(key, ""), ...key.members.map((part) => keyLine(part, "  "))]);
    const profileDescription = (text: string): string =>
        // What follows the first paragraph is of TypeScript alone.
        [text, docs.of("CourierProfile").split("\n\n", 1)[0], knownKeys.join("\n")].join("\n\n");

    return {
        name: "courier",
        displayName: "Courier",
        description:
            "Courier user profiles: test users and service accounts, declared beside what uses them.",
        keywords: ["courier", "notifications", "category/utility", "kind/native"],
        license: "Apache-2.0",
        config: { variables: settingProperties() },
        provider: { description: "One Courier workspace.", inputProperties: settingProperties() },
        types: Object.fromEntries(
            options.map(({ name }) => [`courier:index:${typeName(name)}`, optionType(name, options)]),
        ),
        resources: {
            "courier:index:Profile": {
                description: await withExamples(docs.of("Profile"), "profile"),
                ...resourceProperties({
                    args: docs.membersOf("ProfileArgs"),
                    outputs: docs.outputsOf("Profile"),
                    options,
                    propertyOf: (name) => (name === "userId" ? { type: "string" } : ownProfile),
                    describe: ({ name, documentation }) =>
                        name === "profile" ? profileDescription(documentation) : documentation,
                }),
                aliases: [{ type: "pulumi-nodejs:dynamic/courier:Profile" }],
            },
            "courier:index:ProfileSet": {
                description: await withExamples(docs.of("ProfileSet"), "profile-set"),
                ...resourceProperties({
                    args: docs.membersOf("ProfileSetArgs"),
                    outputs: docs.outputsOf("ProfileSet"),
                    options,
                    propertyOf: () => anyObject,
                    describe: ({ documentation }) => documentation,
                }),
                aliases: [{ type: "pulumi-nodejs:dynamic/courier:ProfileSet" }],
            },
        },
        functions: {
            "courier:index:getProfile": {
                // Further it tells of the stack's settings, which an explicit provider has of its own.
                description: await withExamples(firstSentence(docs.of("getProfile")), "get-profile"),
                inputs: {
                    properties: { userId: { type: "string", description: "The id of the Courier user." } },
                    required: ["userId"],
                },
                outputs: {
                    properties: {
                        userId: { type: "string", description: "The id of the Courier user." },
                        profile: {
                            ...anyObject,
                            description: "The whole profile; empty for a user whose profile is.",
                        },
                    },
                    required: ["userId", "profile"],
                },
            },
        },
        language: {
            // The name without "sdk" is that of the package for programs in TypeScript alone.
            nodejs: { packageName: "pulumi-courier-sdk", respectSchemaVersion: true },
            python: { respectSchemaVersion: true, pyproject: { enabled: true } },
            go: { importBasePath: "pulumi-courier/sdk/go/courier", respectSchemaVersion: true },
            csharp: { respectSchemaVersion: true },
            java: {},
        },
    };
}

function settingProperties(): object {
    return Object.fromEntries(
        Object.entries(settings).map(([name, { type, description }]) => {
            const variables = settingVariables[name as SettingName].map((variable) => `\`${variable}\``);
            return [
                name,
                {
                    type,
                    description: `${description} Where it is not given, the environment variable ${variables.join(", else ")} has it.`,
                    ...(name === "apiKey" && { secret: true }),
                },
            ];
        }),
    );
}

interface ResourceParts {
    readonly args: readonly Member[];
    readonly outputs: readonly Member[];
    readonly options: readonly Member[];
    readonly propertyOf: (name: string) => object;
    readonly describe: (arg: Member) => string;
}

function resourceProperties({ args, outputs, options, propertyOf, describe }: ResourceParts): object {
    const own = args.filter(({ name }) => !options.some((option) => option.name === name));
    const property = (member: Member, description: string): [string, object] => [
        member.name,
        { ...propertyOf(member.name), description },
    ];
    return {
        properties: Object.fromEntries(outputs.map((output) => property(output, output.documentation))),
        required: outputs.map(({ name }) => name),
        inputProperties: Object.fromEntries([
            ...own.map((arg) => property(arg, describe(arg))),
            ...options.map(optionProperty),
        ]),
        requiredInputs: own.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    };
}

function optionProperty({ name, documentation, default: ifAbsent = "null" }: Member): [string, object] {
    const $ref = `#/types/courier:index:${typeName(name)}`;
    return [name, { $ref, description: documentation, default: JSON.parse(ifAbsent) as string }];
}

function optionType(name: string, options: readonly Member[]): object {
    const values = optionValues[name as keyof ProfileOptions];
    return {
        type: "string",
        description: options.find((option) => option.name === name)?.documentation,
        enum: values.map((value) => ({ value })),
    };
}

/** `ifExists` is of the type `IfExists`. */
function typeName(option: string): string {
    return option.charAt(0).toUpperCase() + option.slice(1);
}

function firstSentence(text: string): string {
    return /^.*?\.(?=\s)/s.exec(text)?.[0] ?? text;
}

function keyLine({ name, documentation }: Member, indent: string): string {
    return `${indent}- \`${name}\`: ${documentation.replaceAll("\n\n", " ")}`;
}

async function withExamples(description: string, name: string): Promise<string> {
    return `${description}\n\n${await examples(name)}`;
}
