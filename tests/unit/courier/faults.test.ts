import { expect } from "chai";
import { type Emulator, type Fault, startEmulator } from "../../../emulator";
import { apiKey, clientOf, failureOf } from "./support/client";
import { closedPort, useServers } from "./support/servers";

const html = "<html><h1>Bad gateway</h1></html>";
const personal = { email: "ada.private@example.com", custom: { diagnosis: "hidden" } };

describe("A fault that passes is survived:", () => {
    let courier: Emulator;
    beforeEach(async () => {
        courier = await startEmulator();
        courier.profiles.set("ada", personal);
    });
    afterEach(() => courier.close());

    const passing: [string, Fault][] = [
        ...[408, 409, 425, 429, 500, 502, 503, 504, 599].map((status): [string, Fault] => [
            `${status}`,
            { status },
        ]),
        ["502 with an HTML page", { status: 502, body: html }],
        ["503 with nothing", { status: 503, body: "" }],
        ["500 with malformed JSON", { status: 500, body: '{"mess' }],
        ["a reset before the body is read", { reset: "before-request-read" }],
        ["a reset in place of an answer", { reset: "after-apply" }],
        ["a reset in the answer's body", { reset: "in-body" }],
        ["an answer cut off", { truncate: true }],
    ];
    for (const [name, fault] of passing) {
        it(name, async () => {
            const { client, waits } = clientOf(courier.url);

            courier.fail({ ...fault, times: 2 });
            expect(await client.get("ada")).to.deep.equal(personal);
            courier.fail({ ...fault, times: 2 });
            await client.put("ada", { email: "b" });
            expect(courier.profiles.get("ada")).to.deep.equal({ email: "b" });
            courier.fail({ ...fault, times: 2, method: "DELETE" });
            // A 204 has no body that could be cut off: the answer is one with a body.
            await client.delete("ada");

            expect(courier.profiles.get("ada")).to.equal(undefined);
            expect(waits.slice(0, 4)).to.deep.equal([500, 1000, 500, 1000]);
        });
    }

    for (const [name, retryAfter, waited] of [
        ["in seconds", 3, [3500]],
        ["of no time", 0, [500]],
        ["of a date that is past", "Thu, 01 Jan 2015 00:00:00 GMT", [500]],
        ["of a day: up to a cap", 86_400, [60_500]],
        ["that is none: as if absent", "soon", [500]],
        ["that is negative: as if absent", "-1", [500]],
    ] as const) {
        it(`429 with a Retry-After ${name}`, async () => {
            const { client, waits } = clientOf(courier.url);
            courier.fail({ status: 429, retryAfter });

            expect(await client.get("ada")).to.deep.equal(personal);

            expect(waits).to.deep.equal(waited);
        });
    }

    it("429 with a Retry-After of a date to come", async () => {
        const { client, waits } = clientOf(courier.url);
        courier.fail({ status: 429, retryAfter: new Date(Date.now() + 50_000).toUTCString() });

        await client.get("ada");

        expect(waits).to.have.length(1);
        expect(waits[0]).to.be.within(1000, 50_500);
    });

    it("a stalled answer, after a fair share of the time there is", async () => {
        const { client } = clientOf(courier.url, { timeoutMs: 1000 });
        for (const stall of ["before-headers", "in-body"] as const) {
            courier.fail({ stall });

            expect(await client.get("ada")).to.deep.equal(personal);
        }
        expect(courier.requests).to.have.length(4);
    });

    it("an answer that takes nearly all the time there is, where no other try could follow", async () => {
        const { client } = clientOf(courier.url, { timeoutMs: 4000, maxRetries: 0 });
        courier.fail({ delayMs: 1200 });

        expect(await client.get("ada")).to.deep.equal(personal);
    });

    it("a queue for the connections that is longer than the time there is for a request", async () => {
        const { client } = clientOf(courier.url, { timeoutMs: 1000, maxRetries: 0 }, { connections: 1 });
        courier.fail({ delayMs: 150, times: Infinity });

        const found = await Promise.all(Array.from({ length: 10 }, () => client.get("ada")));

        expect(found).to.deep.equal(Array(10).fill(personal));
        expect(courier.connections.opened).to.equal(1);
    });

    it("a slow answer, without a second request", async () => {
        const { client } = clientOf(courier.url);
        courier.fail({ drip: 2, delayMs: 20 });

        expect(await client.get("ada")).to.deep.equal(personal);

        expect(courier.requests).to.have.length(1);
    });
});

describe("A fault that lasts is one readable message:", () => {
    let courier: Emulator;
    beforeEach(async () => {
        courier = await startEmulator();
    });
    afterEach(() => courier.close());

    for (const [status, says] of [
        [408, "Courier took too long; run the same command again."],
        [409, "run the same command again later, or raise courier:maxRetries."],
        [425, "run the same command again later, or raise courier:maxRetries."],
        [429, "or raise courier:maxRetries (and lower --parallel, where there are many Profiles)."],
        [500, "run the same command again later, or raise courier:maxRetries."],
        [503, "run the same command again later, or raise courier:maxRetries."],
    ] as const) {
        it(`${status}, after as many retries as the settings allow`, async () => {
            courier.fail({ status, message: "Not now.", type: "api_error", times: Infinity });
            const { client } = clientOf(courier.url);

            const error = await failureOf(client.put("ada", personal));

            expect(error.message).to.include(
                `PUT /profiles/ada: ${status} api_error: Not now (after 3 tries). `,
            );
            expect(error.sentence.endsWith(says), error.message).to.equal(true);
            expect([error.status, error.type, error.tries]).to.deep.equal([status, "api_error", 3]);
            expect(courier.requests).to.have.length(3);
        });
    }

    for (const [status, says] of [
        [400, "Correct in the program what the message names"],
        [401, "Check the API key"],
        [403, "use a key whose scope includes profiles"],
        [404, "Check courier:baseUrl: there is no profiles API at this address."],
        [405, "Check courier:baseUrl"],
        [413, "make it smaller"],
        [422, "Correct in the program what the message names"],
    ] as const) {
        it(`${status}, at once, without a retry`, async () => {
            courier.fail({ status, message: "No.", times: Infinity });
            const { client, waits } = clientOf(courier.url);

            const error = await failureOf(client.put("ada", personal));

            expect(error.message).to.match(new RegExp(`^PUT /profiles/ada: ${status} \\w+: No\\. `));
            expect(error.message).to.include(says);
            expect(courier.requests).to.have.length(1);
            expect(waits).to.deep.equal([]);
        });
    }

    it("no retry where the settings allow none", async () => {
        courier.fail({ status: 503, times: Infinity });

        const error = await failureOf(clientOf(courier.url, { maxRetries: 0 }).client.get("ada"));

        expect(courier.requests).to.have.length(1);
        expect(error.message).to.not.include("(after");
    });

    it("no retry that the deadline would not see", async () => {
        courier.fail({ status: 429, retryAfter: 30, times: Infinity });
        const { client, waits } = clientOf(courier.url, { timeoutMs: 20_000 });

        const error = await failureOf(client.get("ada"));

        expect(error.status).to.equal(429);
        expect(error.message).to.contain(
            "it asks to wait 30 s, more than is left of courier:timeoutSeconds.",
        );
        expect(waits).to.deep.equal([]);
        expect(courier.requests).to.have.length(1);
    });

    it("a stalled answer, within the deadline", async () => {
        courier.fail({ stall: "before-headers", times: Infinity });

        const error = await failureOf(
            clientOf(courier.url, { timeoutMs: 1600, maxRetries: 20 }).client.get("ada"),
        );

        expect(error.message).to.match(/^GET \/profiles\/ada: 127\.0\.0\.1:\d+ did not answer in time/);
        expect(error.tries).to.be.at.least(2);
    });

    it("the last real reason, and no time-out of a try that had no time left", async () => {
        courier.fail({ status: 503, message: "Maintenance.", retryAfter: 1, times: 1 });
        courier.fail({ stall: "before-headers", times: Infinity });

        const error = await failureOf(
            clientOf(courier.url, { timeoutMs: 1600, maxRetries: 20 }).client.get("ada"),
        );

        expect(error.message).to.match(
            /: 503 api_error: Maintenance; it asks to wait 1 s, more than is left of /,
        );
        expect(courier.requests).to.have.length(1);
    });

    it("a gateway's HTML page, without the page", async () => {
        courier.fail({ status: 403, body: html });

        const { message } = await failureOf(clientOf(courier.url).client.put("ada", {}));

        expect(message).to.include("403 with a body that is not Courier's.");
        expect(message).to.not.include("Bad gateway");
    });

    for (const [name, fault] of [
        ["reset", { reset: "after-apply" }],
        ["cut off", { truncate: true }],
    ] as const) {
        it(`an answer that was ${name}, naming the host`, async () => {
            courier.profiles.set("ada", personal);
            courier.fail({ ...fault, times: 3 });

            const { message } = await failureOf(clientOf(courier.url).client.get("ada"));

            expect(message).to.match(
                /^GET \/profiles\/ada: 127\.0\.0\.1:\d+: the connection was reset \(after 3 tries\)\. Check courier:baseUrl and the network/,
            );
        });
    }

    it("a connection that nobody on this machine takes: after a few tries, however many are allowed", async () => {
        const { client, waits } = clientOf(`http://127.0.0.1:${await closedPort()}`, { maxRetries: 20 });

        const { message } = await failureOf(client.put("ada", {}));

        expect(message).to.match(/: nothing listens at 127\.0\.0\.1:\d+ \(after 4 tries\)\. Start what /);
        expect(waits).to.deep.equal([500, 1000, 2000]);
    });

    it("a host name that does not exist", async () => {
        const { message } = await failureOf(clientOf("https://courier.invalid").client.get("ada"));

        expect(message).to.match(
            /^GET \/profiles\/ada: courier\.invalid: the host name could not be resolved/,
        );
    });

    it("a message of many lines and control characters, on one line and not without end", async () => {
        courier.fail({ status: 400, message: `Bad\n\u001b[31mkey\r\n${"x".repeat(2000)}` });

        const { message } = await failureOf(clientOf(courier.url).client.put("ada", {}));

        expect(message).to.match(/: Bad \[31mkey x+…/);
        expect(message.length).to.be.below(600);
    });
});

describe("An answer that is not Courier's is no success:", () => {
    let courier: Emulator;
    beforeEach(async () => {
        courier = await startEmulator();
        courier.profiles.set("ada", personal);
    });
    afterEach(() => courier.close());

    for (const [name, fault] of [
        ["a captive portal's page", { status: 200, body: html }],
        ["malformed JSON", { status: 200, body: '{"status":"SUCC' }],
        ["nothing", { status: 200, body: "" }],
        ["other JSON", { status: 200, body: '{"ok":true}' }],
        ["JSON that is no object", { status: 200, body: '["SUCCESS"]' }],
        ["null", { status: 200, body: "null" }],
        ["another status", { status: 200, body: '{"status":"PENDING"}' }],
        ["202", { status: 202, body: '{"status":"SUCCESS"}' }],
    ] as const) {
        it(`${name}, to a PUT`, async () => {
            courier.fail(fault);

            const { message } = await failureOf(clientOf(courier.url).client.put("ada", {}));

            expect(message).to.match(/: 20\d with (a body that is not JSON|JSON that is not Courier's)\. /);
            expect(message).to.include("whether something between here and Courier answered in its place");
        });
    }

    for (const [name, fault] of [
        ["a captive portal's page", { status: 200, body: html }],
        ["malformed JSON", { status: 200, body: '{"profile":{"ema' }],
        ["nothing", { status: 200, body: "" }],
        ["other JSON", { status: 200, body: '{"ok":true}' }],
        ["a profile that is an array", { status: 200, body: '{"profile":[]}' }],
        ["an HTML page of status 404", { status: 404, body: html }],
        ["a 404 of malformed JSON", { status: 404, body: "{" }],
        ["a text of status 404", { status: 404, body: "404 page not found", contentType: "text/plain" }],
    ] as const) {
        it(`${name}, to a GET: the profile does not count as gone`, async () => {
            courier.fail(fault);

            const { message } = await failureOf(clientOf(courier.url).client.get("ada"));

            expect(message).to.match(/^GET \/profiles\/ada: (200|404) with /);
        });
    }

    for (const [name, fault] of [
        ["a captive portal's page", { status: 200, body: html }],
        ["an HTML page of status 404", { status: 404, body: html }],
    ] as const) {
        it(`${name}, to a DELETE`, async () => {
            courier.fail(fault);

            await failureOf(clientOf(courier.url).client.delete("ada"));
        });
    }

    it("a redirect, which is not followed; the message says where it pointed", async () => {
        for (const status of [301, 302, 303, 307, 308]) {
            courier.clearRequests();
            courier.fail({
                status,
                headers: { location: "https://user:password@elsewhere.invalid/login?token=t#f" },
            });

            const { sentence } = await failureOf(clientOf(courier.url).client.put("ada", {}));

            expect(sentence).to.equal(
                `PUT /profiles/ada: ${status}, a redirect to https://elsewhere.invalid/login, which is not followed. ` +
                    "Set courier:baseUrl to the address of Courier's API itself.",
            );
            expect(courier.requests).to.have.length(1);
        }
    });
});

describe("An answer of unknown length", () => {
    const servers = useServers();

    it("that is cut off is tried again, and not read as whole", async () => {
        let tries = 0;
        const { port } = await servers.tcp((socket) => {
            socket.once("data", () => {
                tries += 1;
                // A whole JSON text, but the last chunk that says so is missing.
                const chunk = '{"profile":{}}';
                const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
                socket.end(`${head}${chunk.length.toString(16)}\r\n${chunk}\r\n`);
            });
        });

        const { message } = await failureOf(clientOf(`http://127.0.0.1:${port}`).client.get("ada"));

        expect(message).to.match(/the (answer was cut off|connection was reset) \(after 3 tries\)/);
        expect(tries).to.equal(3);
    });

    it("that does not end is given up before it fills the memory", async () => {
        const piece = Buffer.alloc(1024 * 1024, " ");
        let sent = 0;
        const { port } = await servers.http((_request, response) => {
            const more = () => {
                while (!response.destroyed && response.write(piece)) {
                    sent += 1;
                }
            };
            response.on("drain", more);
            more();
        });

        const { message } = await failureOf(clientOf(`http://127.0.0.1:${port}`).client.get("ada"));

        expect(message).to.include("sent more than any profile can be");
        expect(sent).to.be.below(64);
    });
});

describe("Secrets and personal data", () => {
    const servers = useServers();
    const long = "x".repeat(290);
    const echoes: [
        string,
        (authorization: string) => { status: number; body?: object; location?: string },
    ][] = [
        ["in the message", (header) => ({ status: 400, body: { message: `Bad header ${header}` } })],
        ["in the type", (header) => ({ status: 400, body: { message: "x", type: header } })],
        [
            "in a long type",
            (header) => ({ status: 400, body: { message: "x", type: "y".repeat(45) + header } }),
        ],
        ["at the cut of a long message", (header) => ({ status: 400, body: { message: long + header } })],
        ["in a redirect", (header) => ({ status: 302, location: `/login/${encodeURIComponent(header)}` })],
        [
            "at the cut of a long redirect",
            (header) => ({ status: 302, location: `/${long}${header.slice(7)}` }),
        ],
        [
            "in base64",
            (header) => ({ status: 401, body: { message: Buffer.from(header).toString("base64") } }),
        ],
        ["after several tries", (header) => ({ status: 503, body: { message: header, type: "api_error" } })],
    ];
    for (const [name, echo] of echoes) {
        it(`the key is in no error where the server echoes it ${name}`, async () => {
            const { port } = await servers.http((request, response) => {
                const { status, body, location } = echo(request.headers.authorization ?? "");
                response.writeHead(status, location === undefined ? {} : { location });
                response.end(body && JSON.stringify(body));
            });

            const error = await failureOf(clientOf(`http://127.0.0.1:${port}`).client.put("ada", personal));

            const all = [error.message, error.stack, String(error), JSON.stringify(error), error.type].join(
                "\n",
            );
            expect(error.cause).to.equal(undefined);
            for (const form of [apiKey, encodeURIComponent(apiKey), Buffer.from(apiKey).toString("base64")]) {
                for (let at = 0; at + 8 <= form.length; at++) {
                    expect(all).to.not.include(form.slice(at, at + 8));
                }
            }
        });
    }

    it("of the profile that was sent nothing is in an error, whatever fails", async () => {
        const courier = await startEmulator();
        const faults: Fault[] = [
            { status: 400 },
            { status: 422, body: html },
            { status: 503 },
            { status: 200, body: "no" },
            { reset: "after-apply" },
            { truncate: true },
        ];
        for (const fault of faults) {
            courier.fail({ ...fault, times: 3 });
            const error = await failureOf(clientOf(courier.url).client.put("ada", personal));
            courier.clearFaults();

            const all = [
                error.message,
                error.stack,
                JSON.stringify(error),
                JSON.stringify(error.cause),
            ].join();
            expect(all).to.not.match(/private|diagnosis|hidden/);
        }
        await courier.close();
    });

    it("what Courier quotes of a profile is named by its place, wherever it quotes it", async () => {
        const profile = {
            slack: { access_token: "xoxb-1234567890-abcdef" },
            custom: { note: "at home after six" },
        };
        const { port } = await servers.http((request, response) => {
            let body = "";
            request.on("data", (piece: Buffer) => (body += piece.toString()));
            request.once("end", () => {
                const message = `cannot take ${body}, in short ${Buffer.from(body).toString("base64").slice(0, 120)}`;
                response.writeHead(400).end(JSON.stringify({ message, type: `no ${profile.custom.note}` }));
            });
        });

        const error = await failureOf(clientOf(`http://127.0.0.1:${port}`).client.put("ada", profile));

        expect(error.message).to.include(
            'cannot take {"profile":{"slack":{"access_token":"[profile.slack.access_token]"},"custom":{"note":"[profile.custom.note]"',
        );
        expect(error.type).to.equal("no [profile.custom.note]");
        for (const text of [error.message, error.sentence, error.reason, JSON.stringify(error)]) {
            expect(text)
                .to.not.match(/xoxb|home after/)
                .and.not.include(Buffer.from(profile.slack.access_token).toString("base64").slice(0, 10));
        }
    });

    it("an error has no stack to print", async () => {
        const error = await failureOf(clientOf(`http://127.0.0.1:${await closedPort()}`).client.get("ada"));

        expect(error.stack).to.not.contain("    at ");
        expect(error.message).to.not.match(/\n| at .*:\d+:\d+|\.ts\b|\.js\b/);
    });
});
