import { startEmulator, type Emulator } from "../../emulator";
import { pulumiEngine } from "../pulumi-cli";
import { Project, type Source } from "./project";

const API_KEY = "demo-key";

/** Gives projects and a Courier of their own to `use`, and removes all after it, also after a Ctrl-C. */
export async function withCourier(
    use: (courier: Emulator, createProject: (source: Source) => Promise<Project>) => Promise<void>,
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
    const projects: Project[] = [];
    const createProject = async (source: Source): Promise<Project> => {
        const project = await Project.create(source, {
            engine,
            env: { COURIER_API_KEY: API_KEY, COURIER_BASE_URL: courier.url },
            interrupt: interrupt.signal,
        });
        projects.push(project);
        return project;
    };
    try {
        await use(courier, createProject);
        return "done";
    } catch (error) {
        if (!interrupt.signal.aborted) throw error;
        return "interrupted";
    } finally {
        for (const project of projects) await project.remove();
        await courier.close();
    }
}

/** Writes keys beside those that the profile has, as the dashboard or another program would. */
export function overwrite(courier: Emulator, userId: string, keys: Record<string, string>): void {
    courier.profiles.set(userId, { ...courier.profiles.get(userId), ...keys });
}
