import http from "node:http";
import https from "node:https";
import { isLoopback } from "../run/settings";

/** More connections than this gain nothing, and a rate limiter may mind them. */
const agentOptions = { keepAlive: true, maxSockets: 64 };

/** Codes of errors that say: the proxy answered the CONNECT with this status; the proxy cannot be reached. */
const refusalCode = /^ERR_PROXY_REFUSED_(\d+)$/;
const unreachableCode = /^ERR_PROXY_UNREACHABLE_(\w*)$/;
const addressCode = "ERR_PROXY_ADDRESS";

/** The code of a request that was not sent, as the run ends early. */
export const notSentCode = "ECANCELED";

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
    if (!URL.canParse(proxy) || !/^https?:/i.test(proxy)) {
        throw withCode(addressCode);
    }
    const { HttpsProxyAgent } = await import("https-proxy-agent");
    const agent = new HttpsProxyAgent(proxy, agentOptions);
    // The library replays a proxy's refusal as if Courier had answered it; a 403 of the proxy must not
    // read as a 403 of Courier.
    agent.on("proxyConnect", (answer: { statusCode: number }, request: http.ClientRequest) => {
        if (answer.statusCode !== 200) {
            request.destroy(withCode(`ERR_PROXY_REFUSED_${answer.statusCode}`));
        }
    });
    // Nor must a proxy that is not there read as Courier not being there.
    const connect = agent.connect.bind(agent);
    agent.connect = async (...args) => {
        try {
            return await connect(...args);
        } catch (error) {
            throw withCode(`ERR_PROXY_UNREACHABLE_${(error as NodeJS.ErrnoException).code ?? ""}`);
        }
    };
    return agent;
}

/** Ends the requests that still wait for one of the agent's connections. */
export function dropWaiting(agent: http.Agent): void {
    const waiting = Object.values(agent.requests) as unknown as http.ClientRequest[][];
    for (const request of waiting.flat()) {
        request.destroy(notSent());
    }
}

/** The failure of a request that was let go and then not sent. */
export function notSent(): Error {
    return withCode(notSentCode);
}

/** node-fetch keeps the code of a socket's error, and nothing else. */
function withCode(code: string): Error {
    return Object.assign(new Error("no connection"), { code });
}

/** What an error's code says of the proxy, where it does: the status of its refusal, or why it is not reached. */
export function proxyFailure(
    code: string,
): { readonly status: number } | { readonly code: string } | "address" | undefined {
    if (code === addressCode) {
        return "address";
    }
    const status = refusalCode.exec(code)?.[1];
    if (status !== undefined) {
        return { status: Number(status) };
    }
    const unreachable = unreachableCode.exec(code)?.[1];
    return unreachable === undefined ? undefined : { code: unreachable };
}
