import path from "node:path";
import type { Workspace } from "../../../../../provider/core/user-ids/user-id-register";
import { ProcessRegister } from "../../../../../provider/run/register/process-register";
import { ProgramRegister } from "../../../../../provider/run/register/program-register";
import { RegisterFolder } from "../../../../../provider/run/register/register-folder";

export const address = "127.0.0.1:1001";

/** The registers of runs that share a folder; all are closed at the end of the test. */
export class Runs {
    readonly path: string;
    readonly #folders: RegisterFolder[] = [];

    constructor(temporary: string) {
        this.path = path.join(temporary, "register");
    }

    /** @param engine null where the system does not tell */
    folder(engine: string | null = "engine", at = address): RegisterFolder {
        const folder = new RegisterFolder(at, engine ?? undefined, this.path);
        this.#folders.push(folder);
        return folder;
    }

    program(engine?: string | null, at?: string): ProgramRegister {
        return new ProgramRegister(this.folder(engine, at));
    }

    /** @param workspace default: that of a process whose key is the stack's */
    process(
        engine?: string | null,
        workspace: Workspace = { settings: "key" },
        at?: string,
    ): ProcessRegister {
        const register = new ProcessRegister({ folder: this.folder(engine, at), expectsProgram: true });
        register.configure(workspace);
        return register;
    }

    close(): void {
        for (const folder of this.#folders) {
            folder.removeRun();
        }
    }
}

/** A resource of the program that declares these users. */
export function declare(
    program: ProgramRegister,
    urn: string,
    userIds: readonly string[],
    workspace: Workspace = { isDefault: true, settings: "key" },
): ReturnType<ProgramRegister["enter"]> {
    return program.enter(program.addResource(urn, urn, undefined, workspace), userIds);
}
