import { expect } from "chai";
import fc from "fast-check";
import type { Emulator, EmulatorOptions } from "../../emulator";
import { sampled } from "../unit/core/support/arbitraries";
import { useEmulators } from "./support/emulators";
import { exchange, get, pathOf } from "./support/exchange";
import { useTemporaryFolder } from "./support/temporary-folder";

// Texts that JavaScript's numbers would not give back.
const numbers = [
    "1234567890123456789",
    "-9007199254740993",
    "1.0",
    "0.10",
    "1e2",
    "1E+2",
    "-0",
    "-0.0",
    "1e400",
    "1e-400",
    "0.1000000000000000055511151231257827",
    "7".repeat(400),
];
const all = `{"list":[${numbers.join(",")}],"deep":{"er":{"n":${numbers[0]}}}}`;

describe("A number keeps its text, to the last digit", () => {
    const start = useEmulators();
    const inFolder = useTemporaryFolder();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
    });

    async function send(method: string, text: string, userId = "a"): Promise<void> {
        const { status, text: answer } = await exchange(courier.url, { method, path: pathOf(userId), text });
        expect(status, answer).to.be.oneOf([200, 204]);
    }

    async function put(profile: string, options?: EmulatorOptions): Promise<string> {
        courier = await start(options);
        await send("PUT", `{"profile":${profile}}`);
        return (await get(courier.url, "a")).text;
    }

    it("from PUT to GET", async () => {
        expect(await put(all)).to.equal(`{"profile":${all}}`);
        expect(courier.profiles.getText("a")).to.equal(all);
    });

    it("whatever the emulator does with keys and nulls", async () => {
        const kept = await put('{"b":{"d":1.0,"c":-0,"n":null},"a":[1e2,null]}', {
            keyOrder: "sorted",
            nulls: "drop",
        });
        expect(kept).to.equal('{"profile":{"a":[1e2,null],"b":{"c":-0,"d":1.0}}}');
    });

    it("through POST: what is sent, and what was there", async () => {
        courier.profiles.setText("a", '{"theirs":{"id":1234567890123456789,"list":[1.0]},"n":1.0}');
        await send("POST", '{"profile":{"theirs":{"own":1e2},"n":{"m":-0}}}');
        expect(courier.profiles.getText("a")).to.equal(
            '{"theirs":{"id":1234567890123456789,"list":[1.0],"own":1e2},"n":{"m":-0}}',
        );
    });

    it("through PATCH: what is added, copied, moved and left alone", async () => {
        courier.profiles.setText("a", '{"id":1234567890123456789,"x":{"n":[1.0]},"gone":1}');
        const patch = [
            '{"op":"copy","from":"/x","path":"/y"}',
            '{"op":"move","from":"/x","path":"/z"}',
            '{"op":"add","path":"/z/n/-","value":1e400}',
            '{"op":"replace","path":"/gone","value":{"n":-0,"text":"1.0"}}',
        ];
        await send("PATCH", `{"patch":[${patch.join(",")}]}`);
        expect(courier.profiles.getText("a")).to.equal(
            '{"id":1234567890123456789,"gone":{"n":-0,"text":"1.0"},"y":{"n":[1.0]},"z":{"n":[1.0,1e400]}}',
        );
    });

    const comparisons = [
        { value: "100", there: "1e2", holds: true },
        { value: "1", there: "1.0", holds: true },
        { value: "0", there: "-0", holds: true },
        { value: "[0.10]", there: "[0.1]", holds: true },
        { value: "1234567890123456789", there: "1234567890123456788", holds: false },
        { value: "-1", there: "1", holds: false },
        { value: '"1"', there: "1", holds: false },
    ];
    for (const { value, there, holds } of comparisons) {
        it(`PATCH's test takes ${value} ${holds ? "for equal to" : "not for"} ${there}`, async () => {
            courier.profiles.setText("a", `{"n":${there}}`);
            const { status } = await exchange(courier.url, {
                method: "PATCH",
                path: pathOf("a"),
                text: `{"patch":[{"op":"test","path":"/n","value":${value}}]}`,
            });
            expect(status).to.equal(holds ? 204 : 400);
            expect(courier.profiles.getText("a")).to.equal(`{"n":${there}}`);
        });
    }

    it("in a list subscription's preferences", async () => {
        const path = `${pathOf("a")}/lists`;
        const text = '{"lists":[{"listId":"news","preferences":{"categories":{"n":1.0}}}]}';
        await exchange(courier.url, { method: "POST", path, text });
        expect((await exchange(courier.url, { method: "GET", path })).text).to.include(
            '"preferences":{"categories":{"n":1.0}}',
        );
    });

    it("in a data file, from one start to the next", async () => {
        const dataFile = inFolder("profiles.json");
        await put(all, { dataFile });
        await courier.close();
        const { profiles } = await start({ dataFile });
        expect(profiles.getText("a")).to.equal(all);
    });

    it("in a request's record, whose body is what JSON.parse makes of it", async () => {
        const text = '{ "profile": {"id": 1234567890123456789, "n": 1.0} }';
        await send("PUT", text);
        expect(courier.requests[0]).to.deep.include({
            bodyText: text,
            body: { profile: { id: Number("1234567890123456789"), n: 1 } },
        });
    });

    it("of a key that is sent twice the last one counts, as in JSON.parse", async () => {
        expect(await put('{"n":1.0,"o":{"n":1},"n":2.0,"o":{"n":-0}}')).to.equal(
            '{"profile":{"n":2.0,"o":{"n":-0}}}',
        );
    });

    it("and what only looks like a number's inside is left alone", async () => {
        const profile =
            '{"a":{"value":"1","isLosslessNumber":true},"b":{"__proto__":1.0,"constructor":{},"toJSON":"x"}}';
        expect(await put(profile)).to.equal(`{"profile":${profile}}`);
        await send("PATCH", '{"patch":[{"op":"copy","from":"/a","path":"/c"},{"op":"remove","path":"/a"}]}');
        expect(courier.profiles.getText("a")).to.equal(
            '{"b":{"__proto__":1.0,"constructor":{},"toJSON":"x"},"c":{"value":"1","isLosslessNumber":true}}',
        );
    });

    it("whatever JSON is sent: each value comes back as it was", async function () {
        this.timeout(120_000);
        const number = fc.stringMatching(/^-?(0|[1-9]\d{0,30})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/);
        // JavaScript would put keys that are whole numbers first.
        const key = fc.string().map((text) => JSON.stringify(`k${text}`));
        const { object } = fc.letrec<{ object: string; value: string }>((tie) => ({
            value: fc.oneof(
                { maxDepth: 4 },
                number,
                fc.constantFrom("null", "true", "false"),
                fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
                fc.array(tie("value"), { maxLength: 4 }).map((items) => `[${items.join(",")}]`),
                tie("object"),
            ),
            object: fc
                .uniqueArray(fc.tuple(key, tie("value")), { maxLength: 4, selector: ([name]) => name })
                .map((members) => `{${members.map((member) => member.join(":")).join(",")}}`),
        }));
        await fc.assert(
            fc.asyncProperty(object, object, async (first, second) => {
                await send("PUT", `{"profile":${first}}`);
                await send("PATCH", `{"patch":[{"op":"add","path":"/second","value":${second}}]}`);
                const { text } = await get(courier.url, "a");
                const comma = first === "{}" ? "" : ",";
                expect(text).to.equal(`{"profile":${first.slice(0, -1)}${comma}"second":${second}}}`);
            }),
            sampled(200),
        );
    });
});
