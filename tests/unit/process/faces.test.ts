import { expect } from "chai";
import { startEmulator, type Emulator, type JsonObject } from "../../../emulator";
import { FaceStack, profile, set, type Program } from "./support/face-stack";
import { faces, type Face } from "./support/faces";
import { secret, unknownMarker, withoutMarks } from "./support/markers";
import type { Wire } from "./support/native-client";

// What holds through both faces of the provider, each at the border to its engine.

const key = "pk_test_of_faces";

let courier: Emulator;

interface World {
    readonly stack: FaceStack;
    /** The profile of the user in Courier. */
    readonly on: (userId: string) => JsonObject | undefined;
    /** The methods of the requests that have changed something, since the last time. */
    readonly writes: () => readonly string[];
}

interface Scenario {
    readonly name: string;
    readonly settings?: Readonly<Record<string, string>>;
    readonly test: (world: World) => Promise<void>;
}

async function failureOf(operation: Promise<unknown>): Promise<string> {
    return operation.then(
        () => {
            throw new Error("it succeeded");
        },
        (error: unknown) => (error as Error).message,
    );
}

const ada = { email: "ada@example.com", custom: { team: "platform" } };

const scenarios: readonly Scenario[] = [
    {
        name: "a profile lives: one PUT for what is new or changed, none for what is the same, an empty one at its end",
        async test({ stack, on, writes }) {
            const first = { ada: profile({ userId: "ada", profile: ada }) };
            expect(await stack.up(first)).to.deep.equal({ ada: "create" });
            expect(on("ada")).to.deep.equal(ada);
            expect(await stack.up(first)).to.deep.equal({});
            expect(writes()).to.deep.equal(["PUT"]);

            const changed = { ...ada, custom: { team: "core" } };
            expect(await stack.up({ ada: profile({ userId: "ada", profile: changed }) })).to.deep.equal({
                ada: "update",
            });
            expect(on("ada")).to.deep.equal(changed);
            expect(await stack.up({})).to.deep.equal({ ada: "delete" });
            expect(on("ada")).to.deep.equal({});
            expect(writes()).to.deep.equal(["PUT", "PUT"]);
        },
    },
    {
        name: "a set lives: one PUT for each user that is new, changed or gone",
        async test({ stack, on, writes }) {
            await stack.up({ all: set({ profiles: { ada, eve: { email: "eve@example.com" } } }) });
            expect(writes()).to.deep.equal(["PUT", "PUT"]);
            await stack.up({ all: set({ profiles: { ada, lin: { email: "lin@example.com" } } }) });
            expect(writes()).to.deep.equal(["PUT", "PUT"]);
            expect([on("ada"), on("eve"), on("lin")]).to.deep.equal([ada, {}, { email: "lin@example.com" }]);
            await stack.destroy();
            expect([on("ada"), on("lin")]).to.deep.equal([{}, {}]);
        },
    },
    {
        name: "a renamed resource keeps its profile, and so does one that is replaced",
        async test({ stack, on, writes }) {
            await stack.up({
                old: profile({ userId: "ada", profile: ada }),
                s: set({ profiles: { eve: ada } }),
            });
            const renamed = {
                new: profile({ userId: "ada", profile: ada }),
                t: set({ profiles: { eve: ada } }),
            };
            await stack.up(renamed);
            await stack.up(renamed, { replace: ["new", "t"] });
            expect([on("ada"), on("eve")]).to.deep.equal([ada, ada]);
            expect(writes()).to.have.length(6);
        },
    },
    {
        name: "a user that moves between a Profile and sets keeps the profile",
        async test({ stack, on }) {
            await stack.up({ one: profile({ userId: "ada", profile: ada }) });
            await stack.up({ s: set({ profiles: { ada, eve: ada } }) });
            await stack.up({ s: set({ profiles: { eve: ada } }), t: set({ profiles: { ada } }) });
            await stack.up({
                s: set({ profiles: { eve: ada } }),
                two: profile({ userId: "ada", profile: ada }),
            });
            expect([on("ada"), on("eve")]).to.deep.equal([ada, ada]);
        },
    },
    {
        name: "another user id makes another resource: the new profile is written, then the old one taken away",
        async test({ stack, on }) {
            await stack.up({ one: profile({ userId: "ada", profile: ada }) });
            expect(await stack.up({ one: profile({ userId: "eve", profile: ada }) })).to.deep.equal({
                one: "replace",
            });
            expect([on("ada"), on("eve")]).to.deep.equal([{}, ada]);
        },
    },
    {
        name: "drift is seen in declared keys, is mended by the next up, and others' keys are none",
        async test({ stack, on }) {
            const program = {
                one: profile({ userId: "ada", profile: ada, undeclaredKeys: "keep" }),
                s: set({ profiles: { eve: ada }, undeclaredKeys: "keep" }),
            };
            await stack.up(program);
            const others = { theirs: [1, 2], custom: { team: "platform", seat: 4 } };
            for (const userId of ["ada", "eve"]) courier.profiles.set(userId, { ...ada, ...others });
            await stack.refresh();
            expect(await stack.up(program)).to.deep.equal({});

            for (const userId of ["ada", "eve"]) courier.profiles.set(userId, { ...others, email: "x" });
            await stack.refresh();
            expect(stack.outputs.one?.profile).to.deep.equal({ ...ada, email: "x" });
            expect(await stack.up(program)).to.deep.equal({ one: "update", s: "update" });
            expect(on("ada")).to.deep.equal({ ...others, ...ada, custom: others.custom });
            expect(on("eve")).to.deep.equal(on("ada"));
        },
    },
    {
        name: "a profile that is gone is gone from the state, and the next up creates it again",
        async test({ stack, on }) {
            const program = {
                one: profile({ userId: "ada", profile: ada }),
                s: set({ profiles: { eve: ada, lin: ada } }),
            };
            await stack.up(program);
            courier.profiles.delete("ada");
            courier.profiles.set("eve", {});
            expect(await stack.refresh()).to.deep.equal({ one: "gone" });
            expect(stack.outputs.s?.profiles).to.deep.equal({ lin: ada });
            expect(await stack.up(program)).to.deep.equal({ one: "create", s: "update" });
            expect([on("ada"), on("eve")]).to.deep.equal([ada, ada]);
        },
    },
    {
        name: "each option holds at preview as in the up",
        async test({ stack, on, writes }) {
            courier.profiles.set("ada", { phone_number: "1" });
            const cautious = { one: profile({ userId: "ada", profile: ada, ifExists: "fail" }) };
            expect(await stack.preview(cautious)).to.have.length(1);
            expect(await failureOf(stack.up(cautious))).to.match(/exists already .* phone_number;/);

            const strict = { one: profile({ userId: "ada", profile: ada, undeclaredKeys: "fail" }) };
            expect(await failureOf(stack.up(strict))).to.contain("does not declare: phone_number;");
            expect(writes()).to.deep.equal([]);

            await stack.up({ one: profile({ userId: "ada", profile: ada, onDelete: "retain" }) });
            await stack.up({});
            expect(on("ada")).to.deep.equal(ada);
            await stack.up({ two: profile({ userId: "ada", profile: ada, onDelete: "fail" }) });
            expect(await failureOf(stack.up({}))).to.contain('onDelete is "fail"');
            await stack.up({ two: profile({ userId: "ada", profile: ada, onDelete: "delete" }) });
            await stack.up({});
            expect(on("ada")).to.equal(undefined);
        },
    },
    {
        name: "the same user twice is refused, with the names of both",
        async test({ stack }) {
            const twice: Program = {
                one: profile({ userId: "ada", profile: ada }),
                s: set({ profiles: { ada } }),
            };
            const problems = await stack.preview(twice);
            // The dynamic face leaves that to the program, which knows the resources by their names.
            expect(problems.length).to.equal(stack.face.name === "the native face" ? 1 : 0);
        },
    },
    {
        name: "bad inputs are refused by their paths, and no value is in a message",
        async test({ stack, writes }) {
            const bad: readonly [string, Program][] = [
                ['userId is ".."', { one: profile({ userId: "..", profile: ada }) }],
                ["userId is missing", { one: profile({ profile: ada }) }],
                ["profile must be an object", { one: profile({ userId: "ada", profile: ["sesame-open"] }) }],
                [
                    "ifexists is no input of this resource; it takes userId, profile, ifExists",
                    { one: profile({ userId: "ada", profile: ada, ifexists: "fail" }) },
                ],
                [
                    "onDelete must be one of",
                    { one: profile({ userId: "ada", profile: ada, onDelete: "burn" }) },
                ],
                [
                    'profiles["ada"].custom.n is a whole number beyond 2^53',
                    { s: set({ profiles: { ada: { custom: { n: 2 ** 60 }, email: "sesame-open" } } }) },
                ],
                ["profiles must be an object", { s: set({ profiles: "sesame-open" }) }],
                [
                    'profiles["ada"] is a text that is no JSON',
                    { s: set({ profiles: { ada: "sesame-open" } }) },
                ],
            ];
            for (const [problem, program] of bad) {
                const [message = "", ...more] = await stack.preview(program);
                expect(message).to.contain(problem);
                expect(more, message).to.be.empty;
                expect(message).not.to.contain("sesame");
            }
            expect(writes()).to.be.empty;
        },
    },
    {
        name: "what is not known yet is no problem, and a change",
        async test({ stack, writes }) {
            await stack.up({
                one: profile({ userId: "ada", profile: ada }),
                s: set({ profiles: { eve: ada } }),
            });
            writes();
            const pending: readonly Wire[] = [
                { userId: "ada", profile: { ...ada, email: unknownMarker } },
                { userId: "ada", profile: { ...ada, custom: unknownMarker } },
                { userId: "ada", profile: { ...ada, custom: { team: [unknownMarker] } } },
                { userId: "ada", profile: unknownMarker },
                { userId: unknownMarker, profile: ada },
                { userId: "ada", profile: ada, onDelete: unknownMarker },
            ];
            for (const inputs of pending) {
                expect(
                    await stack.preview({
                        one: profile(inputs),
                        new: profile({ ...inputs, userId: unknownMarker }),
                    }),
                ).to.be.empty;
            }
            for (const profiles of [
                unknownMarker,
                { eve: unknownMarker },
                { eve: { email: unknownMarker } },
            ]) {
                expect(await stack.preview({ s: set({ profiles }), t: set({ profiles: unknownMarker }) })).to
                    .be.empty;
            }
            expect(writes()).to.be.empty;
        },
    },
    {
        name: "a stack touches none but the users that it may",
        settings: { allowedUserIds: "svc-.*" },
        async test({ stack, writes }) {
            const [problem] = await stack.preview({ one: profile({ userId: "ada", profile: ada }) });
            expect(problem).to.contain('userId is "ada", which courier:allowedUserIds does not allow');
            expect(await stack.preview({ one: profile({ userId: "svc-ada", profile: ada }) })).to.be.empty;
            expect(writes()).to.be.empty;
        },
    },
    {
        name: "a setting that cannot be used is one problem of each resource, and nothing is sent",
        settings: { timeoutSeconds: "soon" },
        async test({ stack, writes }) {
            const [problem, ...more] = await stack.preview({ one: profile({ userId: "ada", profile: ada }) });
            expect(problem).to.contain("courier:timeoutSeconds must be a number of seconds");
            expect(more).to.be.empty;
            expect(writes()).to.be.empty;
        },
    },
    {
        name: "a set's profile may be its JSON text, and stays in the form that it has",
        async test({ stack, on, writes }) {
            const texts = { s: set({ profiles: { ada: JSON.stringify(ada), eve: ada } }) };
            await stack.up(texts);
            expect([on("ada"), on("eve")]).to.deep.equal([ada, ada]);
            expect(stack.outputs.s?.profiles).to.deep.equal({ ada: JSON.stringify(ada), eve: ada });
            writes();

            expect(
                await stack.up({ s: set({ profiles: { ada: ` ${JSON.stringify(ada)}`, eve: ada } }) }),
            ).to.deep.equal({});
            expect(await stack.up({ s: set({ profiles: { ada, eve: JSON.stringify(ada) } }) })).to.deep.equal(
                {
                    s: "update",
                },
            );
            expect(writes()).to.be.empty;

            courier.profiles.set("eve", { ...ada, email: "x" });
            await stack.refresh();
            expect(stack.outputs.s?.profiles).to.deep.equal({
                ada,
                eve: JSON.stringify({ ...ada, email: "x" }),
            });
        },
    },
    {
        name: "a set that was written in part is in the state as it is, and the next up sends only the rest",
        async test({ stack, on, writes }) {
            const profiles = { ada, eve: { email: "eve@example.com" }, lin: ada };
            courier.fail({ userId: "eve", status: 400, message: "no such mailbox" });
            const message = await failureOf(stack.up({ s: set({ profiles }) }));
            expect(message).to.contain("1 of 3 profiles could not be written:");
            expect(stack.outputs.s?.profiles).to.deep.equal({ ada, lin: ada });
            writes();

            await stack.up({ s: set({ profiles }) });
            expect(writes()).to.deep.equal(["PUT"]);
            expect(on("eve")).to.deep.equal(profiles.eve);

            courier.fail({ userId: "eve", status: 400 });
            const failed = await failureOf(
                stack.up({ s: set({ profiles: { ada: { email: "new" }, eve: { email: "new" } } }) }),
            );
            expect(failed).to.contain("1 of 3 profiles could not be written:");
            expect(withoutMarks(stack.outputs.s?.profiles)).to.deep.equal({
                ada: { email: "new" },
                eve: profiles.eve,
            });
        },
    },
    {
        name: "what an old value was that failed to be replaced stays a secret",
        async test({ stack }) {
            const token = secret("xoxb-of-the-last-run");
            await stack.up({ s: set({ profiles: { ada: { slack: { access_token: token } }, eve: ada } }) });
            courier.fail({ userId: "ada", status: 400 });
            await failureOf(stack.up({ s: set({ profiles: { ada: { email: "plain" }, eve: ada } }) }));
            expect(JSON.stringify(stripped(stack.outputs.s?.profiles))).not.to.contain("xoxb");
        },
    },
    {
        name: "a failure is one message: method, path, status, what Courier says and what to do; never the key",
        async test({ stack }) {
            courier.fail({ status: 401, message: `no ${key} here` });
            const message = await failureOf(stack.up({ one: profile({ userId: "a/b", profile: ada }) }));
            expect(message).to.match(/^PUT \/profiles\/a%2Fb: 401 .*Check the API key.*#api-key\)$/s);
            expect(message).not.to.contain(key);
        },
    },
    {
        name: "reading by id gives the whole profile, and none is a failure",
        async test({ stack }) {
            courier.profiles.set("ada", { ...ada, theirs: [1] });
            const process = await stack.face.start({ apiKey: key, baseUrl: courier.url });
            try {
                const resource = { type: "Profile", name: "read" } as const;
                const found = await process.read(resource, "ada");
                expect(found?.outputs).to.deep.include({ userId: "ada", profile: { ...ada, theirs: [1] } });
                expect(await failureOf(process.read(resource, "nobody"))).to.contain(
                    'there is no profile of the user "nobody"',
                );
            } finally {
                await process.close();
            }
        },
    },
];

/** The value without what is marked as a secret. */
function stripped(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return "4dabf18193072939515e22adb298388d" in value ? "[secret]" : Object.values(value).map(stripped);
}

function worldOf(face: Face, settings: Scenario["settings"] = {}): World {
    const configuration = { apiKey: key, baseUrl: courier.url, maxRetries: "0", ...settings };
    return {
        stack: new FaceStack(face, configuration),
        on: (userId) => courier.profiles.get(userId),
        writes() {
            const methods = courier.requests.map(({ method }) => method).filter((method) => method !== "GET");
            courier.clearRequests();
            return methods;
        },
    };
}

describe("Through both faces", () => {
    before(async () => {
        courier = await startEmulator({ apiKey: key });
    });
    after(() => courier.close());
    beforeEach(() => {
        courier.clearFaults();
        courier.clearRequests();
        for (const userId of courier.profiles.all().keys()) {
            courier.profiles.delete(userId);
        }
    });

    for (const face of faces) {
        describe(`that is, through ${face.name},`, () => {
            for (const { name, settings, test } of scenarios) {
                it(name, () => test(worldOf(face, settings)));
            }
        });
    }

    const [dynamic, native] = faces as [Face, Face];
    for (const [from, to] of [
        [dynamic, native],
        [native, dynamic],
    ] as const) {
        it(`a stack moves from ${from.name} to ${to.name} without a request, and nothing is different then`, async () => {
            const { stack, writes } = worldOf(from);
            const program = {
                one: profile({ userId: "ada", profile: { slack: { access_token: secret("xoxb-1234567") } } }),
                s: set({ profiles: { eve: ada, lin: JSON.stringify(ada) }, onDelete: "delete" }),
            };
            await stack.up(program);
            courier.clearRequests();
            stack.face = to;
            expect(await stack.up(program)).to.deep.equal({ one: "update", s: "update" });
            expect(await stack.up(program)).to.deep.equal({});
            expect(writes()).to.be.empty;
            await stack.refresh();
            expect(await stack.up(program)).to.deep.equal({});
            await stack.destroy();
            expect(courier.profiles.get("ada")).to.deep.equal({});
            expect(courier.profiles.get("eve")).to.equal(undefined);
        });
    }
});
