import { expect } from "chai";
import { clientOf, failureOf } from "../support/client";
import { useProxyVariables } from "../support/proxy-variables";
import { useServers } from "../support/servers";
import { getTrusting } from "../support/trusting";

describe("TLS", () => {
    const servers = useServers();
    useProxyVariables();

    it("with a certificate that nobody trusts fails at once, and sends nothing", async () => {
        let requests = 0;
        const { port } = await servers.https((_request, response) => {
            requests += 1;
            response.end("{}");
        });
        const { client, waits } = clientOf(`https://127.0.0.1:${port}`);

        const { message } = await failureOf(client.get("ada"));

        expect(message).to.match(/no trusted TLS connection to 127\.0\.0\.1:\d+ \(\w+\)\. /);
        expect(message).to.include("NODE_EXTRA_CA_CERTS");
        expect([requests, waits.length]).to.deep.equal([0, 0]);
    });

    it("to a server that speaks none fails at once", async () => {
        const { port } = await servers.tcp((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
        const { client, waits } = clientOf(`https://127.0.0.1:${port}`);

        const { message } = await failureOf(client.get("ada"));

        expect(message).to.include("no trusted TLS connection");
        expect(waits).to.deep.equal([]);
    });

    it("with a certificate of NODE_EXTRA_CA_CERTS works", async () => {
        const { port } = await servers.https((_request, response) => {
            response.end('{"profile":{"email":"a"}}');
        });

        expect(await getTrusting(`https://127.0.0.1:${port}`, {})).to.equal('{"email":"a"}');
    });
});
