import { expect } from "chai";
import { clientOf, failureOf } from "../support/client";
import { useProxyVariables } from "../support/proxy-variables";
import { useServers } from "../support/servers";

const password = "hunter2";

describe("A proxy's address", () => {
    const servers = useServers();
    const setVariables = useProxyVariables();

    const refused: [string, string, RegExp][] = [
        ["no host", "http://", /is not the address of an HTTP proxy\. Set it to a URL/],
        [
            "another protocol",
            `socks5://user:${password}@127.0.0.1:1080`,
            /is not the address of an HTTP proxy/,
        ],
        ["a sentence", "see the wiki", /is not the address of an HTTP proxy/],
        ["a host that is none", `http://[${password}`, /is not the address of an HTTP proxy/],
        ["a port that is none", "http://proxy.invalid:31x28", /is not the address of an HTTP proxy/],
        ...[
            `http://user:${password}%off@proxy.invalid:3128`,
            `http://user:${password}%@proxy.invalid`,
            `http://us%er:${password}@proxy.invalid`,
            `http://user:${password}%ff@proxy.invalid`,
            `user:${password}%off@proxy.invalid:3128`,
            `https://user:${password}%off@proxy.invalid:3128`,
            `http://user:${password}#@proxy.invalid:3128`,
            `http://user:${password}/x@proxy.invalid:3128`,
            `http://user:${password}?x@proxy.invalid:3128`,
            `http://user:31/${password}@proxy.invalid:3128`,
        ].map((address): [string, string, RegExp] => [
            `credentials as in ${address}`,
            address,
            /has a user name or password that cannot be read\. Encode their special characters: % as %25, /,
        ]),
    ];
    for (const [name, address, says] of refused) {
        it(`with ${name} is one clear error, at once and without the password`, async () => {
            setVariables({ HTTPS_PROXY: address });
            const { client, waits } = clientOf("https://courier.invalid");

            const error = await failureOf(client.get("ada"));

            expect(error.message)
                .to.match(/^GET \/profiles\/ada: HTTPS_PROXY /)
                .and.to.match(says);
            expect(error.message).to.not.include(password);
            expect([waits.length, error.concern]).to.deep.equal([0, "everyone"]);
        });
    }

    it("that cannot be read is of the variable that it is in", async () => {
        setVariables({ all_proxy: "http://", HTTPS_PROXY: "" });

        const { message } = await failureOf(clientOf("https://courier.invalid").client.get("ada"));

        expect(message).to.include("all_proxy is not the address of an HTTP proxy");
    });

    for (const [written, sent] of [
        ["user:p%40ss%3A%25", "user:p@ss:%"],
        ["user:p@ss", "user:p@ss"],
        ["user", "user:"],
        [":token", ":token"],
        ["j%C3%BCrgen:gr%C3%BCn", "j\u00fcrgen:gr\u00fcn"],
    ] as const) {
        it(`with the credentials ${written} tells the proxy just these`, async () => {
            const seen: (string | undefined)[] = [];
            const proxy = await servers.proxy((_target, socket, headers) => {
                seen.push(headers["proxy-authorization"]);
                socket.end("HTTP/1.1 403 No\r\n\r\n");
            });
            setVariables({ HTTPS_PROXY: `http://${written}@127.0.0.1:${proxy.port}` });

            await failureOf(clientOf("https://courier.invalid").client.get("ada"));

            expect(seen).to.deep.equal([`Basic ${Buffer.from(sent).toString("base64")}`]);
        });
    }

    for (const variable of ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]) {
        it(`may come from ${variable}, and without a protocol, as curl takes it`, async () => {
            const proxy = await servers.proxy((_target, socket) => {
                socket.end("HTTP/1.1 403 No\r\n\r\n");
            });
            setVariables({ [variable]: `127.0.0.1:${proxy.port}` });

            const { message } = await failureOf(clientOf("https://courier.invalid").client.get("ada"));

            expect(message).to.include("the proxy refused the connection to courier.invalid with 403");
        });
    }
});
