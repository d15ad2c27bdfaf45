import { execFile } from "node:child_process";
import net, { type Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { clientOf, failureOf } from "./support/client";
import { certificateFile, closedPort, useServers } from "./support/servers";

const proxyVariables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
    name,
    name.toLowerCase(),
]);

/** Gives the test's process these proxy variables and no others, for as long as a test runs. */
function useProxyVariables(): (variables: Readonly<Record<string, string>>) => void {
    let before: Record<string, string | undefined> = {};
    const clear = () => {
        for (const name of proxyVariables) {
            Reflect.deleteProperty(process.env, name);
        }
    };
    beforeEach(() => {
        before = Object.fromEntries(proxyVariables.map((name) => [name, process.env[name]]));
        clear();
    });
    afterEach(() => {
        clear();
        for (const [name, value] of Object.entries(before)) {
            if (value !== undefined) {
                process.env[name] = value;
            }
        }
    });
    return (variables) => {
        Object.assign(process.env, variables);
    };
}

/** Connects a proxy's client with a port of this machine, whatever host it asked for. */
function tunnel(client: Socket, port: number): void {
    const server = net.connect(port, "127.0.0.1");
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    client.pipe(server).pipe(client);
    server.on("error", () => client.destroy());
    client.on("close", () => server.destroy());
}

/** A GET by a client in a process of its own, which trusts the self-signed certificate. */
async function getTrusting(baseUrl: string, env: Readonly<Record<string, string>>): Promise<string> {
    const script = join(__dirname, "support/get-profile.ts");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, baseUrl], {
        cwd: join(__dirname, "../../.."),
        env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: certificateFile, ...env },
    });
    return stdout;
}

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

    for (const [status, tries] of [
        [403, 1],
        [407, 1],
        [502, 3],
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
            expect(error.message).to.include("Check HTTPS_PROXY").and.not.to.include("hunter2");
            expect(error.status).to.equal(undefined);
            expect(error.tries).to.equal(tries);
        });
    }

    it("that is not there is named, and not taken for Courier", async () => {
        setVariables({ HTTPS_PROXY: `http://user:hunter2@127.0.0.1:${await closedPort()}` });

        const { message } = await failureOf(clientOf("https://courier.invalid").client.get("ada"));

        expect(message).to.include("HTTPS_PROXY").and.not.to.include("hunter2");
        expect(message).to.include("refused");
    });

    it("whose address is none is a failure at once that names the variable", async () => {
        for (const address of ["http://", "http://[hunter2", "socks5://127.0.0.1:1080"]) {
            setVariables({ HTTPS_PROXY: address });
            const { client, waits } = clientOf("https://courier.invalid");

            const { message } = await failureOf(client.get("ada"));

            expect(message).to.include("HTTPS_PROXY").and.not.to.include("hunter2");
            expect(waits).to.deep.equal([]);
        }
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
