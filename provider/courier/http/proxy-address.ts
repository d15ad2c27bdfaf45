import { getProxyForUrl } from "proxy-from-env";
import { NoProxyAddress } from "./connection-failures";
import { isLoopback } from "./loopback";

/** An HTTP proxy. */
export interface Proxy {
    readonly url: URL;
    /** The header that has its user name and password. */
    readonly authorization: string | undefined;
}

/**
 * The proxy on the way to this URL: what HTTPS_PROXY (or ALL_PROXY) names and NO_PROXY does not exclude. A loopback
 * address is always reached directly, as it means another machine to a proxy.
 *
 * @throws NoProxyAddress
 */
export function proxyFor(url: URL): Proxy | undefined {
    if (isLoopback(url.hostname) || getProxyForUrl(url.href) === "") {
        return undefined;
    }
    const variable = variables.find((name) => process.env[name]) ?? "HTTPS_PROXY";
    const proxy = readAddress(process.env[variable] ?? "");
    if (typeof proxy === "string") {
        throw new NoProxyAddress(variable, proxy);
    }
    return proxy;
}

/** In the order in which the first that is set counts. */
const variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/** The proxy of this address, or what cannot be read of it. */
function readAddress(text: string): Proxy | "address" | "credentials" {
    // As curl reads it, and Go, and so Pulumi: a proxy without a protocol speaks HTTP.
    const address = text.includes("://") ? text : `http://${text}`;
    if (!/^https?:/i.test(address)) {
        return "address";
    }
    if (!URL.canParse(address)) {
        return address.includes("@") ? "credentials" : "address";
    }
    const url = new URL(address);
    // A "/", "?" or "#" of a password ends the host, and the rest of the password stands behind that.
    if (`${url.pathname}${url.search}${url.hash}`.includes("@")) {
        return "credentials";
    }
    try {
        const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
        return {
            url,
            authorization:
                credentials === ":" ? undefined : `Basic ${Buffer.from(credentials).toString("base64")}`,
        };
    } catch {
        return "credentials"; // a "%" that encodes nothing
    }
}
