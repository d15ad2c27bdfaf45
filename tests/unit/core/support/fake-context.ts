import type { Context } from "../../../../provider/core/run-services";
import { DeclaredUserIds } from "../../../../provider/core/user-id-register";
import type { Problem } from "../../../../provider/core/messages/problem";
import { UserLocks } from "../../../../provider/core/user-locks";
import { FakeCourier } from "./fake-courier";

/** One run of the provider process against a {@link FakeCourier}. */
export class FakeContext implements Context {
    readonly declared = new DeclaredUserIds();
    readonly locks = new UserLocks();
    readonly warnings: string[] = [];
    /** The lines that are no warnings, each with the resource that it is shown under. */
    readonly lines: { readonly resource: string | undefined; readonly line: string }[] = [];
    problems: Problem[] = [];
    refusedUserIds: string[] = [];

    constructor(readonly courier = new FakeCourier()) {}

    settingsProblems(): readonly Problem[] {
        return this.problems;
    }

    userIdRefusal(userId: string): string | undefined {
        return this.refusedUserIds.includes(userId) ? "is not allowed here" : undefined;
    }

    courierFor(): FakeCourier {
        return this.courier;
    }

    warn(message: string): Promise<void> {
        this.warnings.push(message);
        return Promise.resolve();
    }

    inform(line: string, resource?: string): Promise<void> {
        this.lines.push({ resource, line });
        return Promise.resolve();
    }
}
