// Loaded before the program: a machine on which no name but its own can be resolved, as without a network.
const dns = require("node:dns");
const net = require("node:net");

const { lookup } = dns;

dns.lookup = (host, ...others) => {
    if (host === "localhost" || net.isIP(host) !== 0) {
        lookup(host, ...others);
        return;
    }
    const error = Object.assign(new Error(`getaddrinfo EAI_AGAIN ${host}`), { code: "EAI_AGAIN" });
    process.nextTick(others.at(-1), error);
};
