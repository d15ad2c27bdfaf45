import {
    NoProxyAddress,
    NoTunnel,
    type ConnectionFailure,
    type NoAnswer,
    type Trouble,
} from "../http/connection-failures";
import { isLoopback } from "../http/loopback";
import { isRetriedStatus } from "../retry-timing";
import type { TryFailure } from "./try-failure";

/** Says why there was no answer, or no whole one, of the server at this URL. */
export function describeConnectionFailure(failure: ConnectionFailure, { host, hostname }: URL): TryFailure {
    const description =
        failure instanceof NoProxyAddress
            ? describeAddress(failure)
            : failure instanceof NoTunnel
              ? describeTunnel(failure, host)
              : describeServer(failure, host, hostname);
    return { concern: "unclear", topic: "connection", retries: Infinity, ...description };
}

/** What differs from a failure that may pass and says nothing of other users. */
type Description = Pick<TryFailure, "reason" | "advice"> & Partial<TryFailure>;

/** What fails for each user alike, however often it is tried. */
const hopeless = { retries: 0, concern: "everyone" } as const;

/** On this machine nobody but the server itself can refuse a connection. It may be starting. */
const notStarted = { retries: 3, concern: "everyone" } as const;

function describeServer({ trouble }: NoAnswer, host: string, hostname: string): Description {
    const advice =
        "Check courier:baseUrl and the network between here and Courier, then run the same command again.";
    if (trouble.kind === "too large") {
        return { reason: `${host} sent more than any profile can be`, advice, retries: 0 };
    }
    if (trouble.kind === "tls") {
        return {
            ...hopeless,
            reason: `no trusted TLS connection to ${host} (${trouble.code})`,
            advice:
                "Check courier:baseUrl; where a proxy or gateway has a certificate of its own, name the file of its CA " +
                "in NODE_EXTRA_CA_CERTS.",
        };
    }
    if (isRefusedHere(trouble, hostname)) {
        return {
            ...notStarted,
            reason: `nothing listens at ${host}`,
            advice: "Start what is to answer there, such as the emulator, or correct courier:baseUrl.",
        };
    }
    return trouble.kind === "late"
        ? { reason: `${host} did not answer in time`, advice }
        : { reason: `${host}: ${brokenReason(trouble.code)}`, advice };
}

function describeTunnel({ trouble, proxy }: NoTunnel, host: string): Description {
    const onTheWay = `the proxy on the way to ${host}`;
    const advice = "Check HTTPS_PROXY and NO_PROXY, then run the same command again.";
    if (trouble.kind === "refused") {
        return describeRefusal(trouble.status, host);
    }
    if (trouble.kind === "tls") {
        return {
            ...hopeless,
            reason: `no trusted TLS connection to ${onTheWay} (${trouble.code})`,
            advice:
                "Check HTTPS_PROXY: most proxies are addressed by http://; where this one has a certificate of its own, " +
                "name the file of its CA in NODE_EXTRA_CA_CERTS.",
        };
    }
    if (isRefusedHere(trouble, proxy.hostname)) {
        return {
            ...notStarted,
            reason: `no proxy listens at ${proxy.host}`,
            advice: "Start it, correct HTTPS_PROXY, or unset it.",
        };
    }
    return trouble.kind === "late"
        ? { reason: `${onTheWay} did not answer in time`, advice }
        : { reason: `${onTheWay}: ${brokenReason(trouble.code)}`, advice };
}

function describeRefusal(status: number, host: string): Description {
    const reason = `the proxy refused the connection to ${host} with ${status}`;
    if (isRetriedStatus(status)) {
        const advice = `Check courier:baseUrl and that the proxy can reach ${host}, then run the same command again.`;
        return { reason, advice };
    }
    return {
        ...hopeless,
        reason,
        advice:
            status === 407
                ? "Give HTTPS_PROXY the proxy's user name and password, as in http://user:password@proxy.example.com:3128."
                : `Have the proxy allow ${host}, or name it in NO_PROXY where it can be reached directly.`,
    };
}

function describeAddress({ variable, part }: NoProxyAddress): Description {
    return part === "credentials"
        ? {
              ...hopeless,
              reason: `${variable} has a user name or password that cannot be read`,
              advice: "Encode their special characters: % as %25, @ as %40, : as %3A, / as %2F, ? as %3F, # as %23.",
          }
        : {
              ...hopeless,
              reason: `${variable} is not the address of an HTTP proxy`,
              advice: "Set it to a URL such as http://proxy.example.com:3128, or unset it.",
          };
}

function isRefusedHere(trouble: Trouble, hostname: string): boolean {
    return trouble.kind === "broken" && trouble.code === "ECONNREFUSED" && isLoopback(hostname);
}

const brokenReasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: "the connection was refused",
    ECONNRESET: "the connection was reset",
    EPIPE: "the connection was closed while sending",
    ENOTFOUND: "the host name could not be resolved",
    EAI_AGAIN: "the host name could not be resolved for now",
    EHOSTUNREACH: "the host cannot be reached",
    ENETUNREACH: "the network cannot be reached",
    ETIMEDOUT: "the connection timed out",
    HPE_INVALID_EOF_STATE: "the answer was cut off",
    ERR_STREAM_PREMATURE_CLOSE: "the answer was cut off",
};

function brokenReason(code: string): string {
    return brokenReasons[code] ?? `no answer (${code})`;
}
