import { isLoopback } from "../../courier/http/loopback";

const defaultBaseUrl = "https://api.courier.com";

/**
 * The base URL of Courier's API.
 *
 * @throws Error that says what is wrong with the text
 */
export function parseBaseUrl(text = defaultBaseUrl): URL {
    if (!URL.canParse(text) || !/^https?:/i.test(text)) {
        throw new Error(
            `is not a URL with https:// (or http:// for a loopback address); the default is ${defaultBaseUrl}`,
        );
    }
    const url = new URL(text);
    if (url.username || url.password) {
        throw new Error("contains credentials; remove them, the key belongs in courier:apiKey");
    }
    if (url.search || url.hash) {
        throw new Error("has a query or a fragment; give the URL up to its path only");
    }
    if (url.protocol === "http:" && !isLoopback(url.hostname)) {
        throw new Error(
            "would send the API key unencrypted; use https (http is for loopback addresses only)",
        );
    }
    return url;
}
