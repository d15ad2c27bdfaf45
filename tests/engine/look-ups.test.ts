import { expect } from "chai";
import { useServers } from "../unit/courier/support/servers";
import { complaints } from "./support/runs";
import { useStack } from "./support/use-stack";

const lookUps = (count: number) => `
    const { getProfile } = require("pulumi-courier");
    const looked = Promise.all(Array.from({ length: ${count} }, () => getProfile("ada")));
    exports.found = looked.then((profiles) => profiles.length);
`;

describe("profiles that a program looks up", () => {
    const servers = useServers();
    const test = useStack();

    it("come over as few connections as a set uses, however many they are", async () => {
        const { courier, stack } = test;
        courier.profiles.set("ada", { nickname: "a" });
        await stack.program(lookUps(1000));

        expect((await stack.preview()).diagnostics).to.be.empty;
        expect(courier.requests).to.have.length(1000);
        expect(courier.connections.opened).to.be.at.most(32);
    });

    it("end the preview, with the reason, where a proxy takes the connection and never answers", async () => {
        const { stack } = test;
        const proxy = await servers.tcp(() => undefined);
        await stack.program(lookUps(1));
        const env = {
            COURIER_BASE_URL: "https://courier.invalid",
            COURIER_TIMEOUT_SECONDS: "2",
            HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        };

        const said = Object.values(complaints(await stack.preview({ env, fails: true }))).flat();

        expect(said.join()).to.match(
            /getProfile\("ada"\): GET \/profiles\/ada: the proxy on the way to courier\.invalid did not answer in time/,
        );
        expect(await proxy.whenClosed()).to.equal(proxy.connections);
    });
});
