import { isIP } from "node:net";

/** Whether a URL's host name can only mean this machine. */
export function isLoopback(hostname: string): boolean {
    return (
        hostname === "localhost" ||
        hostname === "[::1]" ||
        (isIP(hostname) === 4 && hostname.startsWith("127."))
    );
}
