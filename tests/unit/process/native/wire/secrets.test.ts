import { expect } from "chai";
import { partialStateIn } from "../../support/native-client";
import { secret } from "../../support/markers";
import { check, create, diff, read, update } from "../../support/native-requests";
import { failureOf, useNative } from "../../support/native-suite";

describe("What is a secret for the native provider", () => {
    const native = useNative();

    const token = secret("xoxb-1");
    const profile = { email: "ada@example.com", slack: { access_token: token, tags: ["a", token] } };
    const inputs = { userId: "ada", profile };

    it("stays one at the leaf where it is, through check, creation and update, and reaches Courier as it is", async () => {
        const process = await native.start();
        expect((await check(process, { news: inputs })).inputs).to.deep.equal(inputs);
        expect(await create(process, { news: inputs })).to.deep.equal({ id: "ada", outputs: inputs });
        expect(native.courier.profiles.get("ada")).to.deep.equal({
            email: "ada@example.com",
            slack: { access_token: "xoxb-1", tags: ["a", "xoxb-1"] },
        });
        const news = { userId: "ada", profile: { slack: secret({ access_token: "xoxb-2" }) } };
        expect(await update(process, { olds: inputs, news })).to.deep.equal(news);
    });

    it("stays one in a set, be it a value, a profile or the map of all", async () => {
        const process = await native.start();
        for (const profiles of [
            { ada: { email: token }, eve: { email: "eve@example.com" } },
            { ada: secret({ email: "a" }), eve: { email: "eve@example.com" } },
            { ada: secret('{"email":"a"}'), eve: { email: "eve@example.com" } },
            secret({ ada: { email: "a" } }),
        ]) {
            const { outputs } = await create(process, { type: "ProfileSet", news: { profiles } });
            expect(outputs).to.deep.equal({ profiles });
        }
    });

    it("stays one at a refresh, at its leaf; of an array that has changed the whole is one", async () => {
        const process = await native.start();
        native.courier.profiles.set("ada", {
            email: "drifted",
            slack: { access_token: "xoxb-drifted", tags: ["xoxb-1", "a"] },
        });
        const found = await read(process, { state: { inputs, outputs: inputs } });
        const drifted = {
            userId: "ada",
            profile: {
                email: "drifted",
                slack: { access_token: secret("xoxb-drifted"), tags: secret(["xoxb-1", "a"]) },
            },
        };
        expect(found).to.deep.equal({ id: "id", inputs: drifted, outputs: drifted });

        native.courier.profiles.set("ada", { email: "x", slack: "xoxb-in-the-open" });
        const changed = await read(process, { state: { inputs, outputs: inputs } });
        expect(changed?.outputs.profile).to.deep.equal({ email: "x", slack: secret("xoxb-in-the-open") });
    });

    it("stays one in the outputs alone, where the program makes outputs secret", async () => {
        const process = await native.start();
        const plain = { userId: "ada", profile: { email: "a" } };
        const outputs = { userId: "ada", profile: secret({ email: "a" }) };
        expect((await diff(process, { olds: outputs, oldInputs: plain, news: plain })).changes).to.equal(
            "NONE",
        );

        native.courier.profiles.set("ada", { email: "b" });
        const found = await read(process, { state: { inputs: plain, outputs } });
        expect(found?.inputs.profile).to.deep.equal({ email: "b" });
        expect(found?.outputs.profile).to.deep.equal(secret({ email: "b" }));
    });

    it("can become one, or be none any more: that is a change, for which nothing is sent", async () => {
        const process = await native.start();
        const plain = { userId: "ada", profile: { slack: { access_token: "xoxb-1", channel: "ops" } } };
        const leaf = { userId: "ada", profile: { slack: { access_token: token, channel: "ops" } } };
        const whole = { userId: "ada", profile: secret(plain.profile) };
        for (const [olds, news, path] of [
            [plain, leaf, "profile.slack.access_token"],
            [leaf, plain, "profile.slack.access_token"],
            [plain, whole, "profile"],
            [leaf, whole, "profile"],
            [whole, leaf, "profile"],
        ] as const) {
            expect(await diff(process, { olds, news })).to.deep.include({
                changes: "SOME",
                details: { [path]: "UPDATE" },
            });
            expect(await update(process, { olds, news })).to.deep.equal(news);
        }
        for (const same of [leaf, whole]) {
            expect((await diff(process, { olds: same, news: same })).changes).to.equal("NONE");
        }
        expect(native.courier.requests).to.be.empty;
    });

    it("stays one where a set could not be written whole: each profile has the marks of the run that wrote it", async () => {
        const process = await native.start();
        const olds = {
            profiles: {
                kept: { email: token, name: "old" },
                gone: { email: token },
                moved: { email: "plain" },
            },
        };
        const news = { profiles: { kept: { email: "new" }, moved: { email: secret("hidden") } } };
        for (const userId of ["kept", "gone"]) native.courier.fail({ userId, status: 400 });
        const error = await failureOf(update(process, { type: "ProfileSet", olds, news }));
        expect(partialStateIn(error)).to.deep.equal({
            id: "id",
            outputs: {
                profiles: {
                    kept: { email: token, name: "old" },
                    gone: { email: token },
                    moved: { email: secret("hidden") },
                },
            },
            reasons: [error.message],
        });
    });

    it("stays one where the map of all was one in either run", async () => {
        const process = await native.start();
        const values = { ada: { email: "a" }, eve: { email: "e" } };
        const changed = { ada: { email: "a2" }, eve: { email: "e2" } };
        for (const [olds, news] of [
            [secret(values), changed],
            [values, secret(changed)],
        ]) {
            native.courier.clearFaults();
            native.courier.fail({ userId: "eve", status: 400 });
            const error = await failureOf(
                update(process, { type: "ProfileSet", olds: { profiles: olds }, news: { profiles: news } }),
            );
            expect(partialStateIn(error)?.outputs.profiles).to.deep.equal(
                secret({ ada: { email: "a2" }, eve: { email: "e" } }),
            );
        }
    });

    it("is counted, not named, in what is shown", async () => {
        const process = await native.start();
        const olds = { profiles: secret({ "secret-ada": { email: "a", "secret-key": 1 } }) };
        const news = {
            profiles: secret({ "secret-ada": { email: "b", "secret-key": 2 }, "secret-eve": {} }),
        };
        await check(process, { type: "ProfileSet", olds, news });
        await diff(process, { type: "ProfileSet", olds, news });
        const one = { userId: "ada", profile: secret({ "secret-key": 1 }) };
        await check(process, { name: "two", olds: one, news: one });
        await diff(process, {
            name: "two",
            olds: one,
            news: { userId: "ada", profile: secret({ "secret-key": 2 }) },
        });
        native.courier.profiles.set("secret-ada", { email: "drifted" });
        await read(process, { type: "ProfileSet", state: { inputs: olds, outputs: olds } });

        const texts = process.lines.map(([, text]) => text);
        expect(texts).to.have.length(3);
        expect(texts.join("\n")).not.to.contain("secret-");
    });

    it("is warned of where it is a user id, which the resource's id shows", async () => {
        const process = await native.start();
        await check(process, { news: { userId: secret("ada"), profile: {} } });
        const [[level, text] = []] = process.lines;
        expect(level).to.equal("warn");
        expect(text).to.match(/^userId is a secret, but it is the resource's id/);
    });

    it("of an earlier run is unmarked once the program marks it no more", async () => {
        const process = await native.start();
        const news = { profiles: { ada: { email: "xoxb-1" } } };
        const olds = { profiles: { ada: { email: token } } };
        expect(await update(process, { type: "ProfileSet", olds, news })).to.deep.equal(news);
    });
});
