import http from "node:http";
import https from "node:https";
import { isLoopback } from "../settings";

/** More connections than this gain nothing, and a rate limiter may mind them. */
const agentOptions = { keepAlive: true, maxSockets: 64 };

/** The code of an error that says: the proxy answered the CONNECT with this status. */
const refusalCode = /^ERR_PROXY_REFUSED_(\d+)$/;

/**
 * The keep-alive connections that requests to the base URL go over: direct, or through the proxy that
 * HTTPS_PROXY (or ALL_PROXY) names and NO_PROXY does not exclude. A loopback address is always reached
 * directly, as it means another machine to a proxy.
 */
export async function createAgent(baseUrl: URL): Promise<http.Agent> {
    if (isLoopback(baseUrl.hostname)) {
        return baseUrl.protocol === "http:" ? new http.Agent(agentOptions) : new https.Agent(agentOptions);
    }
    const { getProxyForUrl } = await import("proxy-from-env");
    const proxy = getProxyForUrl(baseUrl.href);
    return proxy ? createProxyAgent(proxy) : new https.Agent(agentOptions);
}

async function createProxyAgent(proxy: string): Promise<http.Agent> {
    const { HttpsProxyAgent } = await import("https-proxy-agent");
    const agent = new HttpsProxyAgent(proxy, agentOptions);
    // The library replays a proxy's refusal as if Courier had answered it; a 403 of the proxy must not
    // read as a 403 of Courier.
    agent.on("proxyConnect", (answer: { statusCode: number }, request: http.ClientRequest) => {
        if (answer.statusCode !== 200) {
            const refusal = new Error("the proxy refused the connection");
            // node-fetch keeps the code of a socket's error, and nothing else.
            request.destroy(Object.assign(refusal, { code: `ERR_PROXY_REFUSED_${answer.statusCode}` }));
        }
    });
    return agent;
}

/** The status with which a proxy refused the connection, where an error's code says so. */
export function proxyRefusalStatus(code: string): number | undefined {
    const status = refusalCode.exec(code)?.[1];
    return status === undefined ? undefined : Number(status);
}
