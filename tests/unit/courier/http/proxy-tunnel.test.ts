import net, { type Socket } from "node:net";
import { expect } from "chai";
import { clientOf, failureOf } from "../support/client";
import { useProxyVariables } from "../support/proxy-variables";
import { closedPort, useServers } from "../support/servers";
import { getTrusting, runTrusting } from "../support/trusting";

/** Connects a proxy's client with a port of this machine, whatever host it asked for. */
function tunnel(client: Socket, port: number): void {
    const server = net.connect(port, "127.0.0.1");
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    client.pipe(server).pipe(client);
    server.on("error", () => client.destroy());
    client.on("close", () => server.destroy());
}

describe("A proxy", () => {
    const servers = useServers();
    const setVariables = useProxyVariables();

    it("is asked for a tunnel, through which the request goes encrypted", async () => {
        const seen: [string, string | undefined][] = [];
        const paths: string[] = [];
        const courier = await servers.https((request, response) => {
            paths.push(`${request.headers.host ?? ""}${request.url ?? ""}`);
            response.end('{"profile":{"email":"a"}}');
        });
        const proxy = await servers.proxy((target, socket, headers) => {
            seen.push([target, headers["proxy-authorization"]]);
            tunnel(socket, courier.port);
        });

        const profile = await getTrusting("https://courier.invalid", {
            HTTPS_PROXY: `http://user:pass%40word@127.0.0.1:${proxy.port}`,
        });

        expect(profile).to.equal('{"email":"a"}');
        expect(paths).to.deep.equal(["courier.invalid/profiles/ada"]);
        expect(seen).to.deep.equal([
            ["courier.invalid:443", `Basic ${Buffer.from("user:pass@word").toString("base64")}`],
        ]);
    });

    it("does not make an untrusted certificate trusted", async () => {
        const courier = await servers.https((_request, response) => response.end("{}"));
        const proxy = await servers.proxy((_target, socket) => {
            tunnel(socket, courier.port);
        });
        setVariables({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });

        const { message } = await failureOf(clientOf("https://courier.invalid").client.get("ada"));

        expect(message).to.include("no trusted TLS connection to courier.invalid");
    });

    for (const [status, tries, says] of [
        [403, 1, "Have the proxy allow courier.invalid, or name it in NO_PROXY"],
        [407, 1, "Give HTTPS_PROXY the proxy's user name and password"],
        [502, 3, "Check courier:baseUrl and that the proxy can reach courier.invalid"],
    ] as const) {
        it(`that refuses with ${status} is named, and not taken for Courier`, async () => {
            const proxy = await servers.proxy((_target, socket) => {
                socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`);
            });
            setVariables({ https_proxy: `http://user:hunter2@127.0.0.1:${proxy.port}` });

            const error = await failureOf(clientOf("https://courier.invalid").client.put("ada", {}));

            expect(error.message).to.include(
                `PUT /profiles/ada: the proxy refused the connection to courier.invalid with ${status}`,
            );
            expect(error.message).to.include(says).and.not.to.include("hunter2");
            expect(error.status).to.equal(undefined);
            expect(error.tries).to.equal(tries);
        });
    }

    it("that is not there is named, and not taken for Courier", async () => {
        setVariables({ HTTPS_PROXY: `http://user:hunter2@127.0.0.1:${await closedPort()}` });

        const { message } = await failureOf(clientOf("https://courier.invalid").client.get("ada"));

        expect(message).to.match(/: no proxy listens at 127\.0\.0\.1:\d+ \(after 3 tries\)\. /);
        expect(message).to.include("HTTPS_PROXY").and.not.to.include("hunter2");
    });

    for (const [name, start] of [
        ["with a certificate that nobody trusts", () => servers.https(() => undefined)],
        ["that speaks no TLS", () => servers.tcp((socket) => socket.end("HTTP/1.1 400 No\r\n\r\n"))],
    ] as const) {
        it(`over https ${name} fails at once, and is told from Courier`, async () => {
            const proxy = await start();
            setVariables({ HTTPS_PROXY: `https://user:hunter2@127.0.0.1:${proxy.port}` });
            const { client, waits } = clientOf("https://courier.invalid");

            const { message, concern } = await failureOf(client.get("ada"));

            expect(message).to.match(
                /: no trusted TLS connection to the proxy on the way to courier\.invalid \(\w+\)\. Check HTTPS_PROXY/,
            );
            expect(message).to.not.include("hunter2");
            expect([waits.length, concern]).to.deep.equal([0, "everyone"]);
            expect(await proxy.whenClosed()).to.equal(1);
        });
    }

    it("that speaks no HTTP, or breaks off, is named, and tried again", async () => {
        for (const answer of ["SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 200 Conn", ""]) {
            const proxy = await servers.tcp((socket) => socket.end(answer));
            setVariables({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });

            const { message, tries } = await failureOf(clientOf("https://courier.invalid").client.get("ada"));

            expect(message).to.include("the proxy on the way to courier.invalid: ");
            expect([tries, await proxy.whenClosed()]).to.deep.equal([3, 3]);
        }
    });

    it("is asked for as many tunnels as there are connections, and for no more", async () => {
        const courier = await servers.https((_request, response) => response.end("{}"));
        const proxy = await servers.proxy((_target, socket) => {
            tunnel(socket, courier.port);
        });
        const script = `
            const { CourierClient } = require("./provider/courier/client.ts");
            const settings = { apiKey: "any", baseUrl: new URL("https://courier.invalid"), timeoutMs: 60000, maxRetries: 0 };
            const client = new CourierClient(settings, { connections: 4 });
            const users = Array.from({ length: 100 }, (_, n) => "user-" + n);
            Promise.all(users.map((userId) => client.get(userId))).then((found) => console.log(found.length));
        `;
        const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };

        expect(await runTrusting(["--eval", script], env)).to.equal("100\n");
        expect([proxy.connections, courier.connections]).to.deep.equal([4, 4]);
    });

    it("is passed by for a host in NO_PROXY", async () => {
        let asked = 0;
        const proxy = await servers.proxy((_target, socket) => {
            asked += 1;
            socket.end("HTTP/1.1 403 No\r\n\r\n");
        });
        for (const exception of ["courier.invalid", ".invalid", "*"]) {
            setVariables({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: exception });

            const { message } = await failureOf(clientOf("https://courier.invalid").client.get("ada"));

            expect(message).to.include("the host name could not be resolved");
        }
        expect(asked).to.equal(0);
    });

    it("is passed by for a loopback address", async () => {
        const server = await servers.http((_request, response) => response.end("{}"));
        const dead = `http://127.0.0.1:${await closedPort()}`;
        setVariables({ HTTP_PROXY: dead, HTTPS_PROXY: dead, ALL_PROXY: dead });

        expect(await clientOf(`http://127.0.0.1:${server.port}`).client.get("ada")).to.deep.equal({});

        const secure = await servers.https((_request, response) => response.end("{}"));
        const { message } = await failureOf(clientOf(`https://127.0.0.1:${secure.port}`).client.get("ada"));
        expect(message).to.include("no trusted TLS connection to 127.0.0.1");
    });
});

describe("A proxy that hangs is given up, and nothing of it is left:", () => {
    const servers = useServers();
    const setVariables = useProxyVariables();

    for (const protocol of ["http", "https"] as const) {
        it(`one over ${protocol} that takes the connection and never answers`, async () => {
            const proxy = await servers.tcp(() => undefined);
            setVariables({ HTTPS_PROXY: `${protocol}://user:hunter2@127.0.0.1:${proxy.port}` });
            const settings = { timeoutMs: 2000, maxRetries: 1 };
            const { client } = clientOf("https://courier.invalid", settings);

            const { message, tries } = await failureOf(client.get("ada"));

            expect(message).to.include("the proxy on the way to courier.invalid did not answer in time");
            expect(message).to.not.include("hunter2");
            expect(tries).to.equal(2);
            expect([proxy.connections, await proxy.whenClosed()]).to.deep.equal([2, 2]);
        });
    }

    it("one that begins an answer and never ends it", async () => {
        const proxy = await servers.tcp((socket) => socket.write("HTTP/1.1 200 Conn"));
        setVariables({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });

        const { message } = await failureOf(
            clientOf("https://courier.invalid", { timeoutMs: 300 }).client.get("ada"),
        );

        expect(message).to.include("the proxy on the way to courier.invalid");
        expect(await proxy.whenClosed()).to.equal(proxy.connections);
    });

    it("one whose tunnel leads nowhere", async () => {
        const proxy = await servers.proxy((_target, socket) => {
            socket.resume().once("end", () => socket.end());
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        });
        setVariables({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });

        const { message } = await failureOf(
            clientOf("https://courier.invalid", { timeoutMs: 300 }).client.get("ada"),
        );

        expect(message).to.include("courier.invalid did not answer in time");
        expect(await proxy.whenClosed()).to.equal(proxy.connections);
    });

    it("so that the process ends as well", async () => {
        const proxy = await servers.tcp(() => undefined);
        const script = `
            const { CourierClient } = require("./provider/courier/client.ts");
            const settings = { apiKey: "any", baseUrl: new URL("https://courier.invalid"), timeoutMs: 300, maxRetries: 0 };
            new CourierClient(settings).get("ada").catch(({ message }) => console.log(message));
        `;
        const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };

        expect(await runTrusting(["--eval", script], env)).to.include("did not answer in time");
    });
});
