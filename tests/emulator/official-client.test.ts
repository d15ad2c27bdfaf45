import Courier from "@trycourier/courier";
import { expect } from "chai";
import type { Emulator } from "../../emulator";
import { useEmulators } from "./support/emulators";

describe("Courier's official client works against the emulator", () => {
    const start = useEmulators();
    let courier: Emulator;
    let client: Courier;

    beforeEach(async () => {
        courier = await start({ apiKey: "the-key" });
        client = new Courier({ apiKey: "the-key", baseURL: courier.url });
    });

    it("creates, replaces, updates, retrieves and deletes a profile", async () => {
        const profile = async () => (await client.profiles.retrieve("svc-ci")).profile;

        expect(await client.profiles.create("svc-ci", { profile: { email: "a@example.com" } })).to.deep.equal(
            {
                status: "SUCCESS",
            },
        );
        await client.profiles.create("svc-ci", { profile: { custom: { team: "platform" } } });
        expect(await profile()).to.deep.equal({ email: "a@example.com", custom: { team: "platform" } });

        expect(await client.profiles.replace("svc-ci", { profile: { name: "CI" } })).to.deep.equal({
            status: "SUCCESS",
        });
        await client.profiles.update("svc-ci", { patch: [{ op: "add", path: "/locale", value: "en" }] });
        expect(await profile()).to.deep.equal({ name: "CI", locale: "en" });

        await client.profiles.delete("svc-ci");
        expect(await fails(client.profiles.retrieve("svc-ci"))).to.be.instanceOf(Courier.NotFoundError);
    });

    it("subscribes a user to lists, reads the subscriptions and ends them", async () => {
        const { lists } = client.profiles;
        await lists.subscribe("svc-ci", { lists: [{ listId: "news" }, { listId: "tips" }] });
        const { results, paging } = await lists.retrieve("svc-ci");
        expect(results.map(({ id }) => id)).to.deep.equal(["news", "tips"]);
        expect(paging.more).to.equal(false);
        await lists.delete("svc-ci");
        expect((await lists.retrieve("svc-ci")).results).to.deep.equal([]);
    });

    it("sees another key refused as an AuthenticationError", async () => {
        const stranger = client.withOptions({ apiKey: "another-key" });
        const error = await fails(stranger.profiles.retrieve("svc-ci"));
        expect(error).to.be.instanceOf(Courier.AuthenticationError);
        expect(error).to.have.property("error").that.has.property("type", "authentication_error");
    });

    it("sees every error that Courier documents as its own class", async () => {
        const classes = [
            [400, Courier.BadRequestError],
            [403, Courier.PermissionDeniedError],
            [404, Courier.NotFoundError],
            [409, Courier.ConflictError],
            [422, Courier.UnprocessableEntityError],
            [429, Courier.RateLimitError],
            [503, Courier.InternalServerError],
        ] as const;
        const once = client.withOptions({ maxRetries: 0 });
        for (const [status, errorClass] of classes) {
            courier.fail({ status, message: `because of ${status}` });
            const error = await fails(once.profiles.retrieve("svc-ci"));
            expect(error).to.be.instanceOf(errorClass);
            expect(error.message).to.include(`because of ${status}`);
        }
    });

    it("waits and tries again after 429, as it does with Courier", async () => {
        courier.fail({ method: "PUT", status: 429, headers: { "retry-after-ms": "1" }, times: 2 });
        await client.profiles.replace("svc-ci", { profile: { name: "CI" } });
        expect(courier.requestsOf({ method: "PUT" }).map(({ status }) => status)).to.deep.equal([
            429, 429, 200,
        ]);
    });

    it("tries again after a connection that is reset, and gives up in the end", async () => {
        courier.fail({ reset: "before-request-read", times: 2 });
        expect(
            await fails(client.withOptions({ maxRetries: 1 }).profiles.retrieve("svc-ci")),
        ).to.be.instanceOf(Courier.APIConnectionError);
        expect(courier.requests.map(({ status }) => status)).to.deep.equal([undefined, undefined]);
    });

    for (const userId of ["a@b.example:c+d&e=f", "ünï ☕/%2F?#", "x".repeat(1_000)]) {
        it(`means the user that it names: ${userId.slice(0, 20)}`, async () => {
            await client.profiles.replace(userId, { profile: { sub: userId } });
            expect(courier.profiles.get(userId)).to.deep.equal({ sub: userId });
        });
    }
});

async function fails(promise: PromiseLike<unknown>): Promise<Error> {
    try {
        await promise;
    } catch (error) {
        return error as Error;
    }
    throw new Error("it succeeded");
}
