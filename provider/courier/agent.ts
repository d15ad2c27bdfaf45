import http from "node:http";
import https from "node:https";
import { isLoopback } from "../settings";

/** More connections than this gain nothing, and a rate limiter may mind them. */
const agentOptions = { keepAlive: true, maxSockets: 64 };

/** An HTTP proxy that would not open a connection to Courier. */
export class ProxyRefusal extends Error {
    override readonly name = "ProxyRefusal";
    readonly code = "ERR_PROXY_REFUSED";

    constructor(
        /** The proxy's host and port, without its credentials. */
        readonly proxy: string,
        readonly status: number,
    ) {
        super(`the proxy ${proxy} answered ${status}`);
    }
}

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
    return proxy ? createProxyAgent(new URL(proxy)) : new https.Agent(agentOptions);
}

async function createProxyAgent(proxy: URL): Promise<http.Agent> {
    const { HttpsProxyAgent } = await import("https-proxy-agent");
    const agent = new HttpsProxyAgent(proxy, agentOptions);
    // The library replays a proxy's refusal as if Courier had answered it; a 403 of the proxy must not
    // read as a 403 of Courier.
    agent.on("proxyConnect", (answer: { statusCode: number }, request: http.ClientRequest) => {
        if (answer.statusCode !== 200) {
            request.destroy(new ProxyRefusal(proxy.host, answer.statusCode));
        }
    });
    return agent;
}
