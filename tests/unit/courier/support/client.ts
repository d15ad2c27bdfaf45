import { CourierClient, type ClientOptions } from "../../../../provider/courier/client";
import { CourierError } from "../../../../provider/courier/errors/courier-error";
import type { ClientSettings } from "../../../../provider/courier/requests";

export const apiKey = "pk_test_Zm9v/YmFy+secret=";

/** A client of this base URL, and the waits between its tries: they are noted, and take no time. */
export function clientOf(
    baseUrl: string,
    settings: Partial<ClientSettings> = {},
    options: Pick<ClientOptions, "cancellation" | "connections"> = {},
) {
    const waits: number[] = [];
    const client = new CourierClient(
        { apiKey, baseUrl: new URL(baseUrl), timeoutMs: 120_000, maxRetries: 2, ...settings },
        {
            ...options,
            waiting: {
                random: () => 1,
                sleep: (ms) => {
                    waits.push(ms);
                    return Promise.resolve();
                },
            },
        },
    );
    return { client, waits };
}

/** The error with which a request to Courier must fail. */
export async function failureOf(request: Promise<unknown>): Promise<CourierError> {
    try {
        await request;
    } catch (error) {
        if (error instanceof CourierError) {
            return error;
        }
        throw error;
    }
    throw new Error("the request succeeded");
}
