import { expect } from "chai";
import { type Emulator, FaultError } from "../../../emulator";
import { useEmulators } from "../support/emulators";

describe("A fault that could only be a mistake", () => {
    const start = useEmulators();
    let courier: Emulator;

    beforeEach(async () => {
        courier = await start();
    });

    const mistakes: readonly { title: string; fault: object; message: RegExp }[] = [
        {
            title: "nothing that goes wrong",
            fault: { method: "PUT", times: 2 },
            message: /nothing about what/,
        },
        {
            title: "an unknown field",
            fault: { statsu: 500 },
            message: /^"statsu" is not a field of a fault: .*status/,
        },
        {
            title: "a method in small letters",
            fault: { method: "put", status: 500 },
            message: /^"method" must/,
        },
        { title: "a user id that is none", fault: { userId: 5, status: 500 }, message: /^"userId" must/ },
        { title: "no times", fault: { times: 0, status: 500 }, message: /^"times" must/ },
        {
            title: "a number for a message",
            fault: { message: 5 },
            message: /^"message" must be a string or a fun/,
        },
        { title: "half a skip", fault: { skip: 0.5, status: 500 }, message: /^"skip" must/ },
        { title: "no HTTP status", fault: { status: 99 }, message: /^"status" must/ },
        { title: "a negative delay", fault: { delayMs: -1 }, message: /^"delayMs" must/ },
        {
            title: "an unknown reset",
            fault: { reset: "now" },
            message: /^"reset" must be "before-request-read" or/,
        },
        {
            title: "a header that cannot be sent",
            fault: { headers: { a: "b\nc" } },
            message: /^"headers" must/,
        },
        {
            title: "two ways to travel",
            fault: { stall: "in-body", truncate: true },
            message: /exclude each other/,
        },
        {
            title: "a body and a message",
            fault: { body: "x", message: "y" },
            message: /no place beside "body"/,
        },
        {
            title: "the content type of no body",
            fault: { contentType: "a/b", status: 500 },
            message: /^"contentType"/,
        },
        {
            title: "applying what is not read",
            fault: { reset: "before-request-read", apply: true },
            message: /^"apply" cannot/,
        },
    ];
    for (const { title, fault, message } of mistakes) {
        it(`is refused: ${title}`, () => {
            expect(() => {
                courier.fail(fault);
            }).to.throw(FaultError, message);
        });
    }
});
