import type { Context } from "../../../../provider/core/context";
import { DeclaredUserIds } from "../../../../provider/core/declared-user-ids";
import type { Problem } from "../../../../provider/core/problem";
import { UserLocks } from "../../../../provider/core/user-locks";
import { FakeCourier } from "./fake-courier";

/** One run of the provider process against a {@link FakeCourier}. */
export class FakeContext implements Context {
    readonly declared = new DeclaredUserIds();
    readonly locks = new UserLocks();
    readonly warnings: string[] = [];
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

    inform(): Promise<void> {
        return Promise.resolve();
    }
}
