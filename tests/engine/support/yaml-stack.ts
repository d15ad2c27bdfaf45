import { mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";
import { packedPackage } from "./packed-package";
import { runFolder } from "./run-folder";
import { Stack } from "./stack";
import { API_KEY } from "./use-stack";

const TIMEOUT_MS = 120_000;

/** What a program in YAML has beside its name, its runtime and the package. */
export interface YamlProgram {
    readonly resources?: Readonly<Record<string, YamlResource>>;
    readonly variables?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface YamlResource {
    readonly type: string;
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly options?: Readonly<Record<string, unknown>>;
    readonly get?: Readonly<Record<string, unknown>>;
}

type Properties = NonNullable<YamlResource["properties"]>;
type Options = NonNullable<YamlResource["options"]>;

/** A `Profile` of the native provider. */
export function profile(properties: Properties, options?: Options): YamlResource {
    return { type: "courier:Profile", properties, ...(options && { options }) };
}

/** A `ProfileSet` of the native provider. */
export function profileSet(properties: Properties, options?: Options): YamlResource {
    return { type: "courier:ProfileSet", properties, ...(options && { options }) };
}

/** An explicit provider. */
export function provider(properties: Properties): YamlResource {
    return { type: "pulumi:providers:courier", properties };
}

/** A value that the engine keeps as a secret. */
export function secret(value: unknown): object {
    return { "fn::secret": value };
}

/** The folder of the plugin in the package as its users get it. */
export async function installedPlugin(): Promise<string> {
    return path.join((await packedPackage()).folder, "node_modules/pulumi-courier/plugin");
}

/** Makes this the program of the project in the folder. */
export async function writeYamlProgram(folder: string, program: YamlProgram = {}): Promise<void> {
    const settings = {
        name: "test-project",
        runtime: "yaml",
        packages: { courier: await installedPlugin() },
    };
    // Pulumi's YAML is JSON as well.
    await writeFile(path.join(folder, "Pulumi.yaml"), JSON.stringify({ ...settings, ...program }));
}

export interface YamlTest {
    readonly courier: Emulator;
    readonly stack: Stack;
    /** Makes these the resources of the program. */
    readonly resources: (resources: NonNullable<YamlProgram["resources"]>) => Promise<void>;
    readonly program: (program: YamlProgram) => Promise<void>;
}

export interface UseYamlStackOptions {
    /** One emulator and one stack for all tests of the suite, which look at different sides of one story. */
    readonly shared?: boolean;
    readonly emulator?: EmulatorOptions;
}

/** Gives each test of the suite a new emulator, and a new stack of a YAML project that is set to use it. */
export function useYamlStack({ shared = false, emulator = {} }: UseYamlStackOptions = {}): YamlTest {
    let courier: Emulator | undefined;
    let stack: Stack | undefined;

    beforeEach(function () {
        this.currentTest?.timeout(TIMEOUT_MS);
    });

    (shared ? before : beforeEach)(async function () {
        this.timeout(TIMEOUT_MS);
        const { apiKey = API_KEY } = emulator;
        courier = await startEmulator({ ...emulator, apiKey });
        const folder = await mkdtemp(path.join(runFolder(), "yaml-"));
        await writeYamlProgram(folder);
        stack = await Stack.of(folder, { COURIER_API_KEY: apiKey, COURIER_BASE_URL: courier.url });
    });

    (shared ? after : afterEach)(async function () {
        this.timeout(TIMEOUT_MS);
        await stack?.remove();
        await courier?.close();
        stack = courier = undefined;
    });

    function inTest<T>(value: T | undefined): T {
        if (value === undefined) throw new Error("only tests and their hooks have a stack");
        return value;
    }
    const program = (yaml: YamlProgram): Promise<void> => writeYamlProgram(inTest(stack).folder, yaml);
    return {
        get courier() {
            return inTest(courier);
        },
        get stack() {
            return inTest(stack);
        },
        program,
        resources: (resources) => program({ resources }),
    };
}
