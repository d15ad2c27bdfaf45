import { expect } from "chai";
import type { Socket } from "node:net";
import { closedPort, useServers } from "../unit/courier/support/servers";
import type { CliResult } from "../engine/support/cli";
import { program } from "../engine/support/programs";
import { complaints, contents } from "../engine/support/runs";
import { expectNoSecrets, filesBelow, SECRET_KEY } from "../engine/support/secrets";
import { expectSnapshot, normalised } from "../engine/support/snapshot";
import type { Environment } from "../engine/support/stack";
import { useStack } from "../engine/support/use-stack";

type Servers = ReturnType<typeof useServers>;

/** A way in which no request arrives at Courier: the environment that leads there. */
interface Row {
    readonly name: string;
    readonly start: (servers: Servers) => Promise<{ env: Environment; connections?: () => number }>;
    /** How often each operation connects, where it can be counted. */
    readonly tries?: number;
}

const proxyPassword = "hunter2";

const rows: readonly Row[] = [
    {
        name: "nobody listens at the port",
        start: async () => ({ env: { COURIER_BASE_URL: `http://127.0.0.1:${await closedPort()}` } }),
    },
    {
        name: "the host name does not exist",
        start: () => Promise.resolve({ env: { COURIER_BASE_URL: "https://courier.invalid" } }),
    },
    {
        name: "the certificate is one that nobody trusts",
        start: async (servers) => {
            const server = await servers.https((_request, response) => response.end());
            return {
                env: { COURIER_BASE_URL: `https://127.0.0.1:${server.port}` },
                connections: () => server.connections,
            };
        },
        tries: 1,
    },
    {
        name: "the proxy refuses",
        start: (servers) => refusingProxy(servers, "403 Forbidden"),
        tries: 1,
    },
    {
        name: "the proxy cannot reach Courier",
        start: (servers) => refusingProxy(servers, "502 Bad Gateway"),
        tries: 2,
    },
    {
        name: "the proxy is not there",
        start: async () => ({ env: behindProxy(await closedPort()) }),
    },
    {
        name: "the proxy's address cannot be read",
        start: () =>
            Promise.resolve({
                env: {
                    COURIER_BASE_URL: "https://courier.invalid",
                    HTTPS_PROXY: `http://user:${proxyPassword}%off@127.0.0.1:3128`,
                },
            }),
    },
    {
        name: "the proxy's certificate is one that nobody trusts",
        start: async (servers) => {
            const proxy = await servers.https((_request, response) => response.end());
            const { HTTPS_PROXY = "", ...env } = behindProxy(proxy.port);
            return {
                env: { ...env, HTTPS_PROXY: HTTPS_PROXY.replace("http:", "https:") },
                connections: () => proxy.connections,
            };
        },
        tries: 1,
    },
];

async function refusingProxy(
    servers: Servers,
    status: string,
): Promise<{ env: Environment; connections: () => number }> {
    const proxy = await servers.proxy((_target: string, socket: Socket) => {
        socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
    });
    return { env: behindProxy(proxy.port), connections: () => proxy.connections };
}

function behindProxy(port: number): Environment {
    return {
        COURIER_BASE_URL: "https://courier.invalid",
        HTTPS_PROXY: `http://user:${proxyPassword}@127.0.0.1:${port}`,
    };
}

/** What is shown under each resource; a resolver that cannot be asked and one that says no are one to us. */
function messages(result: CliResult): Record<string, string> {
    const entries = Object.entries(complaints(result)).filter(([name]) => name.endsWith("d"));
    return Object.fromEntries(
        entries
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([name, lines]) => [
                name,
                normalised(lines.join("\n")).replace(
                    "could not be resolved for now",
                    "could not be resolved",
                ),
            ]),
    );
}

describe("an operation whose requests do not arrive, where", () => {
    const servers = useServers();
    const test = useStack({ shared: true, emulator: { apiKey: SECRET_KEY } });
    const found: Record<string, Record<string, string>> = {};

    before(async function () {
        this.timeout(120_000);
        const { courier, stack } = test;
        // The key is in the environment as well.
        await stack.setConfig("courier:apiKey", SECRET_KEY, { secret: true });
        await stack.setConfig("courier:maxRetries", "1");
        await stack.setConfig("courier:timeoutSeconds", "20");
        await stack.program(
            program(`
                new Profile("updated", { userId: "updated", profile: { nickname: "before" } });
                new Profile("deleted", { userId: "deleted", profile: { nickname: "before" } });
            `),
        );
        await stack.up();
        courier.clearRequests();
        await stack.program(
            program(`
                new Profile("created", { userId: "created", profile: { nickname: "after" } });
                new Profile("updated", { userId: "updated", profile: { nickname: "after" } });
            `),
        );
    });

    for (const { name, start, tries } of rows) {
        it(`${name}: create, update, delete and read fail, and the state stays`, async () => {
            const { courier, stack } = test;
            const { env, connections } = await start(servers);
            const before = (await stack.exportState()).resources?.map(({ urn }) => urn);

            const up = await stack.up({ env, args: ["--continue-on-error"], fails: true });
            expect(Object.keys(messages(up))).to.deep.equal(["created", "deleted", "updated"]);
            expect(connections?.()).to.equal(tries && 3 * tries);
            const refresh = await stack.refresh({ env, fails: true });
            expect(Object.keys(messages(refresh))).to.deep.equal(["deleted", "updated"]);
            expect(connections?.()).to.equal(tries && 5 * tries);
            found[name] = { ...messages(up), read: messages(refresh).updated ?? "" };

            expect((await stack.exportState()).resources?.map(({ urn }) => urn)).to.deep.equal(before);
            expect(courier.requests).to.be.empty;
            const texts = { up: up.output, refresh: refresh.output, ...(await filesBelow(stack.folder)) };
            expectNoSecrets(texts, [SECRET_KEY, proxyPassword]);
        });
    }

    it("is told to the user in these words, and the next up does what was left", async () => {
        const { courier, stack } = test;
        await expectSnapshot("faults-connection", found);
        await stack.up();
        expect(contents(courier)).to.deep.equal({
            created: { nickname: "after" },
            updated: { nickname: "after" },
            deleted: {},
        });
    });
});
