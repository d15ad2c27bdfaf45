import { startEmulator, type Emulator } from "../../emulator";
import { pulumiEngine } from "../pulumi-cli";
import { QuickstartProject } from "./project";

const API_KEY = "demo-key";

/** Gives the quickstart and a Courier of its own to `use`, and removes both after it, also after a Ctrl-C. */
export async function withQuickstart(
    use: (project: QuickstartProject, courier: Emulator) => Promise<void>,
): Promise<"done" | "interrupted"> {
    const engine = await pulumiEngine();

    // From here on there is something to clean up.
    const interrupt = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, () => {
            interrupt.abort();
        });
    }
    const courier = await startEmulator({ apiKey: API_KEY });
    try {
        const project = await QuickstartProject.create({
            engine,
            env: { COURIER_API_KEY: API_KEY, COURIER_BASE_URL: courier.url },
            interrupt: interrupt.signal,
        });
        try {
            await use(project, courier);
            return "done";
        } finally {
            await project.remove();
        }
    } catch (error) {
        if (!interrupt.signal.aborted) throw error;
        return "interrupted";
    } finally {
        await courier.close();
    }
}

/** Writes keys beside those that the profile has, as the dashboard or another program would. */
export function overwrite(courier: Emulator, userId: string, keys: Record<string, string>): void {
    courier.profiles.set(userId, { ...courier.profiles.get(userId), ...keys });
}
