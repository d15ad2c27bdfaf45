import vm from "node:vm";
import { expect } from "chai";
import ts from "typescript";
import { parseDocument } from "yaml";
import type { JsonObject } from "../../../../provider/core/values/json";

/** A profile that a program declares. */
export interface DeclaredProfile {
    readonly name: string;
    readonly userId: string;
    readonly profile: JsonObject;
}

/** Answers what the stack's configuration has under a key. */
export type ReadSecret = (key: string) => unknown;

const asReference: ReadSecret = (secret) => ({ secret });

/** What a program in TypeScript declares when it runs; a secret is `{secret: <its configuration key>}`. */
export function declaredByTypeScript(program: string, readSecret = asReference): DeclaredProfile[] {
    const { outputText, diagnostics } = ts.transpileModule(program, {
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
        reportDiagnostics: true,
    });
    expect(diagnostics).to.be.empty;
    const declared: DeclaredProfile[] = [];
    function Profile(name: string, args: Omit<DeclaredProfile, "name">): void {
        declared.push({ name, ...args });
    }
    function Config(): object {
        return { requireSecret: readSecret, requireSecretObject: readSecret };
    }
    return run(outputText, declared, {
        exports: {},
        require: (name: string) => (name === "pulumi-courier" ? { Profile } : { Config }),
    });
}

/** The same of a program in Python, as far as its literals and calls are JavaScript's too. */
export function declaredByPython(program: string): DeclaredProfile[] {
    const declared: DeclaredProfile[] = [];
    const script = program
        .split("\n")
        .filter((line) => !/^(import |#)/.test(line))
        // A variable may have a name that JavaScript has taken.
        .map((line) => line.replace(/^\S+ = (?=courier)/, ""))
        .join("\n")
        .replace(/"(?:[^"\\]|\\.)*"|\b(?:user_id|profile)=/g, (part) => (part.startsWith('"') ? part : ""));
    return run(script, declared, {
        None: null,
        True: true,
        False: false,
        courier: {
            Profile: (name: string, userId: string, profile: JsonObject) => {
                declared.push({ name, userId, profile });
            },
        },
        pulumi: {
            Config: () => ({ require_secret: asReference, require_secret_object: asReference }),
        },
    });
}

function run(script: string, declared: DeclaredProfile[], globals: object): DeclaredProfile[] {
    vm.runInNewContext(script, globals);
    // Objects of another realm are not deeply equal to those of this one.
    return JSON.parse(JSON.stringify(declared)) as DeclaredProfile[];
}

interface YamlProgram {
    readonly config?: Readonly<Record<string, unknown>>;
    readonly resources: Readonly<
        Record<
            string,
            { readonly type: string; readonly properties: { userId: string; profile: JsonObject } }
        >
    >;
}

/** The same of a program in Pulumi YAML, in which `${key}` is a reference and `$$` a dollar sign. */
export function declaredByYaml(program: string): DeclaredProfile[] {
    const document = parseDocument(program, { uniqueKeys: true, merge: false });
    expect([...document.errors, ...document.warnings]).to.be.empty;
    const { config = {}, resources } = document.toJS() as YamlProgram;

    function evaluate(value: unknown): unknown {
        if (typeof value === "string") {
            const [, key] = /^\$\{(.*)\}$/.exec(value) ?? [];
            if (key !== undefined) {
                expect(config).to.have.property(key);
                return { secret: key };
            }
            expect(value.replaceAll("$$", "")).not.to.include("${");
            return value.replaceAll("$$", "$");
        }
        if (Array.isArray(value)) {
            return value.map(evaluate);
        }
        return typeof value === "object" && value !== null
            ? Object.fromEntries(Object.entries(value).map(([key, item]) => [evaluate(key), evaluate(item)]))
            : value;
    }

    return Object.entries(resources).map(([name, { type, properties }]) => {
        expect(type).to.equal("courier:Profile");
        return { name, ...(evaluate(properties) as Omit<DeclaredProfile, "name">) };
    });
}
