import { expect } from "chai";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { ProcessRegister } from "../../../../provider/run/register/process-register";
import { RegisterFolder } from "../../../../provider/run/register/register-folder";
import type { NativeProcess } from "../support/native-client";
import { secret, unknownMarker } from "../support/markers";
import { check, configure, create, remove, update, urnOf } from "../support/native-requests";
import { failureOf, useNative } from "../support/native-suite";

describe("Of the processes of one run, the native provider that is told to take a profile away", () => {
    const native = useNative();
    const ada = { userId: "ada", profile: { email: "ada@example.com" } };

    let folder: string;
    beforeEach(async () => {
        folder = await mkdtemp(path.join(os.tmpdir(), "pulumi-courier-native-"));
        native.courier.profiles.set("ada", ada.profile);
    });
    afterEach(() => rm(folder, { recursive: true }));

    function start(provider: string): Promise<NativeProcess> {
        const register = new ProcessRegister({
            folder: new RegisterFolder("127.0.0.1:1", undefined, folder),
        });
        return native.start({ provider, register });
    }

    const onServer = () => native.courier.profiles.get("ada");

    it("keeps it where a resource has it that the engine skips, and says by which", async () => {
        const process = await start("default");
        await create(process, { name: "skipped", news: ada, preview: true });
        await remove(process, { name: "old", olds: ada });
        expect(onServer()).to.deep.equal(ada.profile);
        expect(process.lines).to.deep.equal([
            [
                "info",
                'the profile of user "ada" stays as it is: Profile "skipped" declares it',
                urnOf({ name: "old" }),
            ],
        ]);
    });

    it("keeps it where a set has it that the engine skips, in another process of the same workspace", async () => {
        const other = await start("default_1_0_0");
        const profiles = { ada: ada.profile };
        await update(other, {
            type: "ProfileSet",
            name: "all",
            olds: { profiles: {} },
            news: { profiles },
            preview: true,
        });
        const process = await start("default_1_1_0");
        await check(process, { name: "unrelated", news: { userId: "eve", profile: {} } });
        await remove(process, { name: "old", olds: ada });
        expect(onServer()).to.deep.equal(ada.profile);
    });

    it("takes it away where another workspace has the same user", async () => {
        const other = await start("eu");
        await configure(other, { apiKey: "of-the-eu", baseUrl: native.courier.url }, { provider: "eu" });
        await check(other, { name: "same-user", news: ada });
        const process = await start("default");
        await check(process, { name: "unrelated", news: { userId: "eve", profile: {} } });
        await remove(process, { name: "old", olds: ada });
        expect(onServer()).to.deep.equal({});
    });

    it("keeps it where another provider of the same workspace has the same user", async () => {
        await check(await start("eu"), { name: "same-user", news: ada });
        const process = await start("default");
        await check(process, { name: "unrelated", news: { userId: "eve", profile: {} } });
        await remove(process, { name: "old", olds: ada });
        expect(onServer()).to.deep.equal(ada.profile);
    });

    it("takes nothing away while a user id is not known that may be the same", async () => {
        const process = await start("default");
        await create(process, { news: { ...ada, userId: unknownMarker }, preview: true });
        const { message } = await failureOf(remove(process, { name: "old", olds: ada }));
        expect(message).to.match(
            /^the profile of user "ada" was not taken away: the program waits for user ids/,
        );

        const olds = { profiles: { ada: { email: secret("ada@example.com") } } };
        const outputs = await update(process, {
            type: "ProfileSet",
            name: "all",
            olds,
            news: { profiles: {} },
        });
        expect(outputs).to.deep.equal(olds);
        expect(onServer()).to.deep.equal(ada.profile);
    });

    it("takes nothing away while the users of a set are not known", async () => {
        const process = await start("default");
        const news = { profiles: unknownMarker };
        await create(process, { type: "ProfileSet", news, preview: true });
        await failureOf(remove(process, { name: "old", olds: ada }));
        expect(onServer()).to.deep.equal(ada.profile);
    });

    it("takes it away in a destroy, in which nothing is checked", async () => {
        await remove(await start("default"), { olds: ada });
        expect(onServer()).to.deep.equal({});
    });

    it("leaves nothing behind where the engine is gone", async () => {
        const process = await start("default");
        await check(process, { news: ada });
        expect(await readdir(folder)).to.have.length(1);
        process.provider.end();
        expect(await readdir(folder)).to.be.empty;
        expect((await failureOf(create(process, { news: ada }))).message).to.contain("cancelled");
    });
});
