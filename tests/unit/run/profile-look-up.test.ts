import { expect } from "chai";
import { MessageError } from "../../../provider/core/messages/message-error";
import { Refusal } from "../../../provider/core/messages/refusal";
import { createLookUp } from "../../../provider/run/profile-look-up";
import { SettingsError } from "../../../provider/run/settings";
import { useServers } from "../courier/support/servers";

describe("A look-up of profiles", () => {
    const servers = useServers();

    async function courierAnswering(body: string, status = 200) {
        let requests = 0;
        const { port } = await servers.http((_request, response) => {
            requests += 1;
            response.writeHead(status).end(body);
        });
        const environment = { COURIER_API_KEY: "pk_test_1", COURIER_BASE_URL: `http://127.0.0.1:${port}` };
        return { environment, requests: () => requests };
    }

    async function failureOf(lookUp: Promise<unknown>): Promise<MessageError> {
        const error: unknown = await lookUp.catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(MessageError);
        return error as MessageError;
    }

    it("never fails over others' numbers: they come as JavaScript has them, and it is told where", async () => {
        const body =
            '{"profile":{"crm":{"id":1234567890123456789,"list":[1.5,1e400]},"score":7,"half":0.50}}';
        const { environment } = await courierAnswering(body);
        const told: unknown[] = [];
        const lookUp = createLookUp(
            () => undefined,
            environment,
            (...rounded) => told.push(rounded),
        );

        expect(await lookUp("ada")).to.deep.equal({
            crm: { id: 1234567890123456800, list: [1.5, Number.MAX_VALUE] },
            score: 7,
            half: 0.5,
        });
        expect(told).to.deep.equal([
            [
                "ada",
                [
                    ["crm", "id"],
                    ["crm", "list", 1],
                ],
            ],
        ]);
    });

    it("of a user without a profile says so, which is no refusal of a write", async () => {
        const { environment } = await courierAnswering("", 404);

        const error = await failureOf(createLookUp(() => undefined, environment)("ada"));

        expect(error).to.not.be.instanceOf(Refusal);
        expect(error.sentence).to.match(/^there is no profile of the user "ada"; create it, or correct/);
        expect(error.concern).to.equal("this user");
    });

    it("asks for no user that no request can name, or that the settings do not allow", async () => {
        const { environment, requests } = await courierAnswering("{}");
        const allowed = { ...environment, COURIER_ALLOWED_USER_IDS: "svc-.*|\\.\\." };
        const lookUp = createLookUp(() => undefined, allowed);

        expect((await failureOf(lookUp(".."))).sentence).to.match(
            /^userId is "\.\.", which no URL can carry/,
        );
        expect((await failureOf(lookUp("ada"))).sentence).to.match(
            /^userId is "ada", which COURIER_ALLOWED_/,
        );
        expect(requests()).to.equal(0);
    });

    it("begins with settings that can be used", () => {
        expect(() => createLookUp(() => undefined, {})).to.throw(SettingsError, "courier:apiKey is not set");
    });
});
