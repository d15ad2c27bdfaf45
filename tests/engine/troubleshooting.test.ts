import { expect } from "chai";
import { program } from "./support/programs";
import { useStack } from "./support/use-stack";

describe("a failure on the real engine says where the documentation explains it", () => {
    const test = useStack({ shared: true });
    const ada = `new Profile("ada", { userId: "ada", profile: { locale: "en-GB" } });`;
    const set = `new ProfileSet("set", { profiles: { lin: {}, sam: {} } });`;

    const failures: [
        name: string,
        source: string,
        env: Record<string, string | undefined>,
        topics: string[],
    ][] = [
        ["no key", ada, { COURIER_API_KEY: undefined }, ["settings"]],
        ["a refused key", ada, { COURIER_API_KEY: "wrong-key" }, ["api-key"]],
        ["a refused key of a set", set, { COURIER_API_KEY: "wrong-key" }, ["partly-done"]],
        ["a refused user id", ada, { COURIER_ALLOWED_USER_IDS: "svc-.*" }, ["refusals"]],
        [
            "a misspelt option",
            `new Profile("ada", { userId: "ada", profile: {}, onDelet: "x" });`,
            {},
            ["inputs"],
        ],
        [
            "a value that is no JSON",
            `new Profile("ada", { userId: "ada", profile: { a: new Date() } });`,
            {},
            ["inputs"],
        ],
        ["a missing profile", `Profile.get("ada", "ada");`, {}, ["inputs"]],
        ["a missing file", `require("pulumi-courier").profilesFromFile("users.csv");`, {}, ["files"]],
    ];
    for (const [name, source, env, topics] of failures) {
        it(name, async () => {
            const { stack } = test;
            await stack.program(program(source));
            const { diagnostics } = await stack.up({ fails: true, env });
            const said = diagnostics.map(({ message }) => message).join("\n");
            const found = [
                ...said.matchAll(/\(see node_modules\/pulumi-courier\/docs\/troubleshooting\.md#([\w-]+)\)/g),
            ];
            // Pulumi shows some failures twice.
            expect([...new Set(found.map(([, topic]) => topic))], said).to.deep.equal(topics);
        });
    }
});
