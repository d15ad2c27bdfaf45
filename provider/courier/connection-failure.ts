import { notSentCode, proxyFailure } from "./connections";
import { isRetriedStatus } from "./retry-timing";

/** Why no answer, or no whole answer, came back. */
export interface ConnectionFailure {
    readonly reason: string;
    readonly advice: string;
    readonly retried: boolean;
}

const checkNetwork =
    "Check courier:baseUrl and the network between here and Courier, then run the same command again.";

const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: "the connection was refused",
    ECONNRESET: "the connection was reset",
    EPIPE: "the connection was closed while sending",
    ENOTFOUND: "the host name could not be resolved",
    EAI_AGAIN: "the host name could not be resolved for now",
    EHOSTUNREACH: "the host cannot be reached",
    ENETUNREACH: "the network cannot be reached",
    ETIMEDOUT: "the connection timed out",
    ERR_STREAM_PREMATURE_CLOSE: "the answer was cut off",
    [notSentCode]: "the request was not sent",
};

const tlsCodes = /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

/** Puts what node-fetch threw into words, and says whether trying again can help. */
export function describeConnectionFailure(error: unknown, host: string): ConnectionFailure {
    const { type, code = "", name } = error as Error & { type?: string; code?: string };
    const proxy = proxyFailure(code);
    if (proxy !== undefined) {
        return describeProxyFailure(proxy, host);
    }
    if (type === "aborted") {
        return { reason: `${host} did not answer in time`, advice: checkNetwork, retried: true };
    }
    if (type === "max-size") {
        return { reason: `${host} sent more than any profile can be`, advice: checkNetwork, retried: false };
    }
    if (tlsCodes.test(code)) {
        return {
            reason: `no trusted TLS connection to ${host} (${code})`,
            advice:
                "Check courier:baseUrl; where a proxy or gateway has a certificate of its own, name the file of " +
                "its CA in NODE_EXTRA_CA_CERTS.",
            retried: false,
        };
    }
    return {
        reason: `${host}: ${reasons[code] ?? `no answer (${code || name})`}`,
        advice: checkNetwork,
        retried: true,
    };
}

function describeProxyFailure(
    proxy: NonNullable<ReturnType<typeof proxyFailure>>,
    host: string,
): ConnectionFailure {
    if (proxy === "address") {
        return {
            reason: "HTTPS_PROXY is not the address of an HTTP proxy",
            advice: "Set it to a URL such as http://proxy.example.com:3128, or unset it.",
            retried: false,
        };
    }
    if ("status" in proxy) {
        return {
            reason: `the proxy refused the connection to ${host} with ${proxy.status}`,
            advice: "Check HTTPS_PROXY (with the proxy's user name and password, where it asks for them) and NO_PROXY.",
            retried: isRetriedStatus(proxy.status),
        };
    }
    return {
        reason: `the proxy on the way to ${host}: ${reasons[proxy.code] ?? `no answer (${proxy.code})`}`,
        advice: "Check HTTPS_PROXY and NO_PROXY, then run the same command again.",
        retried: true,
    };
}
