import { randomUUID } from "node:crypto";
import { CourierClient } from "../../provider/courier/client";
import type { Settings } from "../../provider/run/settings";
import { ok, problem, type Finding } from "./finding";

/** As long as a person likes to wait. */
const timeoutMs = 10_000;

/** Whether Courier answers, and takes the key: it is asked for a user that surely does not exist. */
export async function checkCourierAnswer(settings: Settings): Promise<Finding> {
    const client = new CourierClient({ ...settings, timeoutMs, maxRetries: 0 });
    try {
        await client.get(`pulumi-courier-doctor-${randomUUID()}`);
        const { host, pathname } = settings.baseUrl;
        // To a wrong path Courier and others may answer 404, as to a user without a profile.
        const doubt = pathname === "/" ? "" : `; is its path ${pathname} right? Courier's own API has none`;
        return ok(`${host} answers and takes the key${doubt}`);
    } catch (error) {
        return problem((error as Error).message);
    }
}
